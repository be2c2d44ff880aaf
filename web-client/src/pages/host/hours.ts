/** Hours of the day in an event's zone, as moments. */
import { timeOfDay } from '../../words/hour';

const MINUTE_MS = 60_000;
const DAY_MIN = 24 * 60;

/**
 * Returns the next moment, in Unix milliseconds, at which a clock in this zone shows an hour (`15:45`). The current minute is now: the
 * moment at which it began.
 */
export function hourAfter(hour: string, now: number, zone: string): number {
  const minutes = (text: string) => {
    const [h = 0, m = 0] = text.split(':').map(Number);
    return h * 60 + m;
  };
  const start = Math.floor(now / MINUTE_MS) * MINUTE_MS;
  const ahead = (minutes(hour) - minutes(timeOfDay(now, zone)) + DAY_MIN) % DAY_MIN;
  return start + ahead * MINUTE_MS;
}
