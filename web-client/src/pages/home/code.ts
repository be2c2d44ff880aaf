/** An event's code as people type it: six characters that do not look alike. */

export const LENGTH = 6;

/** Returns the code in upper case, without separators; full-width letters become plain ones. */
export const clean = (typed: string): string =>
  typed
    .normalize('NFKC')
    .toUpperCase()
    .replace(/[^\p{L}\p{N}]/gu, '')
    .slice(0, LENGTH);

/** Returns true if it contains a character that no code has. */
export const odd = (code: string): boolean => /[^A-HJ-NP-Z2-9]/.test(code);
