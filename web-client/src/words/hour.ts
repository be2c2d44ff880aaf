/** The hour of an event's day. The phone's first chunk does without it. */

/** The time of day in an event's zone: `09:30`. */
export const timeOfDay = (at: number, zone: string): string =>
  new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit', timeZone: zone }).format(at);
