/** The kinds of poll on the desks. */
import type { PollItem, PollKind } from '../protocol/items';
import { type DeskKind, type Form, kindName, type Lines, type Rule } from './kind';

const KINDS = import.meta.glob<DeskKind>('./*/desk.tsx', { eager: true, import: 'default' });

/** Returns the kind's part for desks; nothing if the kind is newer than this page. */
export const deskKind = (poll: PollItem): DeskKind | undefined => KINDS[`./${kindName(poll)}/desk.tsx`];

/** What a host asks most, with options and without. */
const USUAL = ['choice', 'scale'];
const ordered = [
  ...USUAL.map(kind => KINDS[`./${kind}/desk.tsx`]),
  ...Object.values(KINDS).filter(kind => !USUAL.some(usual => KINDS[`./${usual}/desk.tsx`] === kind)),
];

/** The forms in which a host can ask with this many options, the usual first; a hook, because each kind names its own. */
export const useForms = (options: number): Form[] => ordered.flatMap(kind => kind?.useForms?.(options) ?? []);

/** The same for each number of options up to this one. */
export const useFormsUpTo = (most: number): Form[][] =>
  Array.from({ length: most + 1 }, (_, options) => ordered.flatMap(kind => kind?.useForms?.(options) ?? []));

/** The forms that a poll can take although it has ballots; a hook. */
export const useLooks = (kind: PollKind | undefined): Form[] =>
  (kind && KINDS[`./${Object.keys(kind)[0]}/desk.tsx`]?.useLooks?.(kind)) || [];

/** The same for several polls. */
export const useLooksOf = (kinds: PollKind[]): Form[][] => kinds.map(kind => useLooks(kind));

/** The rules that a host sets beside the form; a hook, because each kind names its own. */
export function useRules(): (kind: PollKind, options: number) => Rule[] {
  const all = Object.fromEntries(Object.entries(KINDS).map(([path, kind]) => [path, kind.useRules?.()]));
  return (kind, options) => all[`./${Object.keys(kind)[0]}/desk.tsx`]?.(kind, options) ?? [];
}

/** The texts among the rules that a host can write; nothing if the kind has none. */
export const linesOf = (kind: PollKind): Lines | undefined =>
  KINDS[`./${Object.keys(kind)[0]}/desk.tsx`]?.lines;

/** Returns the rules for options in another order: the place before of each, nothing for a new one. */
export const inOrder = (kind: PollKind, order: (number | undefined)[]): PollKind =>
  KINDS[`./${Object.keys(kind)[0]}/desk.tsx`]?.inOrder?.(kind, order) ?? kind;
