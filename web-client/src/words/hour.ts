/** An event's day, and its hours. The phone's first chunk does without it. */

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

/** The event's day in words, from `2018-08-02`: `2 August 2018`. */
export const dayInWords = (date: string, lang: string): string =>
  new Intl.DateTimeFormat(lang === 'en' ? 'en-GB' : lang, { dateStyle: 'long', timeZone: 'UTC' }).format(
    Date.parse(`${date}T00:00Z`),
  );
