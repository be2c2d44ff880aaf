/** Which question is in focus, when questions come and go. */
import { useRef } from 'preact/hooks';
import type { Column } from './lists';

export interface Focus {
  column: Column;
  id: number;
}

/** The rows of a column, and those that were moved away but stay in place for now. */
export interface Place {
  ids: number[];
  ghosts?: Set<number>;
}

/**
 * Returns the focused question. If it left its column, or this desk has just moved it, returns the one that took its place, so
 * the next key acts on the next visible row. A question that somebody else moved keeps the focus while it stays in place:
 * opening another row instead would shift the rows under the pointer.
 */
export function useFocusTarget(
  focus: Focus | null,
  places: Record<Column, Place>,
  own: Set<number>,
  busy: (id: number) => boolean,
  /** A colleague reads this one, or it is dealt to one. */
  theirs: (id: number) => boolean = () => false,
): Focus | null {
  const last = useRef<{ column: Column; index: number; id: number; of: Focus | null; left: boolean } | null>(
    null,
  );
  const column = focus?.column ?? 'waiting';
  const { ids, ghosts } = places[column];
  // In the line a second key acts on the same question; in other columns the question leaves with the first key.
  const leaves = (id: number) => column !== 'line' && column !== 'done' && busy(id);
  const before = last.current?.column === column && last.current.of === focus ? last.current : null;
  const there = !!focus && ids.includes(focus.id);
  // A question that left and came back counts again; one that could not leave does not.
  const left = !!before && !there;
  const back = there && !!before?.left;
  const wanted = [...(before && !back ? [before.id] : []), ...(focus ? [focus.id] : [])];
  const take = (id: number, index: number) => {
    last.current = { column, index, id, of: focus, left };
    return { column, id };
  };
  for (const id of wanted) {
    const index = ids.indexOf(id);
    if (index >= 0 && !leaves(id)) return take(id, index);
    if (ghosts?.has(id) && !own.has(id)) return { column, id };
  }
  const from = Math.max(0, ids.indexOf(wanted[0] ?? -1), before?.index ?? 0);
  const after = ids.slice(from);
  const earlier = ids.slice(0, from).reverse();
  const free = (one: number) => !leaves(one) && !theirs(one);
  const stays = (one: number) => !leaves(one);
  const id = after.find(free) ?? earlier.find(free) ?? after.find(stays) ?? earlier.find(stays);
  if (id === undefined) {
    if (last.current) last.current.left = left;
    return null;
  }
  return take(id, ids.indexOf(id));
}
