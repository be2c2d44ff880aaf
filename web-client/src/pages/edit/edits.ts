/**
 * What this editor has changed, the newest first, and how it is taken back. Edits of one field that follow each other are one
 * step: nobody wants to take back a sentence in pieces. The server undoes each by its number, and leaves alone what somebody else
 * has written since.
 */
import { useRef } from 'preact/hooks';
import type { Command } from '../../protocol/commands';
import type { Rejection } from '../../protocol/frames';
import type { Outcome, Store, View } from '../../sync/store';
import { type Notice, rejectionText } from '../../ui/deeds';
import { redraw, useStore, useT } from '../../ui/hooks';
import type { EditTexts } from './texts.en';

/** The view shows an accepted edit a moment after its answer; one that changes nothing, never. */
const SHOWN_MS = 3_000;

/** Waits until the view is so, and not for ever. */
export function shows(store: Store, is: (view: View) => boolean): Promise<void> {
  return new Promise(resolve => {
    const done = () => [clearTimeout(timer), leave(), resolve()];
    const timer = setTimeout(() => done(), SHOWN_MS);
    const leave = store.subscribe(check);
    function check() {
      if (is(store.view())) done();
    }
    check();
  });
}

export interface Edit {
  cmd: Command;
  /** Said at the foot, beside the undo; a function where it names what another edit may still be renaming. */
  did: string | (() => string);
  /** The field; absent: each edit is a step of its own. */
  field?: string;
}

export interface Edits {
  notice: Notice | null;
  /** The server's time in ms at which it last accepted an edit. */
  saved: number | null;
  /** Returns why an edit was refused; null: it is saved. */
  send(edit: Edit): Promise<Rejection | null>;
  undo(): void;
  /** Says why something did nothing. */
  refuse(text: string): void;
  /** Says what became of something. */
  say(text: string): void;
}

type Act = NonNullable<Extract<Outcome, { ok: true }>['act']>;
interface Step {
  did: Edit['did'];
  field: string | undefined;
  acts: Act[];
}

const words = (did: Edit['did']): string => (typeof did === 'string' ? did : did());

/** Limit on the steps that can be taken back; the server remembers no more of all desks together. */
const STEPS_MAX = 100;

export function useEdits(): Edits {
  const texts = useT<EditTexts>();
  const store = useStore();
  const { steps, now } = useRef({
    steps: [] as Step[],
    now: { text: '', bad: false, saved: null as number | null, undoing: false },
  }).current;

  function tell(text: string, bad = false) {
    now.text = text;
    now.bad = bad;
    redraw();
  }

  async function undo() {
    const step = steps.at(-1);
    if (!step) return tell(texts.nothingToUndo);
    if (now.undoing) return;
    now.undoing = true;
    steps.pop();
    let why: Rejection | null = null;
    for (const act of step.acts.reverse()) {
      const outcome = await store.act({ undo: act });
      if (!outcome.ok) why = outcome.why;
    }
    now.undoing = false;
    now.saved = store.serverNow();
    tell(why ? rejectionText(texts, why) : texts.edit.undid(words(step.did)), !!why);
  }

  const last = steps.at(-1);
  return {
    notice:
      now.text || last
        ? { text: now.text || (last ? words(last.did) : ''), bad: now.bad, ...(last && { undo }) }
        : null,
    saved: now.saved,
    async send({ cmd, did, field }) {
      const outcome = await store.act(cmd);
      if (!outcome.ok) return outcome.why;
      now.saved = store.serverNow();
      const before = steps.at(-1);
      if (outcome.act) {
        if (field && before?.field === field) before.acts.push(outcome.act);
        else steps.push({ did, field, acts: [outcome.act] });
        if (steps.length > STEPS_MAX) steps.shift();
      }
      tell(words(did));
      return null;
    },
    undo: () => void undo(),
    refuse: text => tell(text, true),
    say: text => tell(text),
  };
}
