/**
 * What was done at this door and the server does not know yet. It is kept on the tablet before it is sent, each deed under a key of
 * its own, so that tabs do not overwrite each other, and a reload loses none. The rules make each deed safe to send again: somebody
 * who is here is here once, and a walk-in has a number. So unlike a guest's outbox this one needs no numbers of commands, which die
 * with their page.
 */
import type { Command } from '../../protocol/commands';
import type { Rejection } from '../../protocol/frames';
import { read, write } from '../../sync/storage';
import type { Outcome } from '../../sync/store';

/** A deed at the door. */
export type Deed = Extract<Command, { check_in: unknown } | { walk_in: unknown }>;

export interface Waiting {
  /** Rises with time, and among tabs. */
  key: string;
  cmd: Deed;
  /** When it was done, by the server's clock. */
  at: number;
}

export interface Outbox {
  /** Oldest first. */
  waiting: Waiting[];
  add(cmd: Deed, at: number): void;
  /** Sends what waits, one after the other. Call it whenever the connection may have changed. */
  flush(): void;
}

/** Delay before the next attempt, if the server cannot take more. */
const AGAIN_MS = 1000;

/** Returns the beginning of the keys under which an event's deeds are kept. */
export const prefixOf = (code: string): string => `plenary.${code}.door.out.`;

/** Forgets what waits, for a tablet that is no longer the door's: it has names of walk-ins, and will not be let in to send them. */
export function forget(prefix: string, storage: Storage | null) {
  for (const name of kept(prefix, storage)) write(storage, name, null);
}

function kept(prefix: string, storage: Storage | null): string[] {
  const keys: string[] = [];
  for (let i = 0; storage && i < storage.length; i++) {
    const name = storage.key(i);
    if (name?.startsWith(prefix)) keys.push(name);
  }
  return keys.sort();
}

/** Returns what a deed is about; a later one replaces it. */
function about(cmd: Deed): string {
  if ('check_in' in cmd) return `here ${cmd.check_in.guest}`;
  return `walk ${cmd.walk_in.walk_in}`;
}

/** `refused` tells a deed that the rules do not allow any more. */
export function makeOutbox(
  prefix: string,
  storage: Storage | null,
  act: (cmd: Command) => Promise<Outcome>,
  changed: () => void,
  refused: (cmd: Deed, why: Rejection) => void,
): Outbox {
  const waiting: Waiting[] = [];
  let sending: Waiting | undefined;
  /** Somebody asked to send while something was on its way, which may fail for a reason that is gone. */
  let again = false;
  let last = 0;

  function drop(one: Waiting) {
    const at = waiting.indexOf(one);
    if (at >= 0) waiting.splice(at, 1);
    write(storage, prefix + one.key, null);
  }

  async function flush() {
    const head = waiting[0];
    again = !!sending;
    if (!head || sending) return;
    sending = head;
    const outcome = await act(head.cmd);
    sending = undefined;
    if (outcome.ok) drop(head);
    else if (outcome.why.kind === 'unavailable' || outcome.why.kind === 'too_fast') {
      // Without a connection the delay is 0: the next change of the link sends it.
      const { retry_ms } = outcome.why;
      if (again) void flush();
      else if (retry_ms) setTimeout(() => void flush(), Math.max(retry_ms, AGAIN_MS));
      return;
    } else {
      drop(head);
      refused(head.cmd, outcome.why);
    }
    changed();
    void flush();
  }

  for (const name of kept(prefix, storage)) {
    const one = read(storage, name) as Omit<Waiting, 'key'> | null;
    if (one?.cmd) waiting.push({ ...one, key: name.slice(prefix.length) });
  }

  return {
    waiting,
    add(cmd, at) {
      const same = waiting.filter(one => one !== sending && about(one.cmd) === about(cmd));
      same.forEach(drop);
      last = Math.max(last + 1, Math.floor(at));
      const one = { key: String(last).padStart(16, '0'), cmd, at };
      waiting.push(one);
      write(storage, prefix + one.key, { cmd, at });
      changed();
      void flush();
    },
    flush: () => void flush(),
  };
}
