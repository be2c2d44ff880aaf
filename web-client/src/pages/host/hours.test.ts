import { expect, test } from 'vitest';
import { hourAfter, hourPlus, overdue } from './hours';

const NOW = Date.parse('2018-08-02T07:30:20Z');
const at = (hour: string, zone: string) => new Date(hourAfter(hour, NOW, zone)).toISOString();

test('an hour is the next one in the zone of the event', () => {
  expect(at('15:45', 'Asia/Shanghai')).toBe('2018-08-02T07:45:00.000Z');
  expect(at('15:29', 'Asia/Shanghai')).toBe('2018-08-03T07:29:00.000Z');
  expect(at('15:30', 'Asia/Shanghai')).toBe('2018-08-02T07:30:00.000Z');
  expect(at('00:10', 'UTC')).toBe('2018-08-03T00:10:00.000Z');
});

test('an hour moves by minutes, over midnight too', () => {
  expect(hourPlus('14:50', 15)).toBe('15:05');
  expect(hourPlus('00:05', -10)).toBe('23:55');
  expect(hourPlus('23:55', 10)).toBe('00:05');
});

test('a session is overdue by whole steps of five minutes, and never before its end', () => {
  expect(overdue('14:30', '14:30')).toBe(0);
  expect(overdue('14:30', '14:31')).toBe(5);
  expect(overdue('23:50', '00:02')).toBe(15);
  expect(overdue('14:30', '14:20')).toBe(0);
});
