/**
 * Commands that the server has not answered yet, in their original order. A guest's commands are stored in localStorage
 * before they are sent, under a key of this page load. The next page load adopts what others left and sends it under
 * its old (client, n), which is always safe because the server knows each pair it accepted. Storage may be absent or
 * full; then the commands live in memory only. The store decides when to send.
 */
import type { Command } from '../protocol/commands';
import { read, write } from './storage';

export interface Entry {
  c: number;
  n: number;
  cmd: Command;
  /** The position from which its effect is visible; absent until the ack. */
  seq?: number;
}

export interface Outbox {
  /** All entries that still matter, oldest first: unanswered ones, and acked ones whose effect is not yet visible. */
  entries: Entry[];
  add(cmd: Command): Entry;
  /** Returns the next entry to send. */
  head(): Entry | undefined;
  find(c: number, n: number): Entry | undefined;
  acked(entry: Entry, seq: number): void;
  /** Removes an entry that was rejected or whose effect is visible. */
  forget(entry: Entry): void;
}

/** Returns the poll whose ballot a command changes. */
function votedIn(cmd: Command): number | undefined {
  const { cast, take_back } = cmd as { [of in 'cast' | 'take_back']?: { poll: number } };
  return (cast ?? take_back)?.poll;
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

  /** Removes one entry from storage, and keeps newer entries of other tabs. */
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
      // Only the newest ballot in a poll matters, also if it is taken back.
      const poll = votedIn(cmd);
      if (poll !== undefined)
        entries.filter(e => e.seq === undefined && votedIn(e.cmd) === poll).forEach(forget);
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
