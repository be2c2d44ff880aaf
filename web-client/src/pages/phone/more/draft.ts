/** A guest's draft, saved in the browser at each keystroke, and the name they last used. */

import type { Addressee } from '../../../protocol/items';
import { localStore, read, write } from '../../../sync/storage';
import type { View } from '../../../sync/store';

export interface Draft {
  text: string;
  to?: Addressee;
  /** The own question that the guest writes anew. */
  edits?: number;
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

export let draft: Draft = { text: '', ...(read(storage, draftKey) as Draft | null) };
// A page of an earlier version kept the number of a person.
if (typeof draft.to === 'number') delete draft.to;
export const asker: Asker = {
  anonymous: true,
  name: '',
  org: '',
  ...(read(storage, askerKey) as Asker | null),
};

export function setDraft(to: Draft) {
  draft = to;
  write(storage, draftKey, to);
}

export const saveDraft = (): void => write(storage, draftKey, draft);
export const saveAsker = (): void => write(storage, askerKey, asker);

/** Forgets the draft and the name, because the guest erases what they wrote. */
export function forgetAsking() {
  draft = { text: '' };
  Object.assign(asker, { anonymous: true, name: '', org: '' });
  write(storage, draftKey, null);
  write(storage, askerKey, null);
}

let restored: View['rejected'] = null;

/** Puts the text of a rejected question back into the draft, unless the guest is writing another one. */
export function restoreRefused({ rejected }: View) {
  if (rejected === restored) return;
  restored = rejected;
  if (!rejected || rejected.why.kind === 'already_asked' || draft.text) return;
  if ('reword' in rejected.cmd) setDraft({ text: rejected.cmd.reword.text });
  if (!('ask' in rejected.cmd)) return;
  const { text, to } = rejected.cmd.ask;
  setDraft({ text, ...(to !== undefined && { to }) });
}

const segmenter = 'Segmenter' in Intl ? new Intl.Segmenter(undefined, { granularity: 'grapheme' }) : null;

/** Counts characters as people do; if the browser cannot, code points, which are never fewer. */
export const countChars = (text: string): number =>
  [...(segmenter ? segmenter.segment(text.trim()) : text.trim())].length;
