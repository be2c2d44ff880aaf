/** Which questions a desk shows, and in which order. This browser keeps both for its desk; nobody else sees them. */
import { useState } from 'preact/hooks';
import { keyOf } from '../../people/addressee';
import type { QuestionItem } from '../../protocol/items';
import { missingOf } from '../../questions/content';
import { localStore, read, write } from '../../sync/storage';

export type Order = 'oldest' | 'newest' | 'votes';
export const ORDERS: Order[] = ['oldest', 'newest', 'votes'];

/** The filters that are on. A question must pass all of them. */
export interface Sieve {
  /** The panel, anybody of it by name, or one addressee by its key. */
  to?: string;
  /** The language in which it was asked. */
  asked?: string;
  /** A language that it lacks. */
  lacks?: string;
  similar?: 'similar';
  /** Guests reported it. */
  reported?: 'reported';
  label?: string;
}
export type Group = keyof Sieve;
export const GROUPS: Group[] = ['to', 'asked', 'lacks', 'similar', 'reported', 'label'];

/** Returns what a question has in a group of filters. */
function valuesOf(q: QuestionItem, group: Group, langs: string[]): string[] {
  switch (group) {
    case 'to':
      if (q.to === undefined) return ['panel'];
      return 'person' in q.to ? ['person', keyOf(q.to)] : [keyOf(q.to)];
    case 'asked':
      return [q.content.lang];
    case 'lacks':
      return missingOf(q, langs);
    case 'similar':
      return q.desk?.similar?.length ? ['similar'] : [];
    case 'reported':
      return q.desk?.reports ? ['reported'] : [];
    case 'label':
      return (q.desk?.labels ?? []).map(String);
  }
}

export const isOn = (sieve: Sieve): boolean => GROUPS.some(group => sieve[group] !== undefined);

export function passes(q: QuestionItem, sieve: Sieve, langs: string[]): boolean {
  return GROUPS.every(group => {
    const wanted = sieve[group];
    return wanted === undefined || valuesOf(q, group, langs).includes(wanted);
  });
}

/** Questions that are alike to every filter: the values of each group, and how many they are. */
interface Alike {
  values: string[][];
  n: number;
}

/**
 * Returns a function that says how many questions would be left with one more filter, by group and value; none of a value that some
 * have and all of them fail. What a question has is read once, however often it is counted, because nearly all are as they were.
 */
export function makeCounts(
  langs: string[],
): (questions: QuestionItem[], sieve: Sieve) => Record<Group, Map<string, number>> {
  const known = new WeakMap<QuestionItem, Alike>();
  const byKey = new Map<string, Alike>();
  function alike(q: QuestionItem): Alike {
    const values = GROUPS.map(group => valuesOf(q, group, langs));
    const key = JSON.stringify(values);
    const one = byKey.get(key) ?? { values, n: 0 };
    byKey.set(key, one);
    known.set(q, one);
    return one;
  }
  return (questions, sieve) => {
    const counts = Object.fromEntries(GROUPS.map(group => [group, new Map<string, number>()])) as Record<
      Group,
      Map<string, number>
    >;
    for (const one of byKey.values()) one.n = 0;
    for (const q of questions) (known.get(q) ?? alike(q)).n++;
    for (const { values, n } of byKey.values()) {
      if (!n) continue;
      const failed = GROUPS.filter((group, i) => {
        const wanted = sieve[group];
        return wanted !== undefined && !values[i]?.includes(wanted);
      });
      for (const [i, group] of GROUPS.entries()) {
        // A filter takes the place of the one in its group.
        const passes = !failed.length || (failed.length === 1 && failed[0] === group);
        for (const value of values[i] ?? [])
          counts[group].set(value, (counts[group].get(value) ?? 0) + (passes ? n : 0));
      }
    }
    return counts;
  };
}

const by: Record<Order, (a: QuestionItem, b: QuestionItem) => number> = {
  oldest: (a, b) => a.at - b.at || a.id - b.id,
  newest: (a, b) => b.at - a.at || b.id - a.id,
  votes: (a, b) => b.upvotes - a.upvotes || a.at - b.at || a.id - b.id,
};

/** Returns how two questions stand in an order; those that staff pinned stand above. */
export const inOrder = (order: Order) => (a: QuestionItem, b: QuestionItem) =>
  Number(!!b.desk?.pin) - Number(!!a.desk?.pin) || by[order](a, b);

export interface Kept {
  sieve: Sieve;
  waiting: Order;
  approved: Order;
}

/** Returns the desk's filters and orders, and a function that changes them. */
export function useKept(): [Kept, (to: Partial<Kept>) => void] {
  const key = `plenary.${document.documentElement.dataset.code}.desk`;
  const [kept, setKept] = useState<Kept>(() => ({
    sieve: {},
    waiting: 'oldest',
    approved: 'votes',
    ...(read(localStore(), key) as Partial<Kept> | null),
  }));
  return [
    kept,
    to => {
      const next = { ...kept, ...to };
      setKept(next);
      write(localStore(), key, next);
    },
  ];
}
