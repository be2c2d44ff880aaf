/**
 * The verbs of a moderator. The server says when each is possible.
 */
import { useRef } from 'preact/hooks';
import { sameAddressee } from '../../people/addressee';
import type { Command, Many } from '../../protocol/commands';
import type {
  Addressee,
  DeclineReason,
  QuestionContent,
  QuestionItem,
  QuestionState,
  QuestionVerb,
} from '../../protocol/items';
import { inLine, numberOf } from '../../questions/content';
import type { View } from '../../sync/store';
import { type Deed, type Deeds, rejectionText } from '../../ui/deeds';
import { useLang, useStore, useT } from '../../ui/hooks';
import type { Texts } from '../../words/texts';
import type { Reading } from './reading';
import type { ModeratorTexts } from './texts.en';

export interface Verbs {
  approve(q: QuestionItem): void;
  decline(q: QuestionItem, reason: DeclineReason, note?: string): void;
  edit(q: QuestionItem, seen: number, content: QuestionContent): Promise<boolean>;
  /** Puts it to somebody, or to everybody. */
  address(q: QuestionItem, to: Addressee | undefined): Promise<boolean>;
  next(q: QuestionItem): void;
  now(q: QuestionItem): void;
  answered(q: QuestionItem): void;
  takeDown(q: QuestionItem): void;
  restore(q: QuestionItem): void;
  /** Moves a *next* question by one place: -1 earlier, 1 later. */
  reorder(q: QuestionItem, by: -1 | 1): void;
  canReorder(q: QuestionItem, by: -1 | 1): boolean;
  merge(q: QuestionItem, into: QuestionItem): void;
  /** Takes a question out of the one that it was merged into. */
  split(id: number): void;
  /** Makes a question stand as it stood after a step of its history. */
  backTo(q: QuestionItem, step: number): void;
  /** One decision about several questions: one act, and one undo. */
  many(questions: QuestionItem[], what: Many): Promise<boolean>;
  star(q: QuestionItem): void;
  pin(q: QuestionItem): void;
  /** Has looked at the reports of guests about it, and leaves it as it stands. */
  settleReports(q: QuestionItem): void;
  label(q: QuestionItem, label: number, on: boolean): void;
  /** Makes a label and puts it on the question. */
  makeLabel(q: QuestionItem, text: string): Promise<boolean>;
  removeLabel(label: number, text: string): void;
  note(q: QuestionItem, text: string): Promise<boolean>;
  dropNote(q: QuestionItem, note: number): void;
  /** Replies in writing; without texts, takes the reply back. */
  reply(q: QuestionItem, texts: Texts): Promise<boolean>;
  askAsStaff(content: QuestionContent, to: Addressee | undefined): Promise<boolean>;
  /** Questions that this desk moved itself. */
  own: Set<number>;
}

/** Returns true if the server allows this for the question now. */
export const can = (q: QuestionItem, verb: QuestionVerb): boolean => !!q.desk?.can.includes(verb);

/** Returns the state that "restore" leads to: one step back, and out of the archive as far as it had come. */
export const restored = (q: QuestionItem): 'approved' | 'waiting' =>
  q.state === 'approved' || q.state === 'declined' || (q.state === 'archived' && !can(q, 'approved'))
    ? 'waiting'
    : 'approved';

const move = (id: number, to: QuestionState): Pick<Deed, 'item' | 'cmd'> => ({
  item: `question:${id}`,
  cmd: seen => ({ move: { question: id, seen, to } }),
});

