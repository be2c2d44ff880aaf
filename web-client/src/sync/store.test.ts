import './questions';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { ballotOf } from '../polls/kind';
import type { Snapshot } from '../protocol/frames';
import type { Mine, PollItem, QuestionItem } from '../protocol/items';
import { makeStore, type Options } from './store';
import { fakeDeps, fakeStorage } from './testing';

const poll = (over: Partial<PollItem> = {}): { k: 'poll' } & PollItem => ({
  k: 'poll',
  id: 1,
  kind: { choice: { min: 1, max: 1 } },
  title: { en: 'Which?' },
  options: [{ en: 'A' }, { en: 'B' }],
  phase: 'open',
  changeable: true,
  since: 5,
  order: 1,
  ...over,
});
const question = (upvotes: number): { k: 'question' } & QuestionItem => ({
  k: 'question',
  id: 4,
  content: { text: 'Why?', lang: 'en' },
  state: 'approved',
  upvotes,
  at: 1,
  since: 1,
});
const tally = (count: number) => ({ k: 'tally' as const, id: 1, count });
const nothing: Mine = { ballots: [], questions: [], upvotes: [] };
const snapshot = (over: Partial<Snapshot> = {}): Snapshot => ({
  epoch: 3,
  seq: 10,
  items: [poll(), tally(7), question(2)],
  ...over,
});
const cast = (pick: number) => ({ cast: { poll: 1, ballot: { choice: [pick] } } });

function setUp(over: Partial<Options> = {}) {
  const deps = fakeDeps();
  const storage = fakeStorage();
  const store = makeStore({
    code: 'CDU7K2',
    role: 'participant',
    snapshot: snapshot(),
    deps,
    storage,
    client: 7,
    build: 'b',
    ...over,
  });
  const live = (welcome = {}) => deps.last().open(welcome);
  const mine = (seq: number, own: Partial<Mine> = {}) =>
    deps.last().frame({ t: 'mine', seq, mine: { ...nothing, ...own } });
  const picks = () => store.view().mine.ballots.map(b => ballotOf(b.ballot, 'choice'));
  return { deps, storage, store, live, mine, picks };
}

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal('location', { origin: 'http://venue.test' });
  vi.stubGlobal(
    'fetch',
    vi.fn(async () => ({ ok: true, status: 200 })),
  );
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

describe('the confirmed state', () => {
  test('starts from the page, and asks for later changes', () => {
    const { deps, store } = setUp();
    expect(store.view().tallies.get(1)?.count).toBe(7);
    expect(deps.last().url).toBe('ws://venue.test/CDU7K2/socket?role=participant&epoch=3&seq=10');
  });

  test('starts from what the page shows first, and asks for all of it', () => {
    const { items } = snapshot();
    const { deps, store, live } = setUp({ snapshot: { items } });
    expect(store.view().whole).toBe(false);
    expect(store.view().tallies.get(1)?.count).toBe(7);
    expect(deps.last().url).toBe('ws://venue.test/CDU7K2/socket?role=participant');
    live();
    deps.last().frame({ t: 'snapshot', ...snapshot({ items: [...items, { ...question(3), id: 5 }] }) });
    expect(store.view().whole).toBe(true);
    expect(store.view().questions).toHaveLength(2);
    // A gap loses the position, and nothing of the view.
    deps.last().frame({ t: 'change', from: 11, to: 12, set: [tally(9)] });
    expect(store.view().whole).toBe(true);
  });

  test('moves forward by changes that fit, and drops removed items', () => {
    const { deps, store, live } = setUp();
    live();
    deps.last().frame({ t: 'change', from: 9, to: 12, set: [tally(9)], gone: ['question:4'] });
    expect(store.view().tallies.get(1)?.count).toBe(9);
    expect(store.view().questions).toEqual([]);
    // An older change and a repeated one have no effect.
    deps.last().frame({ t: 'change', from: 10, to: 11, set: [tally(8)] });
    deps.last().frame({ t: 'change', from: 9, to: 12, set: [tally(1)] });
    deps.last().frame({ t: 'snapshot', ...snapshot({ seq: 11 }) });
    expect(store.view().tallies.get(1)?.count).toBe(9);
  });

  test('reconnects without a position after a gap', () => {
    const { deps, store, live } = setUp();
    live();
    deps.last().frame({ t: 'change', from: 11, to: 12, set: [tally(9)] });
    expect(store.view().tallies.get(1)?.count).toBe(7);
    vi.advanceTimersByTime(1000);
    expect(deps.sockets).toHaveLength(2);
    expect(deps.last().url).not.toContain('seq=');
    live();
    deps.last().frame({ t: 'snapshot', ...snapshot({ seq: 12, items: [tally(9)] }) });
    expect(store.view().tallies.get(1)?.count).toBe(9);
    expect(store.view().polls).toEqual([]);
  });

  test('another epoch replaces everything, even with a lower position', () => {
    const { deps, store, live, mine, picks } = setUp();
    live();
    mine(10, { ballots: [{ poll: 1, ballot: { choice: [1] } }] });
    deps.last().frame({ t: 'snapshot', epoch: 4, seq: 2, items: [poll()] });
    mine(2);
    expect(store.view().tallies.size).toBe(0);
    expect(picks()).toEqual([]);
  });

  test('never moves `mine` back either', () => {
    const { live, mine, picks } = setUp();
    live();
    mine(12, { ballots: [{ poll: 1, ballot: { choice: [1] } }] });
    mine(11);
    expect(picks()).toEqual([[1]]);
  });
});

