/** Who writes what: the first letter makes a text one's own, and colleagues see who has it. */
import { useState } from 'preact/hooks';
import type { Subject } from '../../protocol/items';
import { type Colleague, type Desk, type Hold, makeDesk } from '../../sync/desk';
import { useStore, useView } from '../../ui/hooks';

/** The kinds of items that desks can hold, by their names as subjects. */
const KINDS = ['question', 'poll', 'survey', 'session', 'person', 'group', 'entry'] as const;

/** Returns the hold of a text. */
export function holdOf(of: Subject, lang: string, writes: boolean): Hold | null {
  if (of === 'event') return { k: 'event', id: 0, lang, ...(writes && { writes }) };
  for (const k of KINDS) {
    const id = (of as Partial<Record<typeof k, number>>)[k];
    if (id !== undefined) return { k, id, lang, ...(writes && { writes }) };
  }
  return null;
}

export interface Holds {
  /** Says that this interpreter writes in a text, or in none. */
  hold(hold: Hold | null): void;
  /** The colleague who writes this text; in any language without `lang`. */
  writer(of: Subject, lang?: string): Colleague | undefined;
}

export function useHolds(): Holds {
  const store = useStore();
  const { hall } = useView();
  const [desk] = useState<Desk>(() => makeDesk(store));
  const others = desk.others(hall);
  return {
    hold: desk.hold,
    writer(of, lang) {
      const hold = holdOf(of, lang ?? '', true);
      return others.find(
        ({ on }) =>
          on?.writes &&
          hold &&
          on.k === hold.k &&
          on.id === hold.id &&
          (lang === undefined || on.lang === lang),
      );
    },
  };
}
