/** The time limits that a host chooses from, in seconds. */
const LIMITS_S = [30, 60, 120];

/** The limits to choose from, with the one that a poll has. */
export const limitsWith = (own: number | undefined): number[] =>
  [...new Set([...LIMITS_S, ...(own ? [own] : [])])].sort((a, b) => a - b);
