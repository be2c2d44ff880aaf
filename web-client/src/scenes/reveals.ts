/**
 * The reveals that this page sees happen, also of polls that are not in its picture: the results of a survey come one after the other,
 * each in a picture of its own, and each is a moment.
 */
import type { PollItem, TallyItem } from '../protocol/items';
import type { View } from '../sync/store';
import { still } from '../ui/motion';

/** A poll before its reveal. */
export interface Before {
  poll: PollItem;
  tally: TallyItem | undefined;
}

interface Seen {
  /** Of the last change of its phase: a scene that fades out draws an older one. */
  since: number;
  before?: Before;
  /** Milliseconds of the page's clock. */
  revealed_at?: number;
}

/** A picture that begins later than this after a reveal has missed it. */
const JUST_MS = 1000;

const seen = new Map<number, Seen>();

/** Notes the polls of a view, whichever of them it shows. */
export function watchReveals(view: View): void {
  for (const poll of view.polls) {
    const { id, since } = poll;
    const known = seen.get(id);
    if (known && since < known.since) continue;
    if (poll.phase !== 'revealed') seen.set(id, { since, before: { poll, tally: view.tallies.get(id) } });
    else if (!known) seen.set(id, { since });
    else if (known.before && known.revealed_at === undefined)
      seen.set(id, { ...known, since, revealed_at: performance.now() });
  }
}

/** Returns the poll before its reveal if this page has just seen that happen; nothing under reduced motion, which has no moment. */
export function justBefore({ id }: PollItem): Before | undefined {
  if (still()) return undefined;
  const { before, revealed_at } = seen.get(id) ?? {};
  return revealed_at !== undefined && performance.now() - revealed_at < JUST_MS ? before : undefined;
}
