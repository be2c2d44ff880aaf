import { expect, test } from 'vitest';
import { spokenMs, turnClock } from './clock';

const turn = { speaker: { person: 0 }, planned_s: 120, spoken_ms: 30_000, running_since: 1_000_000 };

test('a turn counts down from the server’s time, and on when it is over', () => {
  expect(turnClock(turn, 1_000_000)).toMatchObject({ text: '1:30', state: 'plain', part: 0.75 });
  expect(turnClock(turn, 1_061_000)).toMatchObject({ text: '0:29', state: 'soon' });
  expect(turnClock(turn, 1_102_000)).toMatchObject({ text: '+0:12', state: 'over', part: 0 });
});

test('a paused clock stands, whatever the time', () => {
  const { running_since: _, ...paused } = turn;
  expect(turnClock(paused, 9_000_000)).toMatchObject({ text: '1:30', paused: true });
  expect(spokenMs(paused, 9_000_000)).toBe(30_000);
});