export function useVerbs(deeds: Deeds, reading: Reading): Verbs {
  const all = useT<ModeratorTexts>();
  const { moderator: t } = all;
  const store = useStore();
  const own = useRef(new Set<number>()).current;
  const [lang] = useLang();

  function run(q: QuestionItem, deed: Omit<Deed, 'name'>) {
    own.add(q.id);
    return deeds.run({ ...deed, name: t.question(numberOf(q)) });
  }
  /** A decision about words that have changed a moment ago is refused, once, because it was meant for the earlier ones. */
  function decide(q: QuestionItem, deed: Omit<Deed, 'name' | 'item' | 'refused'>) {
    const refuse = (why: string) => deeds.refuse(`${t.question(numberOf(q))}: ${why}`);
    const newest = store.view().questions.find(one => one.id === q.id);
    if (newest && reading.isUnread(newest)) return refuse(t.changed);
    void run(q, {
      ...deed,
      item: `question:${q.id}`,
      refused(why) {
        // The new words were on their way.
        const now = why.kind === 'stale' && 'question' in why.now ? why.now.question : undefined;
        refuse(now?.state === 'waiting' && q.state === 'waiting' ? t.changed : rejectionText(all, why));
      },
    });
  }
  /** Marks need no revision, so nobody's mark stops another's. */
  const mark = (q: QuestionItem, cmd: Command, did: string) =>
    deeds.run({ item: `marks:${q.id}`, name: t.question(numberOf(q)), cmd: () => cmd, did });
  const line = () =>
    store
      .view()
      .questions.filter(q => q.state === 'next')
      .sort(inLine)
      .map(q => q.id);

  return {
    own,
    approve: q =>
      decide(q, {
        cmd: seen => ({ approve: { question: q.id, seen } }),
        did: t.did.approved(numberOf(q)),
      }),
    decline: (q, reason, note) =>
      decide(q, {
        cmd: seen => ({ decline: { question: q.id, seen, reason, ...(note && { note }) } }),
        did: t.did.declined(numberOf(q), reason === 'other' ? (note ?? '') : t.reasons[reason].toLowerCase()),
      }),
    edit: (q, seen, content) =>
      run(q, {
        item: `question:${q.id}`,
        cmd: () => ({ edit_approve: { question: q.id, seen, content } }),
        did: t.did.edited(numberOf(q)),
      }),
    address: (q, to) =>
      run(q, {
        item: `question:${q.id}`,
        cmd: seen => ({ address: { question: q.id, seen, ...(to !== undefined && { to }) } }),
        did: t.did.addressed(numberOf(q)),
      }),
    next: q => void run(q, { ...move(q.id, 'next'), did: t.did.next(numberOf(q)) }),
    now: q => void run(q, { ...move(q.id, 'now'), did: t.did.now(numberOf(q)) }),
    answered: q => void run(q, { ...move(q.id, 'answered'), did: t.did.answered(numberOf(q)) }),
    takeDown: q => void run(q, { ...move(q.id, 'approved'), did: t.did.takenDown(numberOf(q)) }),
    restore: q => void run(q, { ...move(q.id, restored(q)), did: t.did.restored(numberOf(q)) }),
    merge: (q, into) =>
      void run(q, {
        item: `question:${q.id}`,
        cmd: seen => ({ merge: { question: q.id, seen, into: into.id } }),
        did: t.did.merged(numberOf(q), numberOf(into)),
      }),
    split: id =>
      void deeds.run({
        item: `question:${id}`,
        name: t.question(id + 1),
        cmd: seen => ({ split: { question: id, seen } }),
        did: t.did.split(id + 1),
      }),
    backTo: (q, step) =>
      void run(q, {
        item: `question:${q.id}`,
        cmd: seen => ({ back_to: { question: q.id, seen, step } }),
        did: t.did.back(numberOf(q)),
      }),
    many(questions, what) {
      const changed = questions.filter(q => reading.isUnread(q));
      if (changed.length) {
        deeds.refuse(t.many.changed(changed.map(numberOf)));
        return Promise.resolve(false);
      }
      for (const q of questions) own.add(q.id);
      const ids = new Set(questions.map(q => q.id));
      const is = (view: View, fits: (q: QuestionItem) => boolean) =>
        view.questions.filter(q => ids.has(q.id) && fits(q)).length;
      const pairs = questions.map((q): [number, number] => [q.id, q.desk?.rev ?? 0]);
      return deeds.run({
        item: `many:${[...ids].join()}`,
        cmd: () => ({ many: { questions: pairs, do: what } }),
        refused: why =>
          deeds.refuse(
            why.kind === 'too_many_questions'
              ? t.many.tooMany(pairs.length, why.max)
              : rejectionText(all, why),
          ),
        did(view) {
          if (what === 'approve')
            return t.many.did.approved(
              is(view, q => q.state === 'approved'),
              ids.size,
            );
          if ('decline' in what)
            return t.many.did.declined(
              is(view, q => q.state === 'declined'),
              ids.size,
            );
          if ('merge' in what) {
            const { into } = what.merge;
            const merged = view.questions.find(q => q.id === into)?.merged ?? [];
            const others = ids.size - Number(ids.has(into));
            return t.many.did.merged(merged.filter(({ id }) => ids.has(id)).length, others, into + 1);
          }
          if ('address' in what)
            return t.many.did.addressed(
              is(view, q => sameAddressee(q.to, what.address.to)),
              ids.size,
            );
          const { label, on } = what.label;
          return t.many.did.labelled(
            is(view, q => !!q.desk?.labels?.includes(label) === on),
            ids.size,
            on,
          );
        },
      });
    },
    star: q => {
      const on = !q.desk?.star;
      void mark(q, { star: { question: q.id, on } }, t.did.starred(numberOf(q), on));
    },
    pin: q => {
      const on = !q.desk?.pin;
      void mark(q, { pin: { question: q.id, on } }, t.did.pinned(numberOf(q), on));
    },
    settleReports(q) {
      const { reports = 0, settled = 0 } = q.desk ?? {};
      const cmd = { settle_reports: { question: q.id, reports: reports + settled } };
      void mark(q, cmd, t.did.settled(numberOf(q), reports));
    },
    label: (q, label, on) =>
      void mark(q, { label: { question: q.id, label, on } }, t.did.labelled(numberOf(q), on)),
    async makeLabel(q, text) {
      const tag = store.view().event?.langs.find(one => one === lang) ?? store.view().event?.langs[0] ?? lang;
      const made = await deeds.run({
        item: 'labels',
        cmd: () => ({ make_label: { texts: { [tag]: text } } }),
        did: t.did.labelMade(text),
      });
      const label = store
        .view()
        .of('label')
        .find(one => one.text[tag] === text);
      if (!made || !label) return made;
      return mark(
        q,
        { label: { question: q.id, label: label.id, on: true } },
        t.did.labelled(numberOf(q), true),
      );
    },
    removeLabel: (label, text) =>
      void deeds.run({
        item: 'labels',
        cmd: () => ({ remove_label: { label } }),
        did: t.did.labelRemoved(text),
      }),
    note: (q, text) => mark(q, { note: { question: q.id, text } }, t.did.noted(numberOf(q))),
    dropNote: (q, note) =>
      void mark(q, { drop_note: { question: q.id, note } }, t.did.noteDropped(numberOf(q))),
    reply: (q, texts) =>
      deeds.run({
        item: `reply:${q.id}`,
        name: t.question(numberOf(q)),
        cmd: seen => ({ reply: { question: q.id, seen, texts } }),
        did: t.did.replied(numberOf(q), Object.keys(texts).length > 0),
      }),
    askAsStaff: (content, to) =>
      deeds.run({
        item: 'asked',
        cmd: () => ({ ask_as_staff: { content, ...(to !== undefined && { to }) } }),
        did: t.did.asked,
      }),
    canReorder(q, by) {
      const at = line().indexOf(q.id);
      return at >= 0 && at + by >= 0 && at + by < line().length;
    },
    reorder: (q, by) =>
      void run(q, {
        item: `question:${q.id}`,
        // The question it comes before is known only when this deed's turn comes.
        cmd: seen => {
          const before = line()[line().indexOf(q.id) + (by < 0 ? -1 : 2)];
          return { reorder: { question: q.id, seen, ...(before !== undefined && { before }) } };
        },
        did: t.did.reordered(numberOf(q)),
      }),
  };
}
