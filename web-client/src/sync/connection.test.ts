import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { ServerFrame } from '../protocol/frames';
import { BEAT_S, SILENCE_S_MAX } from '../protocol/limits';
import { connect, type Link, type Refusal } from './connection';
import { fakeDeps } from './testing';

function setUp(random = 0.5, refused: Refusal = { link: 'reconnecting' }) {
  const deps = fakeDeps(random);
  const links: Link[] = [];
  const frames: ServerFrame[] = [];
  let position = '';
  const line = connect(
    {
      url: () => `ws://test/socket?role=participant${position}`,
      frame: f => frames.push(f),
      link: l => links.push(l),
      refused: async () => refused,
    },
    deps,
  );
  return { deps, links, frames, line, hold: (p: string) => (position = p) };
}

describe('connection', () => {
  beforeEach(() => {
    vi.useFakeTimers();
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  test('is live after the welcome', () => {
    const { deps, links, frames } = setUp();
    expect(links).toEqual(['connecting']);
    deps.last().open();
    expect(links).toEqual(['connecting', 'online']);
    expect(frames.map(f => f.t)).toEqual(['welcome']);
  });

  test('reconnects with jitter: quickly first, then over a doubling range of at most ten seconds', () => {
    const { deps } = setUp(0.999);
    const delays: number[] = [];
    for (let i = 0; i < 8; i++) {
      const before = deps.sockets.length;
      const at = Date.now();
      deps.last().drop();
      while (deps.sockets.length === before) vi.advanceTimersByTime(10);
      delays.push(Date.now() - at);
    }
    expect(delays[0]).toBeGreaterThanOrEqual(590);
    expect(delays[0]).toBeLessThanOrEqual(610);
    for (const [i, max] of [1200, 2400, 4800, 9600, 10_000, 10_000].entries()) {
      expect(delays[i + 1]).toBeGreaterThan(max * 0.98);
      expect(delays[i + 1]).toBeLessThanOrEqual(max + 10);
    }
    const { deps: lucky } = setUp(0);
    lucky.last().drop();
    vi.advanceTimersByTime(99);
    expect(lucky.sockets).toHaveLength(1);
    vi.advanceTimersByTime(1);
    expect(lucky.sockets).toHaveLength(2);
    lucky.last().drop();
    vi.advanceTimersByTime(0);
    expect(lucky.sockets).toHaveLength(3);
  });

  test('stays closed once it was closed, also between two tries', () => {
    for (const drops of [false, true]) {
      const { deps, links, line } = setUp();
      deps.last().open();
      if (drops) deps.last().drop();
      line.close('gone');
      line.check();
      vi.advanceTimersByTime(120_000);
      expect(deps.sockets).toHaveLength(1);
      expect(links.at(-1)).toBe('gone');
    }
  });

  test('does not hurry when the server accepts and drops', () => {
    const { deps } = setUp(0.999);
    for (let i = 0; i < 5; i++) {
      deps.last().open();
      deps.last().drop(1013);
      const before = deps.sockets.length;
      while (deps.sockets.length === before) vi.advanceTimersByTime(10);
    }
    deps.last().open();
    deps.last().drop(1013);
    vi.advanceTimersByTime(5_000);
    expect(deps.sockets).toHaveLength(6);
  });

  test('asks for the position at each attempt', () => {
    const { deps, hold } = setUp();
    expect(deps.last().url).not.toContain('epoch');
    deps.last().open();
    hold('&epoch=3&seq=17');
    deps.last().drop(1012);
    vi.advanceTimersByTime(1000);
    expect(deps.last().url).toContain('epoch=3&seq=17');
  });

  test('sends heartbeats when idle, and any frame counts as a sign of life', () => {
    const { deps } = setUp();
    deps.last().open();
    vi.advanceTimersByTime(BEAT_S * 1000);
    expect(deps.last().sent).toEqual([{ t: 'beat' }]);
    for (let i = 0; i < 10; i++) {
      vi.advanceTimersByTime(15_000);
      deps.last().frame({ t: 'beat' });
    }
    expect(deps.sockets).toHaveLength(1);
    expect(deps.last().sent.length).toBeGreaterThan(5);
  });

  test('drops a silent socket', () => {
    const { deps, links } = setUp();
    deps.last().open();
    vi.advanceTimersByTime((SILENCE_S_MAX + 6) * 1000);
    expect(deps.sockets.length).toBeGreaterThan(1);
    expect(deps.sockets[0]?.closed).toBe(true);
    expect(links).toContain('reconnecting');
    // Frames from the dropped socket are ignored.
    deps.sockets[0]?.onmessage?.({ data: '{"t":"welcome"}' });
    expect(links.filter(l => l === 'online')).toHaveLength(1);
  });

  test('drops a socket that never opens', () => {
    const { deps } = setUp();
    vi.advanceTimersByTime(16_000);
    expect(deps.sockets.length).toBeGreaterThan(1);
  });

  test('when woken, learns within three seconds whether the socket is alive', () => {
    const { deps, line } = setUp();
    deps.last().open();
    vi.advanceTimersByTime(10);
    line.check();
    expect(deps.last().sent).toEqual([{ t: 'beat', n: 1 }]);
    deps.last().frame({ t: 'beat', n: 1, now: 1 });
    vi.advanceTimersByTime(4_000);
    expect(deps.sockets).toHaveLength(1);

    // The server's own beat, which may have been on its way, is no answer.
    line.check();
    deps.last().frame({ t: 'beat' });
    vi.advanceTimersByTime(4_000);
    expect(deps.sockets).toHaveLength(2);
  });

  test('when woken while waiting, retries at once', () => {
    const { deps, line } = setUp(0.9);
    deps.last().drop();
    line.check();
    expect(deps.sockets).toHaveLength(2);
    vi.advanceTimersByTime(2_000);
    expect(deps.sockets).toHaveLength(2);
  });

  test('a socket that ends before its welcome did not open, whatever a proxy says', async () => {
    const { deps, links } = setUp(0.5, { link: 'blocked' });
    deps.last().frame({ t: 'beat' });
    deps.last().drop();
    await vi.advanceTimersByTimeAsync(1000);
    expect(links[links.length - 1]).toBe('blocked');
    // A proxy that opens the socket and blocks every frame is no better.
    deps.last().frame({ t: 'beat' });
    const before = deps.sockets.length;
    await vi.advanceTimersByTimeAsync(16_000);
    expect(deps.sockets.length).toBeGreaterThan(before);
    expect(links[links.length - 1]).toBe('blocked');
  });

  test.each([
    [4001, 'revoked'],
    [4004, 'gone'],
  ])('does not come back after %i', (code, link) => {
    const { deps, links, line } = setUp();
    deps.last().open();
    deps.last().drop(code);
    line.check();
    line.again();
    vi.advanceTimersByTime(600_000);
    expect(deps.sockets).toHaveLength(1);
    expect(links[links.length - 1]).toBe(link);
  });

  test('may learn a reason not to reconnect when a socket is refused', async () => {
    const { deps, links } = setUp(0.5, { link: 'no_access', final: true });
    deps.last().drop();
    await vi.advanceTimersByTimeAsync(60_000);
    expect(deps.sockets).toHaveLength(1);
    expect(links[links.length - 1]).toBe('no_access');
  });

  test('a full server is tried again when it said so, and the page knows when', async () => {
    const { deps, links } = setUp(0.5, { link: 'full', retry_ms: 7_500 });
    deps.last().drop();
    await vi.advanceTimersByTimeAsync(7_400);
    expect(deps.sockets).toHaveLength(1);
    expect(links[links.length - 1]).toBe('full');
    await vi.advanceTimersByTimeAsync(200);
    expect(deps.sockets).toHaveLength(2);
    // It holds until something else is known.
    deps.last().drop();
    expect(links[links.length - 1]).toBe('full');
    await vi.advanceTimersByTimeAsync(8_000);
    deps.last().open();
    expect(links[links.length - 1]).toBe('online');
  });
});