describe('a tap', () => {
  test('shows at once, and does not flicker between its ack and the frame with its effect', () => {
    const { deps, store, live, mine, picks } = setUp();
    live();
    mine(10);
    const seen: unknown[] = [];
    store.subscribe(() => seen.push(picks()[0]?.[0]));
    store.act(cast(1));
    deps.last().frame({ t: 'ack', c: 7, n: 1, seq: 12 });
    deps.last().frame({ t: 'change', from: 10, to: 12, set: [tally(8)] });
    mine(12, { ballots: [{ poll: 1, ballot: { choice: [1] } }] });
    expect(new Set(seen)).toEqual(new Set([1]));
    expect(store.view().pending).toEqual([]);
  });

  test('on support moves the count by one, whichever frame comes first', () => {
    const { deps, store, live, mine } = setUp();
    live();
    mine(10);
    const upvotes = () => store.view().questions[0]?.upvotes;
    const seen: unknown[] = [];
    store.subscribe(() => seen.push(upvotes()));
    store.act({ upvote: { question: 4, on: true } });
    deps.last().frame({ t: 'ack', c: 7, n: 1, seq: 11 });
    mine(11, { upvotes: [4] });
    deps.last().frame({ t: 'change', from: 10, to: 11, set: [question(3)] });
    expect(new Set(seen)).toEqual(new Set([3]));
    store.act({ upvote: { question: 4, on: false } });
    expect(upvotes()).toBe(2);
    expect(store.view().mine.upvotes).toEqual([]);
  });

  test('on a group value shows it at once, and a later change too', () => {
    const { deps, store, live, mine } = setUp();
    live();
    mine(10, { declared: [{ group: 1 }] });
    const declared = () => store.view().mine.declared;
    store.act({ declare: { group: 0, value: 2 } });
    expect(declared()).toEqual([{ group: 1 }, { group: 0, value: 2 }]);
    deps.last().frame({ t: 'ack', c: 7, n: 1, seq: 11 });
    store.act({ declare: { group: 1, value: 3 } });
    store.act({ declare: { group: 0 } });
    const all = [{ group: 1, value: 3 }, { group: 0 }];
    expect(declared()).toEqual(all);
    mine(11, { declared: [{ group: 0, value: 2 }, { group: 1 }] });
    expect(declared()).toEqual(all);
  });

  test('is sent one at a time, in order', () => {
    const { deps, store, live } = setUp();
    live();
    store.act({ upvote: { question: 4, on: true } });
    store.act(cast(0));
    expect(deps.last().commands).toHaveLength(1);
    deps.last().frame({ t: 'ack', c: 7, n: 1, seq: 11 });
    expect(deps.last().commands.map(f => f.n)).toEqual([1, 2]);
  });

  test('is resent under the same name on the next socket until it is answered', async () => {
    const { deps, storage, store, live } = setUp();
    live();
    const outcome = store.act(cast(1));
    deps.last().drop();
    expect(storage.all.size).toBe(1);
    vi.advanceTimersByTime(1000);
    live();
    expect(deps.last().commands).toEqual([{ t: 'do', c: 7, n: 1, cmd: cast(1) }]);
    deps.last().frame({ t: 'ack', c: 7, n: 1, seq: 12 });
    expect(await outcome).toEqual({ ok: true });
    expect(storage.all.size).toBe(0);
  });

  test('over the rate limit waits as requested, and no later one overtakes it', () => {
    const { deps, store, live } = setUp();
    live();
    store.act({ upvote: { question: 4, on: true } });
    deps.last().frame({ t: 'rejected', c: 7, n: 1, why: { kind: 'too_fast', retry_ms: 400 } });
    store.act(cast(0));
    expect(deps.last().commands).toHaveLength(1);
    vi.advanceTimersByTime(400);
    expect(deps.last().commands.map(f => f.n)).toEqual([1, 1]);
  });

  test('that is rejected for good is undone and reported', async () => {
    const { deps, store, live, picks } = setUp();
    live();
    const outcome = store.act(cast(1));
    deps.last().frame({ t: 'rejected', c: 7, n: 1, why: { kind: 'poll_not_open' } });
    expect(picks()).toEqual([]);
    expect(store.view().rejected?.why.kind).toBe('poll_not_open');
    expect(await outcome).toEqual({ ok: false, why: { kind: 'poll_not_open' } });
    store.dismiss();
    expect(store.view().rejected).toBeNull();
  });

  test('replaced by a newer one is settled, and only the newer is resent', async () => {
    const { deps, store, live, picks } = setUp();
    live();
    const first = store.act(cast(0));
    store.act(cast(1));
    expect(await first).toEqual({ ok: true });
    expect(picks()).toEqual([[1]]);
    expect(deps.last().commands.map(f => f.n)).toEqual([1, 2]);
    // The answer to the replaced ballot no longer matters.
    deps.last().frame({ t: 'ack', c: 7, n: 1, seq: 11 });
    expect(store.view().pending).toHaveLength(1);
  });

  test('acked as a repeat does not stay pending if no frame reaches its position', () => {
    const { deps, store, live, mine } = setUp();
    live();
    store.act({ ask: { text: 'Why?' } });
    mine(10);
    deps.last().frame({ t: 'ack', c: 7, n: 1, seq: 11 });
    expect(store.view().mine.questions).toHaveLength(1);
    vi.advanceTimersByTime(5000);
    expect(store.view().mine.questions).toHaveLength(0);
  });
});

