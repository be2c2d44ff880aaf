/**
 * Sorts questions into lists. While a moderator's pointer or keyboard is in a list, its order is frozen: questions that somebody
 * else moved stay in place, dimmed, and new ones come at the end.
 */
import { useMemo, useRef } from 'preact/hooks';
import type { QuestionItem } from '../../protocol/items';
import { inLine, numberOf } from '../../questions/content';
import { inOrder, type Order } from './sieve';

export type Column = 'waiting' | 'approved' | 'line' | 'done';
export const COLUMNS: Column[] = ['waiting', 'approved', 'line', 'done'];
export const DONE = ['answered', 'declined', 'archived', 'muted'] as const;
export type Done = (typeof DONE)[number];

export interface Lists {
  waiting: QuestionItem[];
  approved: QuestionItem[];
  next: QuestionItem[];
  now: QuestionItem | undefined;
  answered: QuestionItem[];
  declined: QuestionItem[];
  /** Those put away with their sessions. */
  archived: QuestionItem[];
  /** Those of muted guests that wait. */
  muted: QuestionItem[];
  /** The same map for as long as the page lives. */
  byId: Map<number, QuestionItem>;
}

type Name = Exclude<keyof Lists, 'now' | 'byId'> | 'onScreen';
type Compare = (a: QuestionItem, b: QuestionItem) => number;

/** Returns the list where a question stands. */
function listOf(q: QuestionItem): Name | undefined {
  switch (q.state) {
    case 'waiting':
      return q.desk?.muted ? 'muted' : 'waiting';
    case 'now':
      return 'onScreen';
    case 'erased':
      // It has no text. It says so there, because a moderator may look for it.
      return 'declined';
    case 'withdrawn':
    case 'merged':
      return undefined;
    case 'approved':
    case 'next':
    case 'answered':
    case 'declined':
    case 'archived':
      return q.state;
  }
}

const moved = (q: QuestionItem) => q.desk?.moved_at ?? q.at;
const latest: Compare = (a, b) => moved(b) - moved(a) || b.since - a.since || b.id - a.id;

/** Returns a sorted list without those that are gone and with those that come. */
function sorted(list: QuestionItem[], gone: Set<QuestionItem>, come: QuestionItem[], compare: Compare) {
  const rest = list.length && gone.size ? list.filter(q => !gone.has(q)) : list;
  come.sort(compare);
  const all: QuestionItem[] = [];
  let i = 0;
  for (const q of rest) {
    for (let next = come[i]; next && compare(next, q) < 0; next = come[++i]) all.push(next);
    all.push(q);
  }
  return all.concat(come.slice(i));
}

/**
 * Returns a function that sorts the questions of each view. A list in which nothing changed stays the same array, and the others take
 * up what changed, so that a change costs little among thousands.
 */
export function makeLists(): (
  questions: QuestionItem[],
  order: { waiting: Order; approved: Order },
) => Lists {
  const byId = new Map<number, QuestionItem>();
  const lists: Record<Name, QuestionItem[]> = {
    waiting: [],
    approved: [],
    next: [],
    onScreen: [],
    answered: [],
    declined: [],
    archived: [],
    muted: [],
  };
  let before: QuestionItem[] = [];
  let last: Lists | undefined;
  const orders: Partial<Record<Name, Order>> = {};
  return (questions, order) => {
    const compare: Record<Name, Compare> = {
      waiting: inOrder(order.waiting),
      approved: inOrder(order.approved),
      next: inLine,
      onScreen: inLine,
      answered: latest,
      declined: latest,
      archived: latest,
      muted: inOrder('newest'),
    };
    const gone = new Set<QuestionItem>();
    const come: QuestionItem[] = [];
    const touched = new Set<Name | undefined>();
    for (let i = 0; i < Math.max(before.length, questions.length); i++) {
      const [was, is] = [before[i], questions[i]];
      if (was === is) continue;
      if (was) {
        gone.add(was);
        touched.add(listOf(was));
      }
      if (is) {
        come.push(is);
        touched.add(listOf(is));
      }
      last = undefined;
    }
    before = questions;
    // One that only has another place is among both.
    for (const q of gone) byId.delete(q.id);
    for (const q of come) byId.set(q.id, q);
    for (const name of touched) {
      if (!name) continue;
      const here = come.filter(q => listOf(q) === name);
      lists[name] = sorted(lists[name], gone, here, compare[name]);
    }
    for (const name of ['waiting', 'approved'] as const) {
      if (orders[name] === order[name]) continue;
      orders[name] = order[name];
      lists[name] = [...lists[name]].sort(compare[name]);
      last = undefined;
    }
    const { onScreen, ...shown } = lists;
    last ??= { ...shown, now: onScreen[0], byId };
    return last;
  };
}

/** Keeps questions that match the search: part of the text, the name, or the number. */
export function matching(search: string): (q: QuestionItem) => boolean {
  const wanted = search.trim().toLowerCase().replace(/^#/, '');
  return q => {
    if (!wanted) return true;
    const asked = [q.content, ...(q.merged ?? []).map(other => other.content)];
    if (/^\d+$/.test(wanted) && String(numberOf(q)) === wanted) return true;
    const words = asked.flatMap(({ text, translations, name, org }) => [
      text,
      ...Object.values(translations ?? {}),
      name,
      org,
    ]);
    return words.some(s => s?.toLowerCase().includes(wanted));
  };
}

/** The current content of a list. */
export interface Standing {
  /** The rows, in their order: the questions of the list, and those that somebody else moved away, until the list may change. */
  order: number[];
  /** The questions of the list, in the order of the rows. */
  ids: number[];
  /** Questions that were moved away but stay in place for now. */
  ghosts: Set<number>;
  /** The order is frozen. */
  rests: boolean;
}

/**
 * Returns the content of a list. While `resting`, the last order holds. `own` are questions that this desk moved itself; they
 * leave at once. A different `sieve` (filter and search) starts a new list.
 */
export function useStanding(
  list: QuestionItem[],
  all: Lists,
  resting: boolean,
  own: Set<number>,
  sieve: string,
): Standing {
  const last = useRef<number[]>([]);
  const through = useRef(sieve);
  const ids = useMemo(() => list.map(q => q.id), [list]);
  const isFrozen = resting && through.current === sieve;
  through.current = sieve;
  return useMemo(() => {
    if (!isFrozen) {
      last.current = ids;
      return { order: ids, ids, ghosts: new Set(), rests: false };
    }
    const here = new Set(ids);
    const rest = last.current.filter(id => here.has(id) || (!own.has(id) && all.byId.has(id)));
    const known = new Set(rest);
    const order = [...rest, ...ids.filter(id => !known.has(id))];
    last.current = order;
    const ghosts = new Set(order.filter(id => !here.has(id)));
    const standing = ghosts.size ? order.filter(id => here.has(id)) : order;
    return { order, ids: standing, ghosts, rests: standing.some((id, i) => id !== ids[i]) };
  }, [ids, isFrozen, isFrozen ? all : null]);
}
