/** The rules of a poll as a host sets them, one by one, on top of a form. */
import type { PollKind } from '../protocol/items';
import type { Rule } from './kind';

/** Reads a whole number in a range; nothing if it is none. */
export function wholeIn(typed: string, min: number, max: number): number | undefined {
  const plain = typed.normalize('NFKC').trim();
  const value = Number(plain);
  return /^\d+$/.test(plain) && value >= min && value <= max ? value : undefined;
}

/** A rule that is a whole number in a range. */
export const numbered = (
  name: string,
  value: number,
  [min, max]: [min: number, max: number],
  put: (value: number) => PollKind,
): Rule => ({
  name,
  value: `${value}`,
  isNumber: true,
  put(typed) {
    const value = wholeIn(typed, min, max);
    return value === undefined ? undefined : put(value);
  },
});

/** What a host set, by the names of the rules. */
export type Edits = Record<string, string>;

/**
 * Returns a kind with what the host set, and the name of the first rule that does not fit. A rule that depends on another one follows
 * it in `rulesOf`. What the host set for a rule that the kind does not have waits for it.
 */
export function edited(
  kind: PollKind,
  edits: Edits,
  rulesOf: (kind: PollKind) => Rule[],
): { kind: PollKind; wrong?: string } {
  const done = new Set<string>();
  let [now, wrong]: [PollKind, string | undefined] = [kind, undefined];
  for (;;) {
    const rule = rulesOf(now).find(({ name }) => edits[name] !== undefined && !done.has(name));
    if (!rule) return { kind: now, ...(wrong && { wrong }) };
    done.add(rule.name);
    const put = rule.put(edits[rule.name] ?? '');
    if (put) now = put;
    else wrong ??= rule.name;
  }
}
