/**
 * Commands that the server has not answered yet, in the order in which they were given. A guest's are kept in localStorage
 * before they are sent, under a key of this page load; the next page load adopts what others left and sends it under its old
 * (client, n), which is always safe because the server knows each pair that it accepted. Storage may be absent or full: then
 * the memory is all there is. Never decides when to send; that is the store's.
 */
import type { Command } from '../protocol/commands';
import { read, write } from './storage';

export interface Entry {
  c: number;
  n: number;
  cmd: Command;
  /** The position from which its effect is visible; absent until it is acked. */
  seq?: number;
}

export interface Outbox {
  /** All entries that still matter, oldest first: the unanswered, and the acked whose effect is not seen yet. */
  entries: Entry[];
  add(cmd: Command): Entry;
  /** The next one to send. */
  head(): Entry | undefined;
  find(c: number, n: number): Entry | undefined;
  acked(entry: Entry, seq: number): void;
  /** Ends an entry: refused, or seen. */
  forget(entry: Entry): void;
}

export function makeOutbox(client: number, prefix: string, storage: Storage | null): Outbox {
  const entries: Entry[] = [];
  let last = 0;

  function stored(key: string): Entry[] {
    const found = read(storage, key);
    return Array.isArray(found) ? found : [];
  }

  const store = (key: string, list: Entry[]) =>
    write(storage, key, list.length ? list.map(({ n, cmd }) => ({ n, cmd })) : null);

  const key = (c: number) => prefix + c;

  /** Takes one entry out of storage; what another tab has put there meanwhile stays. */
  function unsave({ c, n }: Entry) {
    store(
      key(c),
      stored(key(c)).filter(e => e.n !== n),
    );
  }

  function forget(entry: Entry) {
    const at = entries.indexOf(entry);
    if (at >= 0) entries.splice(at, 1);
    unsave(entry);
  }

  function adopt() {
    const keys: string[] = [];
    for (let i = 0; storage && i < storage.length; i++) {
      const name = storage.key(i);
      if (name?.startsWith(prefix)) keys.push(name);
    }
    for (const name of keys.sort()) {
      const c = Number(name.slice(prefix.length));
      const left = stored(name).sort((a, b) => a.n - b.n);
      if (!left.length) store(name, left);
      for (const { n, cmd } of left) entries.push({ c, n, cmd });
    }
  }

  adopt();
  return {
    entries,
    add(cmd) {
      if ('cast' in cmd) {
        // Only the newest ballot of a poll matters.
        const { poll } = cmd.cast;
        entries
          .filter(e => e.seq === undefined && 'cast' in e.cmd && e.cmd.cast.poll === poll)
          .forEach(forget);
      }
      const entry: Entry = { c: client, n: ++last, cmd };
      entries.push(entry);
      store(key(client), [...stored(key(client)), entry]);
      return entry;
    },
    head: () => entries.find(e => e.seq === undefined),
    find: (c, n) => entries.find(e => e.c === c && e.n === n),
    acked(entry, seq) {
      entry.seq = seq;
      unsave(entry);
    },
    forget,
  };
}
