/**
 * Who works on what at the desks. A page says what its person works on, at each sign of life and when a new socket opens; the
 * server tells the other desks, and forgets it after {@link HOLD_S} seconds of silence. A hold stops nobody: it is a sign.
 */
import type { Desk as DeskHere, Hall, Hold } from '../protocol/frames';
import { HOLD_S } from '../protocol/limits';
import type { Store } from './store';

export type { Hold } from '../protocol/frames';
export type Colleague = DeskHere;

export interface Desk {
  /** This page's number for itself. */
  me: number;
  /** Says that somebody works here, at each key, letter or press; null: on nothing. */
  hold(on: Hold | null): void;
  /** Returns this desk as its colleagues see it; null until they do. */
  self(hall: Hall | null): DeskHere | null;
  /** Returns the other desks. */
  others(hall: Hall | null): DeskHere[];
}

/** A hold that goes on is said again after so many milliseconds, at the next sign of life. */
const AGAIN_MS = (HOLD_S * 1000) / 3;

const isSame = (a: Hold | null, b: Hold | null) =>
  a === b || (!!a && !!b && a.k === b.k && a.id === b.id && a.lang === b.lang && !a.writes === !b.writes);

/** `me` is random unless a test names it. */
export function makeDesk(
  store: Store,
  me = crypto.getRandomValues(new Uint32Array(1))[0] ?? 1,
  now: () => number = () => performance.now(),
): Desk {
  let on: Hold | null = null;
  let said = -AGAIN_MS;
  let lived = 0;
  let online = false;

  function say() {
    said = now();
    store.say(on ? { t: 'hold', me, on } : { t: 'hold', me });
  }

  store.subscribe(() => {
    const is = store.view().link === 'online';
    if (is && !online) {
      // Another socket is another desk until it has said who it is.
      if (now() - lived >= HOLD_S * 1000) on = null;
      say();
    }
    online = is;
  });

  return {
    me,
    hold(to) {
      lived = now();
      const news = !isSame(on, to);
      on = to;
      if (online && (news || (on && now() - said >= AGAIN_MS))) say();
    },
    self: hall => hall?.desks?.find(desk => desk.me === me) ?? null,
    others: hall => hall?.desks?.filter(desk => desk.me !== me) ?? [],
  };
}
