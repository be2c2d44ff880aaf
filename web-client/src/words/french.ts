/** French numbers and sentences. */
import { listed } from './list';

/** Returns a number with its noun; zero and one are singular. */
export const s = (n: number, one: string, more: string): string => `${n} ${n < 2 ? one : more}`;

/** Joins parts into one sentence; empty if there are none. */
export function sentence(parts: string[]): string {
  const all = parts.join(' ; ');
  return all && `${all.charAt(0).toUpperCase()}${all.slice(1)}.`;
}

/** Joins nouns: “A, B et C”. */
export const et = (nouns: string[]): string => listed(nouns, ', ', ' et ');
