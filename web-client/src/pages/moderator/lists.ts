/**
 * Which question stands in which list and in what order. While a moderator's pointer or keyboard is in a list, its
 * order rests: what somebody else moved stays where it was, sunk, and what is new comes at the end.
 */
import { useRef } from 'preact/hooks';
import type { EventItem, QuestionItem } from '../../protocol/items';
import { numberOf } from '../../questions/content';
import type { View } from '../../sync/store';

export type Column = 'waiting' | 'approved' | 'line' | 'done';
export const COLUMNS: Column[] = ['waiting', 'approved', 'line', 'done'];
export type Filter = 'all' | 'to' | 'untranslated';
export type Done = 'answered' | 'declined';

export interface Lists {
  waiting: QuestionItem[];
  approved: QuestionItem[];
  next: QuestionItem[];
  now: QuestionItem | undefined;
  answered: QuestionItem[];
  declined: QuestionItem[];
}

export function listsOf(view: View): Lists {
  const at = (state: QuestionItem['state']) => view.questions.filter(q => q.state === state);
  const moved = (q: QuestionItem) => q.desk?.moved_at ?? q.at;
  return {
    waiting: at('waiting').sort((a, b) => a.at - b.at || a.id - b.id),
    approved: at('approved').sort((a, b) => b.upvotes - a.upvotes || a.at - b.at || a.id - b.id),
    next: at('next').sort((a, b) => a.since - b.since || a.id - b.id),
    now: at('now')[0],
    answered: at('answered').sort((a, b) => moved(b) - moved(a) || b.since - a.since),
    declined: at('declined').sort((a, b) => moved(b) - moved(a) || b.since - a.since),
  };
}

/** The languages of the event that a question has not been put into. */
export function missing(q: QuestionItem, event: EventItem): string[] {
  const { lang, translations } = q.content;
  return event.langs.filter(tag => tag !== lang && !translations?.[tag]);
}

/** Keeps what matches the filter and what is searched for: a part of the words, the name, or the number. */
export function matching(event: EventItem, filter: Filter, search: string): (q: QuestionItem) => boolean {
  const wanted = search.trim().toLowerCase().replace(/^#/, '');
  return q => {
    if (filter === 'to' && q.to === undefined) return false;
    if (filter === 'untranslated' && !missing(q, event).length) return false;
    if (!wanted) return true;
    const { text, translations, name, org } = q.content;
    if (/^\d+$/.test(wanted) && String(numberOf(q)) === wanted) return true;
    return [text, ...Object.values(translations ?? {}), name, org].some(s =>
      s?.toLowerCase().includes(wanted),
    );
  };
}

export interface Row {
  q: QuestionItem;
  /** Somebody else moved it away; it stays until the list may move again. */
  ghost: boolean;
}

/**
 * The rows of a list. While `resting`, the last order holds; `own` are questions that this desk moved itself, and
 * they leave at once. Another `sieve` (filter and search) makes another list.
 */
export function useResting(
  list: QuestionItem[],
  all: QuestionItem[],
  resting: boolean,
  own: Set<number>,
  sieve: string,
): Row[] {
  const last = useRef<number[]>([]);
  const ids = list.map(q => q.id);
  const through = useRef(sieve);
  if (!resting || through.current !== sieve) last.current = ids;
  else {
    const gone = (id: number) => own.has(id) && !ids.includes(id);
    last.current = [...last.current.filter(id => !gone(id)), ...ids.filter(id => !last.current.includes(id))];
  }
  through.current = sieve;
  const byId = new Map(all.map(q => [q.id, q]));
  return last.current.flatMap(id => {
    const q = byId.get(id);
    return q ? [{ q, ghost: !ids.includes(id) }] : [];
  });
}
