/**
 * Counts as shares: whole percent for people, fractions for bars, and an axis that ends at the next round
 * share above the leader. Pure; the host's page uses it too.
 */

/** Whole percents. Where each ballot has exactly one pick (`whole`) they add up to 100: the largest remainders are rounded up. */
export function percents(picks: number[], ballots: number, whole: boolean): number[] {
  if (!ballots) return picks.map(() => 0);
  const exact = picks.map(n => (n / ballots) * 100);
  if (!whole) return exact.map(Math.round);
  const floors = exact.map(Math.floor);
  let rest = Math.max(0, 100 - floors.reduce((a, b) => a + b, 0));
  const byRemainder = exact
    .map((x, i) => ({ i, r: x - Math.floor(x) }))
    .sort((a, b) => b.r - a.r || a.i - b.i);
  for (const { i, r } of byRemainder) {
    if (!rest || !r) break;
    floors[i] = (floors[i] ?? 0) + 1;
    rest -= 1;
  }
  return floors;
}

const ENDS = [0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.8, 1];

/**
 * Where the axis ends. It keeps the last end while the leader fills enough of it, because a new axis moves
 * every bar at once.
 */
export function axisEnd(leader: number, last: number | undefined): number {
  if (last && leader <= last && leader > last * 0.55) return last;
  return ENDS.find(end => end >= leader) ?? 1;
}

/** The options with the most picks; none while nobody has voted. */
export function leaders(picks: number[]): number[] {
  const most = Math.max(0, ...picks);
  return most ? picks.flatMap((n, i) => (n === most ? [i] : [])) : [];
}

export const letter = (i: number): string => String.fromCharCode(65 + i);
