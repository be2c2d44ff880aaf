/**
 * Why a socket did not open, as far as HTTP knows: the event is gone, the link is no good, the server is full, or the network
 * lets pages through and live connections not. A chunk of its own, which nobody needs whose socket opens.
 */
import type { Refusal } from './connection';

/** Sockets that fail for so long beside HTTP that works are kept out by the network. */
export const BLOCKED_MS = 60_000;

/** Since when HTTP works and sockets do not. */
let failing: number | undefined;

/** Asks at `address` who this page is; `first`: the socket before was good. */
export async function refusal(address: string, guest: boolean, first: boolean): Promise<Refusal> {
  const answer = await fetch(address).catch(() => null);
  if (!answer || first) failing = undefined;
  if (!answer) return { link: 'reconnecting' };
  const { status, headers } = answer;
  if (status === 404) return { link: 'gone', final: true };
  if (status === 401 && !guest) return { link: 'no_access', final: true };
  if (status === 503) {
    const { kind } = await answer.json().catch(() => ({}));
    // A whole hall waits for a place: it must not come in step.
    const retry_ms = 1000 * Number(headers.get('Retry-After') || 5) * (1 + Math.random());
    if (kind === 'server_full') return { link: 'full', retry_ms };
  }
  failing ??= performance.now();
  return { link: performance.now() - failing < BLOCKED_MS ? 'reconnecting' : 'blocked' };
}
