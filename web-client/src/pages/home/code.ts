/** The code of an event as people type it: six characters, none of which looks like another. */

export const LENGTH = 6;

/** Upper case and without what people put between characters; full-width letters become plain ones. */
export const clean = (typed: string): string =>
  typed
    .normalize('NFKC')
    .toUpperCase()
    .replace(/[^\p{L}\p{N}]/gu, '')
    .slice(0, LENGTH);

/** True when there is a character in it that no code has. */
export const odd = (code: string): boolean => /[^A-HJ-NP-Z2-9]/.test(code);
