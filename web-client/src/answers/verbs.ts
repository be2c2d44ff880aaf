/**
 * What a desk does with the answers that guests wrote into polls. An answer is shown to nobody else before it is approved; each deed
 * has its undo.
 */
import { useState } from 'preact/hooks';
import type { EntryItem, EntryVerb } from '../protocol/items';
import type { Deeds } from '../ui/deeds';
import { useT, useView } from '../ui/hooks';
import type { Texts } from '../words/texts';
import type { AnswersTexts } from './texts.en';

/** What a form beside an answer writes. */
export type Writing = 'translation' | 'group';

/** What was written: the answer in other languages; or its group, none without headings, a new one without a name. */
export type Written = { translations: Texts } | { group?: string; headings: Texts };

export interface EntryVerbs {
  approve(e: EntryItem): void;
  /** Approves these, each exactly as it stands here. */
  approveAll(entries: EntryItem[]): void;
  hide(e: EntryItem): void;
  /** Makes it count alone again. */
  part(e: EntryItem): void;
  /** Begins to make it count with another one, which `here` names. */
  join(e: EntryItem): void;
  here(to: EntryItem): void;
  /** Enlarges it on the screen, or puts it back. */
  take(e: EntryItem): void;
  translate(e: EntryItem): void;
  group(e: EntryItem): void;
  /** Ends a form; null: nothing was written. */
  write(e: EntryItem, written: Written | null): void;
  cancel(): void;
  /** The answer that is about to count with another one. */
  picked: EntryItem | undefined;
  /** Returns true if the picked answer can count with this one. */
  isTarget(e: EntryItem): boolean;
  /** The form that is open beside this answer. */
  writingOf(e: EntryItem): Writing | undefined;
}

export const can = (entry: EntryItem, verb: EntryVerb): boolean => entry.can.includes(verb);

/** How a desk names an answer in what it says. */
export const nameOf = (e: EntryItem): string => `“${e.content.text}”`;

export function useEntryVerbs(deeds: Deeds): EntryVerbs {
  const t = useT<{ answers: AnswersTexts }>().answers;
  const { entries } = useView();
  const [joining, setJoining] = useState<number | null>(null);
  const [writing, setWriting] = useState<{ id: number; what: Writing } | null>(null);
  const picked = entries.find(e => e.id === joining && can(e, 'join'));
  const verbs: EntryVerbs = {
    picked,
    isTarget: e => !!picked && e.id !== picked.id && e.state === 'approved' && e.poll === picked.poll,
    writingOf: e => (writing?.id === e.id ? writing.what : undefined),
    cancel: () => setJoining(null),
    approve: e =>
      void deeds.run({
        item: `entry:${e.id}`,
        cmd: seen => ({ approve_entries: { entries: [[e.id, seen]] } }),
        did: t.did.approved(nameOf(e)),
        name: nameOf(e),
      }),
    approveAll(entries) {
      const [first] = entries;
      if (!first) return;
      void deeds.run({
        item: `entry:${first.id}`,
        cmd: () => ({ approve_entries: { entries: entries.map(e => [e.id, e.rev]) } }),
        did: t.did.all(entries.length),
      });
    },
    hide: e =>
      void deeds.run({
        item: `entry:${e.id}`,
        cmd: seen => ({ hide_entry: { entry: e.id, seen } }),
        did: t.did.hidden(nameOf(e)),
        name: nameOf(e),
      }),
    part: e =>
      void deeds.run({
        item: `entry:${e.id}`,
        cmd: seen => ({ join_entry: { entry: e.id, seen } }),
        did: t.did.parted(nameOf(e)),
        name: nameOf(e),
      }),
    join: e => setJoining(e.id),
    here(to) {
      if (!picked || !verbs.isTarget(to)) return;
      setJoining(null);
      void deeds.run({
        item: `entry:${picked.id}`,
        cmd: seen => ({ join_entry: { entry: picked.id, seen, with: to.id } }),
        did: t.did.joined(nameOf(picked), nameOf(to)),
        name: nameOf(picked),
      });
    },
    take(e) {
      const isTaken = e.taken;
      void deeds.send(
        { take_entry: { poll: e.poll, ...(!isTaken && { entry: e.id }) } },
        isTaken ? t.did.putDown : t.did.taken(nameOf(e)),
      );
    },
    translate: e => setWriting({ id: e.id, what: 'translation' }),
    group: e => setWriting({ id: e.id, what: 'group' }),
    write(e, written) {
      setWriting(null);
      if (!written) return;
      const item = { item: `entry:${e.id}`, name: nameOf(e) } as const;
      if ('translations' in written) {
        const { translations } = written;
        void deeds.run({
          ...item,
          cmd: seen => ({ translate_entry: { entry: e.id, seen, translations } }),
          did: t.did.translated(nameOf(e)),
        });
        return;
      }
      const named = Object.values(written.headings).filter(Boolean);
      void deeds.run({
        ...item,
        cmd: seen => ({ group_entry: { entry: e.id, seen, ...(named.length && written) } }),
        did: t.did.grouped(nameOf(e), named.join(' / ')),
      });
    },
  };
  return verbs;
}
