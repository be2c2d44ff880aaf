/** The hour of an event's day. The phone's first chunk does without it. */

/** A format takes longer to make than a row to draw, and a page has one zone. */
const formats = new Map<string, Intl.DateTimeFormat>();

/** The time of day in an event's zone: `09:30`. */
export function timeOfDay(at: number, timeZone: string): string {
  let format = formats.get(timeZone);
  if (!format) {
    format = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit', timeZone });
    formats.set(timeZone, format);
  }
  return format.format(at);
}
