/** French numbers and sentences. */

/** A number with its noun; zero and one are singular. */
export const s = (n: number, one: string, more: string): string => `${n} ${n < 2 ? one : more}`;

/** Parts as one sentence; nothing of nothing. */
export function sentence(parts: string[]): string {
  const all = parts.join(' ; ');
  return all && `${all.charAt(0).toUpperCase()}${all.slice(1)}.`;
}
