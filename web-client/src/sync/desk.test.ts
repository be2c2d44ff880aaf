import { beforeEach, expect, test, vi } from 'vitest';
import type { Hall } from '../protocol/frames';
import { HOLD_S } from '../protocol/limits';
import { makeDesk } from './desk';
import { makeStore } from './store';
import { fakeDeps } from './testing';

const question = { k: 'question', id: 7 } as const;

beforeEach(() => {
  vi.stubGlobal('location', { origin: 'http://hall' });
});

function desk() {
  const deps = fakeDeps();
  const store = makeStore({ code: 'CDU7K2', role: 'moderator', deps });
  let now = 0;
  const made = makeDesk(store, 11, () => now);
  const sent = () => deps.last().sent.filter(frame => frame.t === 'hold');
  return { deps, made, sent, pass: (ms: number) => (now += ms) };
}

test('says who it is when it is online, and what changes', () => {
  const { deps, made, sent } = desk();
  made.hold(question);
  deps.last().open();
  expect(sent()).toEqual([{ t: 'hold', me: 11, on: question }]);
  made.hold({ ...question });
  expect(sent()).toHaveLength(1);
  made.hold({ ...question, lang: 'en', writes: true });
  made.hold(null);
  expect(sent().slice(1)).toEqual([
    { t: 'hold', me: 11, on: { ...question, lang: 'en', writes: true } },
    { t: 'hold', me: 11 },
  ]);
});

test('says a hold again while somebody works, and not without a sign of life', () => {
  const { deps, made, sent, pass } = desk();
  deps.last().open();
  made.hold(question);
  pass(9_999);
  made.hold(question);
  expect(sent()).toHaveLength(2);
  pass(1);
  made.hold(question);
  expect(sent()).toHaveLength(3);
  // Nobody was here for so long that the server has ended it: a new socket does not bring it back.
  pass(HOLD_S * 1000);
  deps.last().drop();
  vi.waitFor(() => deps.sockets.length === 2);
});

test('knows itself among the desks', () => {
  const { made } = desk();
  const hall = {
    desks: [
      { me: 11, role: 'moderator', n: 2 },
      { me: 12, role: 'interpreter', n: 1 },
    ],
  };
  expect(made.self(hall as Hall)?.n).toBe(2);
  expect(made.others(hall as Hall).map(other => other.me)).toEqual([12]);
  expect(made.self(null)).toBeNull();
});
