/**
 * Finds out over HTTP why a socket did not open: the event is gone, the link is invalid, the server is full, or the network
 * blocks live connections. It is a chunk of its own, because pages whose socket opens do not need it.
 */
import type { Refusal } from './connection';

/** If sockets fail for this long while HTTP works, the network blocks them. */
export const BLOCKED_MS = 60_000;

/** When sockets began to fail while HTTP works. */
let failing: number | undefined;

/** Asks at `address` whether this page is admitted; `first`: the previous socket was good. */
export async function refusal(address: string, guest: boolean, first: boolean): Promise<Refusal> {
  const answer = await fetch(address).catch(() => null);
  if (!answer || first) failing = undefined;
  if (!answer) return { link: 'reconnecting' };
  const { status, headers } = answer;
  if (status === 404) return { link: 'gone', final: true };
  if (status === 401 && !guest) return { link: 'no_access', final: true };
  if (status === 503) {
    const { kind } = await answer.json().catch(() => ({}));
    // A whole hall may be waiting for a place, so spread the retries.
    const retry_ms = 1000 * Number(headers.get('Retry-After') || 5) * (1 + Math.random());
    if (kind === 'server_full') return { link: 'full', retry_ms };
  }
  failing ??= performance.now();
  return { link: performance.now() - failing < BLOCKED_MS ? 'reconnecting' : 'blocked' };
}
