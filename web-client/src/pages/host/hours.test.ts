import { expect, test } from 'vitest';
import { hourAfter } from './hours';

const NOW = Date.parse('2018-08-02T07:30:20Z');
const at = (hour: string, zone: string) => new Date(hourAfter(hour, NOW, zone)).toISOString();

test('an hour is the next one in the zone of the event', () => {
  expect(at('15:45', 'Asia/Shanghai')).toBe('2018-08-02T07:45:00.000Z');
  expect(at('15:29', 'Asia/Shanghai')).toBe('2018-08-03T07:29:00.000Z');
  expect(at('15:30', 'Asia/Shanghai')).toBe('2018-08-02T07:30:00.000Z');
  expect(at('00:10', 'UTC')).toBe('2018-08-03T00:10:00.000Z');
});