describe('a guest', () => {
  test('joins at the first command, which goes out on the new socket', async () => {
    const { deps, store, live } = setUp();
    live({ joined: false });
    store.join();
    store.act(cast(1));
    await vi.advanceTimersByTimeAsync(0);
    expect(fetch).toHaveBeenCalledTimes(1);
    expect(fetch).toHaveBeenCalledWith('/CDU7K2/join', { method: 'POST' });
    expect(deps.sockets).toHaveLength(2);
    expect(deps.sockets[0]?.commands).toEqual([]);
    expect(deps.last().url).toContain('seq=10');
    live();
    expect(deps.last().commands).toHaveLength(1);
  });

  test('whose browser keeps no cookie joins once, and is told', async () => {
    const { store, live } = setUp();
    live({ joined: false });
    store.act(cast(1));
    await vi.advanceTimersByTimeAsync(0);
    expect(store.view().noCookies).toBe(false);
    live({ joined: false });
    expect(store.view().noCookies).toBe(true);
    // What was to be sent is not shown as sent.
    expect(store.view().rejected?.why).toEqual({ kind: 'not_joined' });
    expect(store.view().mine.ballots).toEqual([]);
    expect(await store.act(cast(2))).toEqual({ ok: false, why: { kind: 'not_joined' } });
    for (let i = 0; i < 3; i++) {
      store.join();
      await vi.advanceTimersByTimeAsync(60_000);
      live({ joined: false });
    }
    expect(fetch).toHaveBeenCalledTimes(1);
    expect(store.view().pending).toEqual([]);
    // Once the browser keeps them, all goes on.
    live();
    expect(store.view().noCookies).toBe(false);
  });

  test('counts down by a clock that nobody sets', () => {
    const { deps, store, live } = setUp();
    live({ now: 1_000_000 });
    vi.advanceTimersByTime(5_000);
    vi.setSystemTime(Date.now() - 60_000);
    expect(store.serverNow()).toBe(1_005_000);
    // A phone that slept is set right by the answer to the beat it wakes up with.
    store.wake();
    deps.last().frame({ t: 'beat', n: 1, now: 1_090_000 });
    expect(store.serverNow()).toBe(1_090_000);
  });

  test('whom the server forgot joins again and resends', async () => {
    const { deps, store, live } = setUp();
    live();
    store.act(cast(1));
    deps.last().frame({ t: 'rejected', c: 7, n: 1, why: { kind: 'not_joined' } });
    await vi.advanceTimersByTimeAsync(1);
    expect(fetch).toHaveBeenCalledTimes(1);
    live();
    expect(deps.last().commands).toEqual([{ t: 'do', c: 7, n: 1, cmd: cast(1) }]);
  });

  test('whom the server no longer knows sees nothing more as its own', () => {
    const { deps, live, mine, picks } = setUp();
    live();
    mine(10, { ballots: [{ poll: 1, ballot: { choice: [0] } }] });
    expect(picks()).toEqual([[0]]);
    deps.last().drop();
    vi.advanceTimersByTime(1000);
    // It stays while the socket is away, and goes with the first word of a server that has lost it.
    expect(picks()).toEqual([[0]]);
    live({ joined: false });
    expect(picks()).toEqual([]);
  });

  test('sends and shows what an earlier page load left', () => {
    const storage = fakeStorage();
    storage.setItem('plenary.CDU7K2.participant.out.5', JSON.stringify([{ n: 3, cmd: cast(1) }]));
    const { deps, live, picks } = setUp({ storage });
    expect(picks()).toEqual([[1]]);
    live();
    expect(deps.last().commands).toEqual([{ t: 'do', c: 5, n: 3, cmd: cast(1) }]);
    deps.last().frame({ t: 'ack', c: 5, n: 3, seq: 9 });
    expect(storage.all.size).toBe(0);
  });

  test('sees no result of what another tab has already sent', () => {
    const storage = fakeStorage();
    storage.setItem('plenary.CDU7K2.participant.out.5', JSON.stringify([{ n: 3, cmd: cast(1) }]));
    const { deps, store, live } = setUp({ storage });
    live();
    deps.last().frame({ t: 'rejected', c: 5, n: 3, why: { kind: 'overtaken' } });
    expect(storage.all.size).toBe(0);
    expect(store.view().rejected).toBeNull();
  });
});

