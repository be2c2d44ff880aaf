/** French numbers and lists. */

/** A number with its noun; zero and one are singular. */
export const s = (n: number, one: string, more: string): string => `${n} ${n < 2 ? one : more}`;

export const list = (parts: string[]): string =>
  parts.length < 2 ? parts.join('') : `${parts.slice(0, -1).join(', ')} et ${parts[parts.length - 1]}`;
