/**
 * One page's state: the confirmed state, the pending commands over it, and the state of the connection. It combines the
 * replica, the outbox and the connection, and is the only part that pages use. It draws nothing and knows no framework.
 */

import type { Command } from '../protocol/commands';
import type { ClientFrame, Hall, Rejection, ServerFrame } from '../protocol/frames';
import type {
  EntryItem,
  EventItem,
  Item,
  Mine,
  PersonItem,
  PollItem,
  QuestionItem,
  Role,
  SessionItem,
  StageItem,
  TallyItem,
} from '../protocol/items';
import { type Connection, connect, type Deps, type Link, type Refusal } from './connection';
import { type Entry, makeOutbox } from './outbox';
import { overlay, seen } from './overlay';
import { makeReplica, type Replica } from './replica';
import { localStore } from './storage';

export type { Link } from './connection';
export type PendingEntry = Entry;
/** The outcome of a command. Staff undo an act with `{ undo: act }`. */
export type Outcome = { ok: true; act?: { c: number; n: number } } | { ok: false; why: Rejection };

/** The messages that a panelist has not seen, the oldest first, and whether the hall is to be left. */
export type Told = { [T in 'messages' | 'leave']?: Extract<ServerFrame, { t: T }> };

export interface View {
  event: EventItem | null;
  /** In agenda order. */
  sessions: SessionItem[];
  people: Map<number, PersonItem>;
  /** In the order of the event file. */
  polls: PollItem[];
  /** By poll. */
  tallies: Map<number, TallyItem>;
  /** What guests wrote into polls, at the desks that screen it. */
  entries: EntryItem[];
  questions: QuestionItem[];
  /** The items of a kind that few pages need. */
  of<K extends Item['k']>(k: K): Extract<Item, { k: K }>[];
  stage: StageItem | null;
  /** Nothing of the view is missing. Until then, the items are those that the page shows first. */
  whole: boolean;
  /** Confirmed and pending. */
  mine: Mine;
  /** Commands whose effect is not yet visible. Those without `seq` have no ack either. */
  pending: PendingEntry[];
  /** The guest's last command that was rejected for good. */
  rejected: { cmd: Command; why: Rejection } | null;
  hall: Hall | null;
  link: Link;
  /** `Date.now()` when the connection was lost, or when the first attempt began. */
  lostAt: number | null;
  /** While the link is `full`: when the page tries again, by the server's clock. */
  retryAt: number | null;
  /** The browser keeps no cookie, so this guest can only watch. Pending commands were not sent. */
  noCookies: boolean;
  /** This socket is a participant's. */
  joined: boolean;
  /** The position of the confirmed part of `mine`; -1 until the server has sent it on this socket. */
  mineSeq: number;
  /** The panelist whose page this is. */
  person: number | null;
  /** What this page was told last besides items. It stays until it is told otherwise, also over a lost connection. */
  told: Told;
  /** The server's web client differs from this page's. */
  newBuild: boolean;
}

export interface Store {
  view(): View;
  subscribe(fn: () => void): () => void;
  act(cmd: Command): Promise<Outcome>;
  /** Sends a frame that is no command. One that is lost is not sent again. */
  say(frame: ClientFrame): void;
  /** Clears `view().rejected`. */
  dismiss(): void;
  /** Milliseconds of the server's clock, unaffected by changes of the machine's own clock. */
  serverNow(): number;
  /** Becomes a participant; has no effect on one. */
  join(): void;
  /** Handles that the page or the network woke up. */
  wake(): void;
}

export interface Options {
  code: string;
  role: Role;
  /** What else says who this is, as it stands in the socket's address: a panelist's key, say. */
  of?: string | undefined;
  build?: string | undefined;
  snapshot?: Parameters<Replica['snapshot']>[0] | undefined;
  deps?: Deps;
  storage?: Storage | null;
  client?: number;
}

const AGAIN_MS = 2_000;
const SETTLE_MS = 5_000;

