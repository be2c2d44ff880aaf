import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { BLOCKED_MS, refusal } from './refusal';

const ask = (first = false, guest = true) => refusal('/CDU7K2/me?role=participant', guest, first);

/** What the server answers; nothing: the network is down. */
function answers(status?: number, kind = '', headers: Record<string, string> = {}) {
  const answer = async () => {
    if (status === undefined) throw new TypeError('Failed to fetch');
    return new Response(status === 204 ? null : JSON.stringify({ kind }), { status, headers });
  };
  vi.stubGlobal('fetch', vi.fn(answer));
}

beforeEach(() => {
  vi.useFakeTimers();
  vi.spyOn(Math, 'random').mockReturnValue(0.5);
});
afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
});

test('a full server says when to try again, and a hall does not come in step', async () => {
  answers(503, 'server_full', { 'Retry-After': '5' });
  expect(await ask()).toEqual({ link: 'full', retry_ms: 7500 });
});

test('an event that is gone and a link that is no good are final', async () => {
  answers(404, 'no_event');
  expect(await ask()).toEqual({ link: 'gone', final: true });
  answers(401, 'bad_link');
  expect(await ask(false, false)).toEqual({ link: 'no_access', final: true });
});

test('sockets that fail for a minute beside HTTP that works are blocked', async () => {
  answers(204);
  expect(await ask(true)).toEqual({ link: 'reconnecting' });
  vi.advanceTimersByTime(BLOCKED_MS - 1);
  expect(await ask()).toEqual({ link: 'reconnecting' });
  vi.advanceTimersByTime(1);
  expect(await ask()).toEqual({ link: 'blocked' });
  // A socket that was good begins the minute anew.
  expect(await ask(true)).toEqual({ link: 'reconnecting' });
});

test('a network that is down is no network that blocks', async () => {
  answers(204);
  await ask(true);
  vi.advanceTimersByTime(BLOCKED_MS);
  answers();
  expect(await ask()).toEqual({ link: 'reconnecting' });
  answers(204);
  expect(await ask()).toEqual({ link: 'reconnecting' });
});
