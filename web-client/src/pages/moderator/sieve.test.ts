import { expect, test } from 'vitest';
import type { QuestionItem } from '../../protocol/items';
import { dealtTo } from './colleagues';
import { inOrder, makeCounts, passes } from './sieve';

const ask = (id: number, lang: string, more: Partial<QuestionItem> = {}): QuestionItem =>
  ({
    k: 'question',
    id,
    content: { text: `q${id}`, lang },
    state: 'waiting',
    upvotes: 0,
    at: id,
    since: id,
    ...more,
  }) as QuestionItem;
const LANGS = ['en', 'zh-Hans'];
const countsOf = makeCounts(LANGS);
const all = [
  ask(0, 'en'),
  ask(1, 'zh-Hans', { to: { person: 3 } }),
  ask(2, 'en', { to: { person: 3 }, upvotes: 5 }),
];

test('a filter keeps what is put to one organisation or session', () => {
  const to = [ask(3, 'en', { to: { organisation: 4 } }), ask(4, 'en', { to: { session: 2 } }), ...all];
  expect(to.filter(q => passes(q, { to: 'organisation:4' }, LANGS)).map(q => q.id)).toEqual([3]);
  expect(to.filter(q => passes(q, { to: 'session:2' }, LANGS)).map(q => q.id)).toEqual([4]);
  expect(countsOf(to, {}).to.get('person:3')).toBe(2);
});

test('a filter keeps what guests reported', () => {
  const desk = { rev: 1, can: [], reports: 2 } as unknown as NonNullable<QuestionItem['desk']>;
  const some = [...all, ask(5, 'en', { desk })];
  expect(some.filter(q => passes(q, { reported: 'reported' }, LANGS)).map(q => q.id)).toEqual([5]);
  expect(countsOf(some, {}).reported).toEqual(new Map([['reported', 1]]));
  expect(countsOf(all, {}).reported.size).toBe(0);
});

test('a count says what would be left, also beside a filter of its own group', () => {
  const open = countsOf(all, {});
  expect(open.asked).toEqual(
    new Map([
      ['en', 2],
      ['zh-Hans', 1],
    ]),
  );
  const toPerson = countsOf(all, { to: 'person' });
  expect(toPerson.asked).toEqual(
    new Map([
      ['en', 1],
      ['zh-Hans', 1],
    ]),
  );
  expect(toPerson.to).toEqual(
    new Map([
      ['panel', 1],
      ['person', 2],
      ['person:3', 2],
    ]),
  );
  for (const lang of LANGS)
    expect(all.filter(q => passes(q, { to: 'person', asked: lang }, LANGS)).length).toBe(
      toPerson.asked.get(lang),
    );
});

test('orders, and pins above all of them', () => {
  const ids = (order: 'oldest' | 'newest' | 'votes', list = all) =>
    [...list].sort(inOrder(order)).map(q => q.id);
  expect([ids('oldest'), ids('newest'), ids('votes')]).toEqual([
    [0, 1, 2],
    [2, 1, 0],
    [2, 0, 1],
  ]);
  expect(
    ids('newest', [...all.slice(1), ask(0, 'en', { desk: { pin: true } } as Partial<QuestionItem>)]),
  ).toEqual([0, 2, 1]);
});

test('each waiting question is dealt to one desk, in turn', () => {
  expect([0, 1, 2, 3].map(id => dealtTo(['a', 'b'], id))).toEqual(['a', 'b', 'a', 'b']);
  expect(dealtTo([], 4)).toBeUndefined();
});

test('filters by language, by what is missing, by similar ones and by label, one within the other', () => {
  const desk = (more: object) => ({ desk: { rev: 1, can: [], ...more } }) as unknown as Partial<QuestionItem>;
  const some = [
    ask(5, 'en', desk({ labels: [7] })),
    ask(6, 'zh-Hans', desk({ similar: [5] })),
    ask(7, 'en', {
      content: { text: 'q7', lang: 'en', translations: { 'zh-Hans': '问7' } },
      ...desk({ labels: [7, 8], similar: [] }),
    }),
  ];
  const left = (sieve: Parameters<typeof passes>[1]) =>
    some.filter(q => passes(q, sieve, LANGS)).map(q => q.id);
  expect(left({ asked: 'zh-Hans' })).toEqual([6]);
  expect(left({ lacks: 'zh-Hans' })).toEqual([5]);
  expect(left({ lacks: 'en' })).toEqual([6]);
  expect(left({ similar: 'similar' })).toEqual([6]);
  expect(left({ label: '7' })).toEqual([5, 7]);
  expect(left({ label: '7', lacks: 'zh-Hans' })).toEqual([5]);
  expect(left({ label: '8', lacks: 'zh-Hans' })).toEqual([]);
  const lacks = countsOf(some, { label: '7' }).lacks;
  expect([lacks.get('zh-Hans'), lacks.get('en')]).toEqual([1, 0]);
});
