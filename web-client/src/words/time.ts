/** Times as people read them, the same in every language. */

/** Whole seconds from `now` until `at` (milliseconds); 0 once it has passed. */
export const secondsUntil = (at: number, now: number): number => Math.max(0, Math.ceil((at - now) / 1000));

/** Minutes and seconds: `1:05`. */
export const clock = (seconds: number): string =>
  `${Math.floor(seconds / 60)}:${`${Math.floor(seconds % 60)}`.padStart(2, '0')}`;

/** The time of day in an event's zone: `09:30`. */
export const timeOfDay = (at: number, zone: string): string =>
  new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit', timeZone: zone }).format(at);
