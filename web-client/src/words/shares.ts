/**
 * The axis of the bars. It ends at the next round share above the leader. Percents and leaders come from the server.
 */

const ENDS = [0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.8, 1];

/**
 * Returns the end of the axis. It keeps the last end while the leader fills enough of it, because a new axis moves every bar at
 * once.
 */
export function axisEnd(leader: number, last: number | undefined): number {
  if (last && leader <= last && leader > last * 0.55) return last;
  return ENDS.find(end => end >= leader) ?? 1;
}

export const letter = (i: number): string => String.fromCharCode(65 + i);
