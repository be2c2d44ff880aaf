/** The selected questions of a desk. One that leaves the lists leaves the selection. */
import { useRef, useState } from 'preact/hooks';
import type { QuestionItem } from '../../../protocol/items';

export interface Marked {
  ids: Set<number>;
  /** In the order of the lists. */
  questions: QuestionItem[];
  /** Selects one or not; with `range`, all from the last one that was selected, or else from `focused`. */
  mark(id: number, range: boolean, focused?: number): void;
  add(ids: number[]): void;
  clear(): void;
}

export function useMarked(byId: Map<number, QuestionItem>, listed: number[]): Marked {
  const [chosen, setChosen] = useState<ReadonlySet<number>>(new Set());
  const anchor = useRef<number | undefined>(undefined);
  const ids = new Set(chosen.size ? listed.filter(id => chosen.has(id)) : []);
  return {
    ids,
    questions: [...ids].flatMap(id => byId.get(id) ?? []),
    mark(id, range, focused) {
      const next = new Set(ids);
      const from = listed.indexOf(anchor.current ?? focused ?? id);
      if (range && from >= 0) {
        const to = listed.indexOf(id);
        for (const one of listed.slice(Math.min(from, to), Math.max(from, to) + 1)) next.add(one);
      } else if (!next.delete(id)) next.add(id);
      anchor.current = id;
      setChosen(next);
    },
    add(more) {
      anchor.current = more.at(-1);
      setChosen(new Set([...ids, ...more]));
    },
    clear() {
      anchor.current = undefined;
      setChosen(new Set());
    },
  };
}