describe('staff', () => {
  const move = { move: { question: 4, seen: 1, to: 'now' as const } };

  test('are told how to take an act back', async () => {
    const { deps, store, live } = setUp({ role: 'moderator' });
    live();
    const outcome = store.act(move);
    deps.last().frame({ t: 'ack', c: 7, n: 1, seq: 12 });
    expect(await outcome).toEqual({ ok: true, act: { c: 7, n: 1 } });
  });

  test('see a command fail at once if the line is down or lost before the answer', async () => {
    const { deps, store, storage, live } = setUp({ role: 'moderator' });
    const lost = { ok: false, why: { kind: 'unavailable', retry_ms: 0 } };
    expect(await store.act(move)).toEqual(lost);
    live();
    const outcome = store.act(move);
    expect(deps.last().commands).toHaveLength(1);
    expect(storage.all.size).toBe(0);
    deps.last().drop();
    expect(await outcome).toEqual(lost);
    vi.advanceTimersByTime(1000);
    live();
    expect(deps.last().commands).toEqual([]);
  });

  test('send without waiting for the last answer', async () => {
    const { deps, store, live } = setUp({ role: 'moderator' });
    live();
    store.act(move);
    const second = store.act(move);
    expect(deps.last().commands.map(f => f.n)).toEqual([1, 2]);
    deps.last().frame({ t: 'rejected', c: 7, n: 2, why: { kind: 'not_from_here' } });
    expect(await second).toEqual({ ok: false, why: { kind: 'not_from_here' } });
    expect(store.view().rejected).toBeNull();
  });

  test('learn that their link was revoked', async () => {
    vi.stubGlobal(
      'fetch',
      vi.fn(async () => ({ ok: false, status: 401 })),
    );
    const { deps, store } = setUp({ role: 'panelist', of: '&person=emerson' });
    expect(deps.last().url).toContain('role=panelist&person=emerson');
    deps.last().drop();
    // What asks for the reason is a chunk of its own.
    await vi.dynamicImportSettled();
    await vi.advanceTimersByTimeAsync(0);
    expect(fetch).toHaveBeenCalledWith('/CDU7K2/me?role=panelist&person=emerson');
    expect(store.view().link).toBe('no_access');
  });
});

test('reports the state of the line and the server’s clock', () => {
  const { deps, store, live } = setUp();
  const at = Date.now();
  expect(store.view()).toMatchObject({ link: 'connecting', lostAt: at });
  live({ now: at + 5000, build: 'other' });
  expect(store.view()).toMatchObject({ link: 'online', lostAt: null, newBuild: true });
  expect(store.serverNow() - Date.now()).toBe(5000);
  vi.advanceTimersByTime(1000);
  deps.last().drop();
  expect(store.view()).toMatchObject({ link: 'reconnecting', lostAt: at + 1000 });
});
