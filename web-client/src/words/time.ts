/** Times as people read them, the same in every language. */

/** Whole seconds from `now` until `at` (milliseconds); 0 once it has passed. */
export const secondsUntil = (at: number, now: number): number => Math.max(0, Math.ceil((at - now) / 1000));

/** Minutes and seconds: `1:05`. */
export const clock = (seconds: number): string =>
  `${Math.floor(seconds / 60)}:${`${Math.floor(seconds % 60)}`.padStart(2, '0')}`;
