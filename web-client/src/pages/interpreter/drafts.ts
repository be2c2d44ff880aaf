/**
 * What an interpreter has written and not saved, by cell. It stays in this browser, so that a reload or a lost connection loses nothing,
 * and for a day only, because it translates what guests wrote.
 */
import { localStore, read, write } from '../../sync/storage';

export interface Draft {
  text: string;
  /** The original when the first letter was written. */
  original: string;
  /** A machine wrote it, and nobody has changed it. */
  machine?: boolean;
  /** Unix milliseconds of the last letter. */
  at: number;
}

const DAY_MS = 24 * 3_600_000;
/** Limit on kept drafts; the oldest is dropped first. */
const DRAFTS_MAX = 50;
const key = () => `plenary.${document.documentElement.dataset.code}.drafts`;

/** Returns the drafts of this browser. */
export function readDrafts(): Map<string, Draft> {
  const kept = (read(localStore(), key()) ?? {}) as Record<string, Draft>;
  const fresh = Object.entries(kept).filter(([, { at }]) => Date.now() - at < DAY_MS);
  return new Map(fresh);
}

/** Keeps the drafts in this browser. */
export function keepDrafts(drafts: Map<string, Draft>): void {
  const newest = [...drafts].sort(([, a], [, b]) => b.at - a.at).slice(0, DRAFTS_MAX);
  write(localStore(), key(), newest.length ? Object.fromEntries(newest) : null);
}
