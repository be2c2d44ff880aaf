/** A guest's draft, saved in the browser at each keystroke, and the name they last used. */

import type { Command } from '../../../protocol/commands';
import type { Addressee } from '../../../protocol/items';
import { localStore, read, write } from '../../../sync/storage';
import type { View } from '../../../sync/store';
import { over } from './over';

export interface Draft {
  text: string;
  to?: Addressee;
  /** The own question that the guest writes anew. */
  edits?: number;
  /** A text that was there already, as of a question to be asked again. */
  begun?: true;
  /** Another one, half written. It comes back once this one is sent or given up. */
  aside?: Draft;
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

/** Begins with the text of an own question. What the guest is writing is put aside. */
export function begin(with_: Draft) {
  const aside = draft.text.trim() && draft.edits === undefined ? draft : draft.aside;
  setDraft({ ...with_, begun: true, ...(aside && { aside }) });
}

/** Ends with the text that was sent or given up, and takes up what was put aside. */
export const end = (): void => setDraft(draft.aside ?? { text: '' });

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

/** Puts the text of a rejected question back into the draft, or aside while the guest is writing another one. */
export function restoreRefused({ rejected }: View) {
  if (rejected === restored) return;
  restored = rejected;
  if (!rejected || rejected.why.kind === 'already_asked') return;
  const back = textOf(rejected.cmd);
  if (!back) return;
  const { aside } = draft;
  if (draft.text && over === 'ask') setDraft({ ...draft, aside: { ...back, ...(aside && { aside }) } });
  else begin(back);
}

function textOf(cmd: Command): Draft | undefined {
  if ('reword' in cmd) return { text: cmd.reword.text };
  if (!('ask' in cmd)) return undefined;
  const { text, to } = cmd.ask;
  return { text, ...(to !== undefined && { to }) };
}

const segmenter = 'Segmenter' in Intl ? new Intl.Segmenter(undefined, { granularity: 'grapheme' }) : null;

/** Counts characters as people do; if the browser cannot, code points, which are never fewer. */
export const countChars = (text: string): number =>
  [...(segmenter ? segmenter.segment(text.trim()) : text.trim())].length;
