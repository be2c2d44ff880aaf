/**
 * What staff do at a desk, and how it is taken back. A deed is one command on one item; its undo is the
 * reverse command with the revision that the deed itself made, so that it can never undo what somebody else
 * did afterwards: then the server refuses, and the desk says what happened instead.
 */
import { useRef, useState } from 'preact/hooks';
import type { Command } from '../protocol/commands';
import type { Rejection } from '../protocol/frames';
import type { Store, View } from '../sync/store';
import { useStore, useT } from './hooks';
import type { DeskTexts } from './texts.en';

/** An item that has a revision. */
export type Ref = `question:${number}` | `poll:${number}` | `session:${number}`;
export interface Step {
  item: Ref;
  cmd: (seen: number) => Command;
}
export interface Deed extends Step {
  /** What the desk says when it is done. */
  did: string;
  /** Names the item in a refusal. */
  name?: string;
  /** The steps that take it back, if there are any. */
  back?: Step[];
}
export interface Notice {
  text: string;
  bad?: boolean;
  undo?: () => void;
}
export interface Deeds {
  notice: Notice | null;
  /** True if it was done. */
  run(deed: Deed): Promise<boolean>;
  /** For commands that see no revision. */
  send(cmd: Command, did?: string): Promise<boolean>;
  undo(): void;
  say(notice: Notice | null): void;
}

const SETTLE_MS = 3000;

export function revOf(view: View, item: Ref): number | undefined {
  const [kind, id] = item.split(':');
  if (kind === 'question') return view.questions.find(q => q.id === Number(id))?.desk?.rev;
  const list = kind === 'poll' ? view.polls : view.sessions;
  return list.find(i => i.id === Number(id))?.rev;
}

/** Waits until the view shows another revision of an item than `seen`. */
function settled(store: Store, item: Ref, seen: number): Promise<void> {
  return new Promise(resolve => {
    const timer = setTimeout(done, SETTLE_MS);
    const leave = store.subscribe(check);
    function done() {
      clearTimeout(timer);
      leave();
      resolve();
    }
    function check() {
      if (revOf(store.view(), item) !== seen) done();
    }
    check();
  });
}

/** A refusal in the words of the desk. */
export function rejectionText(t: DeskTexts, why: Rejection): string {
  const r = t.rejected;
  switch (why.kind) {
    case 'stale':
      if ('question' in why.now)
        return r.staleQuestion(t.states[why.now.question.state], why.now.question.edited);
      return r.stale(
        'poll' in why.now ? t.phases[why.now.poll.phase] : t.sessionStates[why.now.session.state],
      );
    case 'text_too_long':
      return r.text_too_long(why.chars_max);
    case 'out_of_range':
      return r.out_of_range(why.min, why.max);
    case 'unavailable':
      return why.retry_ms ? r.cannotWrite : r.unavailable;
    case 'not_allowed':
    case 'not_joined':
    case 'unknown':
    case 'not_from_here':
    case 'cannot_undo':
    case 'bad_language':
    case 'text_empty':
      return r[why.kind];
    case 'malformed':
    case 'poll_not_open':
    case 'bad_ballot':
    case 'ballot_final':
    case 'questions_paused':
    case 'too_many_questions':
    case 'already_asked':
    case 'overtaken':
    case 'own_question':
    case 'too_late':
    case 'too_fast':
      return r.other;
  }
}

export function useDeeds(): Deeds {
  const t = useT<DeskTexts>();
  const store = useStore();
  const [notice, say] = useState<Notice | null>(null);
  const latest = useRef<Notice | null>(null);
  latest.current = notice;

  async function step(s: Step & { name?: string }, seen: number): Promise<boolean> {
    const outcome = await store.act(s.cmd(seen));
    if (!outcome.ok) {
      const text = rejectionText(t, outcome.why);
      say({ text: s.name ? `${s.name}: ${text}` : text, bad: true });
      return false;
    }
    await settled(store, s.item, seen);
    return true;
  }

  async function takeBack(back: Step[], revs: Map<Ref, number>) {
    say(null);
    for (const s of back) {
      const seen = revs.get(s.item);
      if (seen === undefined || !(await step(s, seen))) return;
      revs.set(s.item, revOf(store.view(), s.item) ?? seen);
    }
    say({ text: t.undone });
  }

  return {
    notice,
    say,
    undo: () => latest.current?.undo?.(),
    async send(cmd, did) {
      const outcome = await store.act(cmd);
      if (!outcome.ok) say({ text: rejectionText(t, outcome.why), bad: true });
      else if (did) say({ text: did });
      return outcome.ok;
    },
    async run(deed) {
      const seen = revOf(store.view(), deed.item);
      if (seen === undefined || !(await step(deed, seen))) return false;
      const { back } = deed;
      const view = store.view();
      const revs = new Map((back ?? []).map(s => [s.item, revOf(view, s.item) ?? 0]));
      say({ text: deed.did, ...(back && { undo: () => void takeBack(back, revs) }) });
      return true;
    },
  };
}
