/** The session's remaining time, from the programme. */
import { timeOfDay } from '../../words/hour';

const DAY_MIN = 24 * 60;

const minutes = (hhmm: string): number => Number(hhmm.slice(0, 2)) * 60 + Number(hhmm.slice(3, 5));

/** Returns the minutes until a session's end (negative if late) and its planned length. It may end after midnight. */
export function sessionMinutes(
  { start, end }: { start: string; end: string },
  now: number,
  zone: string,
): { left: number; whole: number } {
  const from = minutes(start);
  const to = minutes(end) + (minutes(end) < from ? DAY_MIN : 0);
  const whole = Math.max(1, to - from);
  const left = to - minutes(timeOfDay(now, zone));
  // More than half a day before the start means the early morning after it.
  return { left: left > whole + DAY_MIN / 2 ? left - DAY_MIN : left, whole };
}
