/** How long the session still has, by the times of the programme. */
import { timeOfDay } from '../../words/time';

const DAY_MIN = 24 * 60;

const minutes = (hhmm: string): number => Number(hhmm.slice(0, 2)) * 60 + Number(hhmm.slice(3, 5));

/** Whole minutes until a session ends, negative once it has, and how long it was meant to last. It may end after midnight. */
export function sessionMinutes(
  { start, end }: { start: string; end: string },
  now: number,
  zone: string,
): { left: number; whole: number } {
  const from = minutes(start);
  const to = minutes(end) + (minutes(end) < from ? DAY_MIN : 0);
  const whole = Math.max(1, to - from);
  const left = to - minutes(timeOfDay(now, zone));
  // Half a day and more before its start, it is the early morning after it.
  return { left: left > whole + DAY_MIN / 2 ? left - DAY_MIN : left, whole };
}
