import { expect, test } from 'vitest';
import type { PollItem, PollKind } from '../protocol/items';
import { EXAMPLES } from '../protocol/settings';
import { fittingVoters, taken, weighs } from './fits';
import { fitting, settingsOf } from './settings';

test('the dialog offers what the server takes, under the rules of each kind', () => {
  const seen = new Set<string>();
  for (const [kind, options, shows, counts] of EXAMPLES as readonly [PollKind, number, boolean, boolean][]) {
    expect(taken(kind, options).includes('show'), JSON.stringify(kind)).toBe(shows);
    expect(weighs(kind), JSON.stringify(kind)).toBe(counts);
    seen.add(`${Object.keys(kind)[0]} ${shows} ${counts}`);
  }
  // Of these kinds the rules decide.
  for (const name of ['scale', 'motion', 'free_choice'])
    expect([...seen].filter(said => said.startsWith(`${name} `)).length, name).toBeGreaterThan(1);
});

const CHOICE: PollKind = { choice: { min: 1, max: 1 } };
const MOTION: PollKind = { motion: { base: 'cast' } };
const PRESENT: PollKind = { motion: { base: 'present' } };
const QUIZ: PollKind = { quiz: { points: 1000 } };

test('who votes stays as far as the new kind takes it', () => {
  const weighed = { code: true, weights: { group: 'side', values: { jury: 3 } } };
  expect(fittingVoters(weighed, MOTION)).toBe(weighed);
  expect(fittingVoters(weighed, PRESENT)).toEqual({ code: true });
  expect(fittingVoters(weighed, QUIZ)).toEqual({});
  const none = {};
  expect(fittingVoters(none, QUIZ)).toBe(none);
});

test('a quiz question has the limit that the dialog shows, also where it reveals itself', () => {
  const limit = (settings: Parameters<typeof fitting>[0], kind: PollKind, needs?: number) =>
    fitting(settings, kind, 2, needs).seconds;
  expect(limit({ reveals_itself: true }, QUIZ, 30)).toBe(30);
  expect(limit({ reveals_itself: true, seconds: 90 }, QUIZ, 30)).toBe(90);
  expect(limit({ reveals_itself: true }, CHOICE)).toBe(60);
  expect(limit({}, CHOICE)).toBeUndefined();
});

test('live results stay as far as the new kind has them', () => {
  const live = (kind: PollKind, live: PollItem['live'], to: PollKind) =>
    fitting(settingsOf({ kind, live } as unknown as PollItem), to, 2).live;
  expect(live(CHOICE, 'everyone', CHOICE)).toBe('everyone');
  expect(live(CHOICE, 'everyone', MOTION)).toBeUndefined();
  expect(live(CHOICE, 'never', MOTION)).toBe('never');
  // A motion says `count` by itself.
  expect(live(MOTION, 'count', MOTION)).toBeUndefined();
  expect(live(MOTION, 'never', MOTION)).toBe('never');
});
