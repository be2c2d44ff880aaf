/** French numbers and sentences. */

/** Returns a number with its noun; zero and one are singular. */
export const s = (n: number, one: string, more: string): string => `${n} ${n < 2 ? one : more}`;

/** Joins parts into one sentence; empty if there are none. */
export function sentence(parts: string[]): string {
  const all = parts.join(' ; ');
  return all && `${all.charAt(0).toUpperCase()}${all.slice(1)}.`;
}
