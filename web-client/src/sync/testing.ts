/** Shared by the client's tests: a socket that the test controls, and a storage in memory. */

import type { ClientFrame, ServerFrame } from '../protocol/frames';
import type { Deps, Socket } from './connection';

export class FakeSocket implements Socket {
  onmessage: Socket['onmessage'] = null;
  onclose: Socket['onclose'] = null;
  sent: ClientFrame[] = [];
  closed = false;

  constructor(readonly url: string) {}

  send(text: string) {
    this.sent.push(JSON.parse(text));
  }
  close() {
    this.closed = true;
  }

  /** Acts as the server. */
  open(welcome: Partial<Extract<ServerFrame, { t: 'welcome' }>> = {}) {
    this.frame({ t: 'welcome', version: 1, now: Date.now(), build: 'b', joined: true, ...welcome });
  }
  frame(frame: ServerFrame) {
    this.onmessage?.({ data: JSON.stringify(frame) });
  }
  drop(code = 1006) {
    this.onclose?.({ code });
  }

  /** Returns the commands sent over it, without heartbeats. */
  get commands() {
    return this.sent.filter(f => f.t === 'do');
  }
}

/** Sockets in opening order. Random numbers are always `random`. */
export function fakeDeps(random = 0.5): Deps & { sockets: FakeSocket[]; last(): FakeSocket } {
  const sockets: FakeSocket[] = [];
  return {
    sockets,
    last: () => sockets[sockets.length - 1] as FakeSocket,
    random: () => random,
    socket(url) {
      const made = new FakeSocket(url);
      sockets.push(made);
      return made;
    },
  };
}

/** A storage. With `full` it accepts nothing. */
export function fakeStorage(full = false): Storage & { all: Map<string, string> } {
  const all = new Map<string, string>();
  return {
    all,
    get length() {
      return all.size;
    },
    key: i => [...all.keys()][i] ?? null,
    getItem: key => all.get(key) ?? null,
    setItem(key, value) {
      if (full) throw new Error('QuotaExceededError');
      all.set(key, value);
    },
    removeItem: key => void all.delete(key),
    clear: () => all.clear(),
  };
}
