/**
 * What a guest is typing, kept in the browser at each keystroke, and the name they last asked with. Storage may be absent or
 * full: then it lasts as long as the page.
 */
import { localStore } from '../../../sync/outbox';
import type { View } from '../../../sync/store';

export interface Draft {
  text: string;
  to?: number;
}

export interface Asker {
  anonymous: boolean;
  name: string;
  org: string;
}

const storage = localStore();
const { code } = document.documentElement.dataset;
const draftKey = `plenary.${code}.draft`;
const askerKey = `plenary.${code}.asker`;

function read<T>(key: string, empty: T): T {
  try {
    return { ...empty, ...JSON.parse(storage?.getItem(key) ?? '{}') };
  } catch {
    return empty;
  }
}

function write(key: string, value: object) {
  try {
    storage?.setItem(key, JSON.stringify(value));
  } catch {
    // Kept in memory by whoever holds the object.
  }
}

export let draft: Draft = read(draftKey, { text: '' });
export const asker: Asker = read(askerKey, { anonymous: true, name: '', org: '' });

export function setDraft(to: Draft) {
  draft = to;
  write(draftKey, to);
}

export const saveDraft = (): void => write(draftKey, draft);
export const saveAsker = (): void => write(askerKey, asker);

let restored: View['rejected'] = null;

/** The words of a question that was rejected go back into the draft, unless another one is being written. */
export function restoreRefused({ rejected }: View) {
  if (rejected === restored) return;
  restored = rejected;
  if (!rejected || !('ask' in rejected.cmd) || rejected.why.kind === 'already_asked' || draft.text) return;
  const { text, to } = rejected.cmd.ask;
  setDraft({ text, ...(to !== undefined && { to }) });
}

const segmenter = 'Segmenter' in Intl ? new Intl.Segmenter(undefined, { granularity: 'grapheme' }) : null;

/** Counts as people do; where the browser cannot, by code points, which is never less. */
export const countChars = (text: string): number =>
  [...(segmenter ? segmenter.segment(text.trim()) : text.trim())].length;