export function makeStore(o: Options): Store {
  const guest = o.role === 'participant';
  const base = `/${o.code}`;
  const who = `role=${o.role}${o.of || ''}`;
  const self = o.client ?? crypto.getRandomValues(new Uint32Array(1))[0] ?? 1;
  const storage = guest ? (o.storage === undefined ? localStore() : o.storage) : null;
  const outbox = makeOutbox(self, `plenary.${o.code}.${o.role}.out.`, storage);
  const replica = makeReplica();
  const waiting = new Map<Entry, (outcome: Outcome) => void>();
  const listeners = new Set<() => void>();
  let link: Link = 'connecting';
  let lostAt: number | null = Date.now();
  let person: number | null = null;
  let hall: Hall | null = null;
  let rejected: View['rejected'] = null;
  const told: Told = {};
  let newBuild = false;
  let joined = false;
  /** 0: no; 1: requested; 2: waiting for the welcome of the socket that carries the cookie. */
  let joining = 0;
  /** One failed join is enough: more would use up the hall's. */
  let noCookies = false;
  let retryAt: number | null = null;
  // Not the wall clock, which a phone may set while a poll counts down.
  let skew_ms = Date.now() - performance.now();
  const serverNow = () => performance.now() + skew_ms;
  /** The entries sent on this socket. A guest sends one at a time, so nothing overtakes a deferred one. */
  let sent = new Set<Entry>();
  let held = false;
  let line: Connection | undefined;
  let built: View | undefined;

  function changed() {
    built = undefined;
    for (const fn of [...listeners]) fn();
  }

  function settle(entry: Entry, outcome: Outcome) {
    waiting.get(entry)?.(outcome);
    waiting.delete(entry);
  }

  function reject(entry: Entry, why: Rejection) {
    outbox.forget(entry);
    if (guest) rejected = { cmd: entry.cmd, why };
    settle(entry, { ok: false, why });
  }

  /** Drops entries that are acked and visible. */
  function clear() {
    for (const e of [...outbox.entries]) if (seen(e, replica.seq, replica.mineSeq)) outbox.forget(e);
  }

  function flush() {
    const head = outbox.head();
    if (!guest || !head || link !== 'online' || held) return;
    if (noCookies) {
      reject(head, { kind: 'not_joined' });
      return flush();
    }
    if (!joined) return join();
    if (sent.has(head)) return;
    sent.add(head);
    line?.send({ t: 'do', c: head.c, n: head.n, cmd: head.cmd });
  }

  function pause(retry_ms: number) {
    held = true;
    setTimeout(() => {
      held = false;
      flush();
    }, retry_ms);
  }

  function answered(entry: Entry, frame: Extract<ServerFrame, { t: 'ack' | 'rejected' }>) {
    sent.delete(entry);
    if (frame.t === 'ack') {
      settle(entry, guest ? { ok: true } : { ok: true, act: { c: entry.c, n: entry.n } });
      outbox.acked(entry, frame.seq);
      if (!guest) outbox.forget(entry);
      // The ack of a repeat may name a position that no frame reaches, because an earlier frame carried its effect.
      else setTimeout(() => [outbox.forget(entry), changed()], SETTLE_MS);
      clear();
    } else {
      const { why } = frame;
      if (guest && (why.kind === 'too_fast' || why.kind === 'unavailable')) return pause(why.retry_ms);
      if (guest && why.kind === 'not_joined') {
        joined = false;
        return pause(0);
      }
      if (!guest || why.kind !== 'overtaken') return reject(entry, why);
      // The entry's own tab has sent it and shown its outcome.
      outbox.forget(entry);
      settle(entry, { ok: true });
    }
  }

  function onFrame(f: ServerFrame) {
    switch (f.t) {
      case 'welcome':
        skew_ms = f.now - performance.now();
        replica.greet(f.joined);
        newBuild = !!o.build && f.build !== o.build;
        // On a new socket, resend what the last one left unanswered.
        sent = new Set();
        // Joined, but still unknown to the server: the browser keeps no cookie.
        joined = f.joined;
        noCookies = !joined && (noCookies || joining > 1);
        if (joining > 1) joining = 0;
        person = f.person ?? null;
        break;
      case 'snapshot':
        replica.snapshot(f);
        clear();
        break;
      case 'change':
        if (!replica.change(f)) {
          replica.unmoor();
          line?.drop();
        }
        clear();
        break;
      case 'mine':
        replica.own(f.seq, f.mine);
        clear();
        break;
      case 'hall':
        hall = f;
        break;
      case 'messages':
      case 'leave':
        told[f.t] = f as never;
        break;
      case 'ack':
      case 'rejected': {
        const entry = outbox.find(f.c, f.n);
        if (entry) answered(entry, f);
        break;
      }
      case 'beat':
        if (f.now !== undefined) skew_ms = f.now - performance.now();
        return;
    }
    flush();
    changed();
  }

  function onLink(to: Link, retry_ms?: number) {
    retryAt = retry_ms === undefined ? null : serverNow() + retry_ms;
    if (to !== 'online' && link === 'online') lostAt = Date.now();
    if (to === 'online') lostAt = null;
    if (to !== 'connecting') link = to;
    if (to !== 'online') {
      sent = new Set();
      // A staff verb that arrives minutes later would be wrong: it fails here, where its sender sees it.
      if (!guest) for (const e of [...outbox.entries]) reject(e, { kind: 'unavailable', retry_ms: 0 });
    }
    flush();
    changed();
  }

  const refused = (first: boolean): Promise<Refusal> =>
    import('./refusal').then(
      ({ refusal }) => refusal(`${base}/me?${who}`, guest, first),
      () => ({ link: 'reconnecting' }),
    );

  function url() {
    const at = replica.seq >= 0 ? `&epoch=${replica.epoch}&seq=${replica.seq}` : '';
    return `${location.origin.replace('http', 'ws')}${base}/socket?${who}${at}`;
  }

  function join() {
    if (!guest || joined || joining || noCookies) return;
    joining = 1;
    fetch(`${base}/join`, { method: 'POST' })
      .then(answer => answer.ok)
      .catch(() => false)
      .then(ok => {
        // A socket reads the cookie when it opens, so joining opens a new one. Its welcome ends the joining.
        joining = ok ? 2 : 0;
        if (ok) return line?.again();
        if (outbox.head()) pause(AGAIN_MS * (1 + Math.random()));
      });
  }

  function build(): View {
    const kinds: { [k: string]: Item[] } = {};
    for (const i of replica.items.values()) {
      const list = kinds[i.k];
      if (list) list.push(i);
      else kinds[i.k] = [i];
    }
    const of = <K extends Item['k']>(k: K) => (kinds[k] || []).slice() as Extract<Item, { k: K }>[];
    const by = <T extends { id: number }>(list: T[]) => new Map(list.map(i => [i.id, i]));
    return {
      event: of('event')[0] ?? null,
      sessions: of('session').sort((a, b) => a.order - b.order),
      people: by(of('person')),
      polls: of('poll').sort((a, b) => a.order - b.order),
      tallies: by(of('tally')),
      of,
      entries: of('entry'),
      stage: of('stage')[0] ?? null,
      whole: replica.whole,
      ...overlay(replica.mine, replica.mineSeq, of('question'), replica.seq, outbox.entries),
      pending: [...outbox.entries],
      rejected,
      hall,
      link,
      lostAt,
      retryAt,
      noCookies,
      joined,
      mineSeq: replica.mineSeq,
      person,
      told,
      newBuild,
    };
  }

  if (o.snapshot) replica.snapshot(o.snapshot);
  line = connect({ url, frame: onFrame, link: onLink, refused }, o.deps);

  return {
    view: () => (built ??= build()),
    subscribe(fn) {
      listeners.add(fn);
      return () => listeners.delete(fn);
    },
    act(cmd) {
      if (!guest && link !== 'online')
        return Promise.resolve({ ok: false, why: { kind: 'unavailable', retry_ms: 0 } });
      const before = [...outbox.entries];
      const entry = outbox.add(cmd);
      // A ballot replaced by a newer one is settled, because the sender now wants the newer one.
      for (const e of before) if (!outbox.entries.includes(e)) settle(e, { ok: true });
      const outcome = new Promise<Outcome>(resolve => waiting.set(entry, resolve));
      if (guest) flush();
      else line?.send({ t: 'do', c: entry.c, n: entry.n, cmd });
      changed();
      return outcome;
    },
    say: frame => void line?.send(frame),
    dismiss() {
      rejected = null;
      changed();
    },
    serverNow,
    join,
    wake: () => line?.check(),
  };
}
