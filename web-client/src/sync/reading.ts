/**
 * Live captions, read over a socket of their own, as the role that sees nothing else. So the page's own socket gets no byte of them, and
 * who does not read them costs nothing.
 */
import type { ServerFrame } from '../protocol/frames';
import type { CaptionsItem } from '../protocol/items';
import { connect } from './connection';

export interface Reading {
  /** The latest lines, in the event's order of languages. */
  tracks(): CaptionsItem[];
  /** Checks the connection after the page or the network woke up. */
  check(): void;
  close(): void;
}

/** Opens the socket; `changed` is called after each line. */
export function readCaptions(code: string, changed: () => void): Reading {
  const tracks = new Map<number, CaptionsItem>();
  function take(frame: ServerFrame) {
    if (frame.t !== 'snapshot' && frame.t !== 'change') return;
    if (frame.t === 'snapshot') tracks.clear();
    for (const name of frame.t === 'change' ? (frame.gone ?? []) : [])
      tracks.delete(Number(name.split(':')[1]));
    for (const item of frame.t === 'change' ? frame.set : frame.items)
      if (item.k === 'captions') tracks.set(item.id, item);
    changed();
  }
  const line = connect({
    url: () => `${location.origin.replace('http', 'ws')}/${code}/socket?role=reader`,
    frame: take,
    link() {},
    // The page's own socket knows why; with it this one ends.
    refused: () => Promise.resolve({ link: 'reconnecting' }),
  });
  return {
    tracks: () => [...tracks.values()].sort((a, b) => a.id - b.id),
    check: () => line.check(),
    close: () => line.close('gone'),
  };
}
