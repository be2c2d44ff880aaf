/**
 * Sorts questions into lists. While a moderator's pointer or keyboard is in a list, its order is frozen: questions that somebody
 * else moved stay in place, dimmed, and new ones come at the end.
 */
import { useMemo, useRef } from 'preact/hooks';
import type { QuestionItem, QuestionState } from '../../protocol/items';
import { inLine, numberOf } from '../../questions/content';
import type { View } from '../../sync/store';
import { type Order, ordered } from './sieve';

export type Column = 'waiting' | 'approved' | 'line' | 'done';
export const COLUMNS: Column[] = ['waiting', 'approved', 'line', 'done'];
export type Done = 'answered' | 'declined' | 'archived' | 'muted';

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
  byId: Map<number, QuestionItem>;
}

export function listsOf(view: View, order: { waiting: Order; approved: Order }): Lists {
  const at: Record<QuestionState, QuestionItem[]> = {
    waiting: [],
    approved: [],
    next: [],
    now: [],
    answered: [],
    declined: [],
    withdrawn: [],
    merged: [],
    erased: [],
    archived: [],
  };
  for (const q of view.questions) at[q.state].push(q);
  const moved = (q: QuestionItem) => q.desk?.moved_at ?? q.at;
  const latest = (a: QuestionItem, b: QuestionItem) => moved(b) - moved(a) || b.since - a.since;
  return {
    waiting: ordered(
      at.waiting.filter(q => !q.desk?.muted),
      order.waiting,
    ),
    muted: at.waiting.filter(q => q.desk?.muted).sort((a, b) => b.at - a.at || b.id - a.id),
    approved: ordered(at.approved, order.approved),
    next: at.next.sort(inLine),
    now: at.now[0],
    answered: at.answered.sort(latest),
    // An erased one has no text. It says so there, because a moderator may look for it.
    declined: [...at.declined, ...at.erased].sort(latest),
    archived: at.archived.sort(latest),
    byId: new Map(view.questions.map(q => [q.id, q])),
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

export interface Row {
  q: QuestionItem;
  /** Somebody else moved it away; it stays until the list may change again. */
  ghost: boolean;
}

/** The current content of a list. */
export interface Standing {
  rows: Row[];
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
  byId: Map<number, QuestionItem>,
  resting: boolean,
  own: Set<number>,
  sieve: string,
): Standing {
  const last = useRef<number[]>([]);
  const through = useRef(sieve);
  return useMemo(() => {
    const ids = list.map(q => q.id);
    const here = new Set(ids);
    if (resting && through.current === sieve) {
      const rest = last.current.filter(id => here.has(id) || (!own.has(id) && byId.has(id)));
      const known = new Set(rest);
      last.current = [...rest, ...ids.filter(id => !known.has(id))];
    } else last.current = ids;
    through.current = sieve;
    const rows = last.current.flatMap(id => {
      const q = byId.get(id);
      return q ? [{ q, ghost: !here.has(id) }] : [];
    });
    const standing = rows.filter(r => !r.ghost).map(r => r.q.id);
    return {
      rows,
      ids: standing,
      ghosts: new Set(rows.filter(r => r.ghost).map(r => r.q.id)),
      rests: standing.some((id, i) => id !== ids[i]),
    };
  }, [list, byId, resting, sieve]);
}
