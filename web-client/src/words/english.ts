/** English numbers and lists. */

/** A number with its noun. */
export const s = (n: number, one: string, more: string): string => `${n} ${n === 1 ? one : more}`;

export const list = (parts: string[]): string =>
  parts.length < 2 ? parts.join('') : `${parts.slice(0, -1).join(', ')} and ${parts[parts.length - 1]}`;
