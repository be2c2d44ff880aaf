import { expect, test } from 'vitest';
import type { EventItem, QuestionItem } from '../../protocol/items';
import type { View } from '../../sync/store';
import { lackingOf, matching } from './lacking';

const both = { en: 'A', 'zh-Hans': '甲' };
const event = { langs: ['en', 'zh-Hans'], title: both, short: both, venue: both } as unknown as EventItem;

const question = (id: number, more: object, lang = 'en', translations = {}) =>
  ({
    id,
    at: id,
    since: id,
    upvotes: 0,
    content: { text: `q${id}`, lang, translations },
    ...more,
  }) as QuestionItem;

const view = (more: object): View =>
  ({
    event,
    sessions: [],
    people: new Map(),
    of: () => [],
    polls: [],
    questions: [],
    ...more,
  }) as unknown as View;

const keys = (v: View) => lackingOf(v).map(({ key, section }) => `${section} ${key}`);

test('what the hall sees comes first, then what it supports most, then what waits', () => {
  const questions = [
    question(0, { state: 'waiting' }),
    question(1, { state: 'approved', upvotes: 2 }),
    question(2, { state: 'approved', upvotes: 7 }),
    question(3, { state: 'next', place: 9 }),
    question(4, { state: 'next', place: 8 }),
    question(5, { state: 'now' }),
    question(6, { state: 'answered' }),
  ];
  const poll = { options: [], title: { en: 'Which?' } };
  const polls = [
    { ...poll, id: 2, phase: 'revealed' },
    { ...poll, id: 3, phase: 'closed' },
    { ...poll, id: 0, phase: 'ready' },
    { ...poll, id: 1, phase: 'open' },
  ];
  expect(keys(view({ questions, polls, stage: { scene: { poll: 3 } } }))).toEqual([
    'screen question:5',
    'screen poll:3',
    'screen poll:1',
    'screen question:4',
    'screen question:3',
    'list question:2',
    'list question:1',
    'program poll:2',
    'program poll:0',
    'waiting question:0',
  ]);
});

test('a poll is one entry with the texts that lack something; empty texts lack nothing', () => {
  const options = [{ en: 'Yes', 'zh-Hans': '是' }, { 'zh-Hans': '否' }, {}];
  const [poll] = lackingOf(view({ polls: [{ id: 0, phase: 'open', title: { en: 'Which?' }, options }] }));
  expect(poll?.parts.map(({ lang, missing }) => [lang, missing])).toEqual([
    ['en', ['zh-Hans']],
    ['zh-Hans', ['en']],
  ]);
  expect(poll?.missing).toEqual(['en', 'zh-Hans']);
});

test('what has both languages is not there', () => {
  const questions = [question(0, { state: 'now' }, 'en', { 'zh-Hans': '问' })];
  const people = new Map([[0, { id: 0, name: both, org: both }]]);
  expect(lackingOf(view({ questions, people }))).toEqual([]);
});

test('the list can be of one language, and of what is searched for', () => {
  const questions = [question(0, { state: 'now' }), question(1, { state: 'next' }, 'zh-Hans')];
  const all = lackingOf(view({ questions }));
  expect(all.filter(matching('en', '')).map(({ key }) => key)).toEqual(['question:1']);
  expect(all.filter(matching(null, ' Q0 ')).map(({ key }) => key)).toEqual(['question:0']);
});
