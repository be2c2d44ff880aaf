/** What the organiser's page asks of the server. An error has its kind, and what the server says about it. */
import type { CheckedFile, EventChange, EventList, MadeEvent, NewEvent } from '../../protocol/organise';

/** Why a request came to nothing. `offline` is ours, the others are the server's. */
export class Failed extends Error {
  constructor(
    readonly kind: string,
    message: string,
  ) {
    super(message);
  }
}

async function ask<T>(path: string, method = 'GET', body?: unknown): Promise<T> {
  let answer: Response;
  try {
    answer = await fetch(`/organise/${path}`, {
      method,
      ...(body instanceof Blob && { body }),
      ...(body !== undefined &&
        !(body instanceof Blob) && {
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify(body),
        }),
    });
  } catch {
    throw new Failed('offline', '');
  }
  if (answer.ok) return (answer.status === 204 ? undefined : await answer.json()) as T;
  const said: { kind?: string; message?: string } = await answer.json().catch(() => ({}));
  throw new Failed(said.kind ?? 'internal', said.message ?? '');
}

/** Trades the secret after `#` for a cookie. A bad one shows when the list is refused. */
export async function signIn(): Promise<void> {
  const secret = location.hash.slice(1);
  if (!secret) return;
  try {
    await ask('auth', 'POST', { secret });
  } catch (e) {
    // Keep the secret in the address, so that a reload tries again.
    if (e instanceof Failed && e.kind === 'offline') return;
  }
  history.replaceState(null, '', location.pathname);
}

export const list = (): Promise<EventList> => ask('events');
export const make = (event: NewEvent): Promise<MadeEvent> => ask('events', 'POST', event);
export const check = (file: Blob): Promise<CheckedFile> => ask('check', 'POST', file);
export const change = (code: string, to: EventChange): Promise<void> => ask(`events/${code}`, 'POST', to);
export const hostOf = (code: string): Promise<MadeEvent> => ask(`events/${code}/host`);
export const endLogin = (id: number): Promise<void> => ask(`logins/${id}`, 'DELETE');
export const signOut = (): Promise<void> => ask('auth', 'DELETE');
export const seriesOf = (code: string): string => `/${code}/series`;
export const fileOf = (code: string): string => `/organise/events/${code}/file`;
