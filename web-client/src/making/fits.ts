/**
 * What makes sense under the rules of a poll, for the dialog, which does not offer the rest. The server decides it, kind by kind; that
 * both say the same is tested with its examples.
 */
import type { PollDraft, PollKind, VotersDraft } from '../protocol/items';
import { BY_CODES, HELD, SETTINGS } from '../protocol/settings';

/** The settings of a poll that a host writes. */
export type Written = Pick<
  PollDraft,
  'changeable' | 'show' | 'reveals_itself' | 'named' | 'live' | 'seconds'
>;

export const nameOf = (kind: PollKind): string => Object.keys(kind)[0] ?? '';

/** Returns the settings of a poll with so many options. */
export function taken(kind: PollKind, options: number): readonly (keyof Written)[] {
  const all: readonly (keyof Written)[] = SETTINGS[nameOf(kind) as keyof typeof SETTINGS] ?? [];
  // Of rated items the screen shows medians, and of a recommendation its score.
  const shows = !('scale' in kind) || (!options && kind.scale.look !== 'recommend');
  return all.filter(setting => shows || setting !== 'show');
}

/** Returns whether such a poll has no live results for phones. */
export const isHeld = (kind: PollKind): boolean => HELD.includes(nameOf(kind));

export const takesCodes = (kind: PollKind): boolean => BY_CODES.includes(nameOf(kind));

/** Returns whether ballots may count by weights: if no number of the result stands for people. */
export function weighs(kind: PollKind): boolean {
  if ('free_choice' in kind) return kind.free_choice.other === undefined;
  if ('motion' in kind) return kind.motion.base !== 'present';
  if ('scale' in kind) return kind.scale.look !== 'recommend';
  return 'choice' in kind || 'points' in kind || 'ranking' in kind;
}

/** Returns what such a poll takes of these voters: no weights where its result stands for people. The same ones if that is all. */
export function fittingVoters(voters: VotersDraft, kind: PollKind): VotersDraft {
  if (!takesCodes(kind)) return Object.keys(voters).length ? {} : voters;
  const { weights, ...rest } = voters;
  return !weights || weighs(kind) ? voters : rest;
}
