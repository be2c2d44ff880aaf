/** Hours of the day in an event's zone, as moments. */
import { timeOfDay } from '../../words/hour';

const MINUTE_MS = 60_000;
const DAY_MIN = 24 * 60;
const LATE_MIN_MAX = 120;

const parts = (hour: string): number => {
  const [h = 0, m = 0] = hour.split(':').map(Number);
  return h * 60 + m;
};

/**
 * Returns the next moment, in Unix milliseconds, at which a clock in this zone shows an hour (`15:45`). The current minute is now: the
 * moment at which it began.
 */
export function hourAfter(hour: string, now: number, zone: string): number {
  const start = Math.floor(now / MINUTE_MS) * MINUTE_MS;
  const ahead = (parts(hour) - parts(timeOfDay(now, zone)) + DAY_MIN) % DAY_MIN;
  return start + ahead * MINUTE_MS;
}

/** Returns an hour (`15:45`) so many minutes later, or earlier if they are negative; after midnight the hours begin again. */
export function hourPlus(hour: string, minutes: number): string {
  const at = (((parts(hour) + minutes) % DAY_MIN) + DAY_MIN) % DAY_MIN;
  const two = (n: number) => String(n).padStart(2, '0');
  return `${two(Math.floor(at / 60))}:${two(at % 60)}`;
}

/** Returns the minutes since an hour, in whole steps of five; 0 if it is to come, or so long ago that nobody is late. */
export function overdue(hour: string, now: string): number {
  const since = (parts(now) - parts(hour) + DAY_MIN) % DAY_MIN;
  return since <= LATE_MIN_MAX ? Math.ceil(since / 5) * 5 : 0;
}
