/**
 * The connection to the server. It opens the socket, notices when it is dead, and reconnects for ever with jitter, unless
 * the server refused. It knows no frame but the heartbeat; positions come from the owner of the replica, through
 * `wire.url()`. Timers and the clock are the platform's (a test fakes them); the socket and randomness are passed in.
 */
import type { ClientFrame, ServerFrame } from '../protocol/frames';
import { BEAT_S, SILENCE_S_MAX } from '../protocol/limits';

/**
 * The state of the connection. `full`: the server cannot hold another guest, and `retryAt` says when the page tries again.
 * `blocked`: for a minute pages have loaded but sockets have failed, so the network blocks live connections. The last three are
 * final: the page does not leave them by itself.
 */
export type Link =
  | 'connecting'
  | 'online'
  | 'reconnecting'
  | 'full'
  | 'blocked'
  | 'revoked'
  | 'gone'
  | 'no_access';

/** HTTP's answer after a socket did not open, and with `full` the time of the next try. */
export type Refusal = { link: Link; final?: boolean; retry_ms?: number };

/** The part of a WebSocket used here. */
export interface Socket {
  onmessage: ((e: { data: string }) => void) | null;
  onclose: ((e: { code: number }) => void) | null;
  send(text: string): void;
  close(): void;
}

export interface Wire {
  /** Returns the address to connect to, with the current position. */
  url(): string;
  frame(frame: ServerFrame): void;
  /** With `full` the milliseconds until the next try. */
  link(link: Link, retry_ms?: number): void;
  /** Asks over HTTP why a socket closed before its welcome. `first`: the previous socket was good. */
  refused(first: boolean): Promise<Refusal>;
}

export interface Deps {
  socket(url: string): Socket;
  /** 0 ≤ x < 1. */
  random(): number;
}

export interface Connection {
  /** Returns false if there is no open socket. */
  send(frame: ClientFrame): boolean;
  /** Checks that the socket is still alive, after the network or the page woke up. */
  check(): void;
  /** Closes the socket and opens a new one at once. */
  again(): void;
  /** Closes the socket and reconnects after the usual delay, because the held position is useless. */
  drop(): void;
  /** Closes the socket for good, and is in this state from now on. */
  close(link: Link): void;
}

const BEAT_MS = BEAT_S * 1000;
const SILENCE_MS = SILENCE_S_MAX * 1000;
const OPEN_MS = 10_000;
const ANSWER_MS = 3_000;
const LOOK_MS = 5_000;
const DELAY_MS_MAX = 10_000;

const browser: Deps = { socket: url => new WebSocket(url) as unknown as Socket, random: Math.random };

export function connect(wire: Wire, deps: Deps = browser): Connection {
  let socket: Socket | null = null;
  /** The server has welcomed this socket. Opening alone proves little, because a proxy can open one and block every frame. */
  let opened = false;
  let ended = false;
  let attempt = 0;
  let heard = 0;
  /** The number of the last beat that asked for an answer, and of the last that has one. */
  let asked = 0;
  let answered = 0;
  let spoke = 0;
  let retry: ReturnType<typeof setTimeout> | undefined;

  function open() {
    clearTimeout(retry);
    opened = false;
    heard = spoke = performance.now();
    let own: Socket;
    try {
      own = socket = deps.socket(wire.url());
    } catch {
      // Some in-app browsers throw where others report a close.
      return lost(0);
    }
    own.onmessage = e => {
      if (own !== socket) return;
      heard = performance.now();
      const frame = JSON.parse(e.data) as ServerFrame;
      if (frame.t === 'welcome') opened = true;
      if (frame.t === 'beat' && frame.n !== undefined) answered = frame.n;
      wire.frame(frame);
      if (frame.t === 'welcome') wire.link('online');
    };
    own.onclose = e => {
      if (own === socket) lost(e.code);
    };
  }

  function leave() {
    const left = socket;
    socket = null;
    left?.close();
  }

  function end(link: Link) {
    ended = true;
    leave();
    clearTimeout(retry);
    clearInterval(watch);
    wire.link(link);
  }

  function later(delay_ms: number) {
    clearTimeout(retry);
    retry = setTimeout(open, delay_ms);
  }

  function lost(code: number) {
    const refused = !opened && socket;
    if (code === 4001) return end('revoked');
    if (code === 4004) return end('gone');
    leave();
    // Keep HTTP's answer about the last try until it gives another one.
    if (!refused) wire.link('reconnecting');
    // The first retry is quick. Later ones are spread over the whole range, so that a hall of phones does not reconnect
    // in step.
    const delay_ms = attempt
      ? deps.random() * Math.min(DELAY_MS_MAX, 600 * 2 ** attempt)
      : 100 + deps.random() * 500;
    attempt++;
    later(delay_ms);
    if (refused)
      wire.refused(attempt < 2).then(({ link, final, retry_ms }) => {
        if (ended || socket) return;
        if (final) return end(link);
        if (retry_ms) later(retry_ms);
        wire.link(link, retry_ms);
      });
  }

  const send = (frame: ClientFrame) => {
    if (!socket || !opened) return false;
    spoke = performance.now();
    socket.send(JSON.stringify(frame));
    return true;
  };

  const watch = setInterval(() => {
    if (!socket) return;
    const now = performance.now();
    if (now - heard >= (opened ? SILENCE_MS : OPEN_MS)) return lost(0);
    // A socket counts as good once it has lived for a while and not when it opens, because a full server accepts and
    // drops.
    if (opened) attempt = 0;
    if (now - spoke >= BEAT_MS - LOOK_MS) send({ t: 'beat' });
  }, LOOK_MS);

  wire.link('connecting');
  open();

  return {
    send,
    close: end,
    check() {
      if (ended) return;
      if (!socket) return open();
      const own = socket;
      send({ t: 'beat', n: ++asked });
      setTimeout(() => {
        if (own === socket && answered < asked) lost(0);
      }, ANSWER_MS);
    },
    again() {
      if (ended) return;
      leave();
      open();
    },
    drop() {
      if (!ended) lost(0);
    },
  };
}
