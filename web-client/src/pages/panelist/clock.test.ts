import { expect, test } from 'vitest';
import { sessionMinutes } from './clock';

/** The minutes of a session at a time of day. */
const at = (time: string, start: string, end: string) =>
  sessionMinutes({ start, end }, Date.parse(`2026-11-26T${time}:00Z`), 'UTC');

test('the time left counts down to the end, and on when it is over', () => {
  expect(at('10:00', '10:00', '11:15')).toEqual({ left: 75, whole: 75 });
  expect(at('11:10', '10:00', '11:15').left).toBe(5);
  expect(at('11:20', '10:00', '11:15').left).toBe(-5);
  expect(at('08:00', '08:00', '22:00').left).toBe(14 * 60);
});

test('a session may end after midnight', () => {
  expect(at('23:00', '23:00', '00:30')).toEqual({ left: 90, whole: 90 });
  expect(at('00:10', '23:00', '00:30').left).toBe(20);
  expect(at('00:40', '23:00', '00:30').left).toBe(-10);
  // A session that overruns past midnight.
  expect(at('00:05', '22:00', '23:50').left).toBe(-15);
});
