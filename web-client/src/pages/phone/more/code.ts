/**
 * The guest's single-use code: scanned with the address of this page, or typed beside a poll that asks for one. The server checks
 * it once and binds it to this guest. Ballots do not carry it.
 */
import type { EnterCode, HttpError } from '../../../protocol/http';
import type { View } from '../../../sync/store';
import { redraw, useStore, useView } from '../../../ui/hooks';

/** How long entering may wait for a connection. */
const PATIENCE_MS = 20_000;

/** Why a code was not taken, by the kind of the server's error. */
export type Refused = 'bad_code' | 'code_taken' | 'has_code' | 'too_fast' | 'offline';

export const code: {
  typed: string;
  /** It is being checked. */
  checks: boolean;
  refused: Refused | undefined;
  /** It came with the page's address, so its outcome stands at the head of the page. */
  scanned: boolean;
} = { typed: '', checks: false, refused: undefined, scanned: false };

/** What the server knows of this guest is here, or there is nothing to know. */
export const isKnown = ({ link, joined, mineSeq }: View): boolean =>
  link === 'online' && (!joined || mineSeq >= 0);

/** Waits until this browser is a participant: a code belongs to one. */
function joining(): Promise<boolean> {
  const store = useStore();
  return new Promise(done => {
    const stop = (joined: boolean) => {
      leave();
      clearTimeout(timer);
      done(joined);
    };
    const look = () => {
      const view = store.view();
      if (view.joined && isKnown(view)) stop(true);
      else if (view.noCookies) stop(false);
      else if (view.link === 'online') store.join();
    };
    const leave = store.subscribe(look);
    const timer = setTimeout(stop, PATIENCE_MS, false);
    look();
  });
}

/** Sends a code. People type it with any keyboard, also in full width. */
async function send(text: string): Promise<Refused | undefined> {
  if (!(await joining())) return 'offline';
  const body: EnterCode = { code: text.normalize('NFKC').slice(0, 32) };
  try {
    const answer = await fetch(`/${useView().event?.code}/code`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    if (answer.ok) return;
    const { kind } = (await answer.json()) as HttpError;
    const known: Refused[] = ['bad_code', 'code_taken', 'has_code', 'too_fast'];
    return known.find(one => one === kind) ?? 'offline';
  } catch {
    return 'offline';
  }
}

export async function enter(text: string, scanned = false): Promise<void> {
  if (code.checks || !text.trim()) return;
  code.checks = true;
  code.refused = undefined;
  redraw();
  const refused = await send(text);
  code.checks = false;
  code.scanned = scanned;
  code.refused = refused;
  if (!refused) code.typed = '';
  redraw();
}

/** Removes the code from the address, so that nobody passes it on with the page. */
function scanned() {
  const found = /^#code=(.+)/.exec(location.hash)?.[1];
  if (!found) return;
  void enter(found, true).then(() => {
    if (code.refused !== 'offline' && code.refused !== 'too_fast')
      history.replaceState(null, '', location.pathname + location.search);
  });
}

addEventListener('hashchange', scanned);
scanned();
