/** Lists of nouns within a sentence. */

/** Joins nouns with `between`, and the last one with `last`. */
export const listed = (nouns: string[], between: string, last: string): string =>
  nouns.length < 2 ? nouns.join() : `${nouns.slice(0, -1).join(between)}${last}${nouns[nouns.length - 1]}`;
