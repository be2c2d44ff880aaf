/**
 * Who works on what at the moderators' desks, and who reads which of the waiting questions. New ones are dealt out among the
 * desks that work through the waiting list, in turn by number, so two do not read the same one.
 */
import { useEffect, useRef, useState } from 'preact/hooks';
import type { QuestionItem } from '../../protocol/items';
import { type Colleague, type Desk, makeDesk } from '../../sync/desk';
import { useStore, useView } from '../../ui/hooks';

export interface Colleagues {
  /** The colleague who works on this question. */
  at(id: number): Colleague | undefined;
  /** The colleague to whom a waiting question is dealt. */
  dealt(q: QuestionItem): Colleague | undefined;
}

/** Returns to whom of the desks a question is dealt. */
export const dealtTo = <D>(desks: D[], id: number): D | undefined => desks[id % Math.max(1, desks.length)];

/** Returns the desks that work through the waiting list, by number: the same at each of them. */
export function readers(
  desks: Colleague[],
  self: Colleague | undefined,
  isWaiting: (id: number) => boolean,
): Colleague[] {
  const reads = ({ me, role, on }: Colleague) =>
    role === 'moderator' && (me === self?.me || (on?.k === 'question' && isWaiting(on.id)));
  return desks.filter(reads).sort((a, b) => a.n - b.n);
}

/** `on` is the question this desk works on; `writes` while it is edited. */
export function useColleagues(
  on: QuestionItem | undefined,
  writes: boolean,
  byId: Map<number, QuestionItem>,
): Colleagues {
  const store = useStore();
  const view = useView();
  const [desk] = useState<Desk>(() => makeDesk(store));
  const hold = useRef(() => {});
  const lived = useRef(false);
  hold.current = () =>
    desk.hold(on && lived.current ? { k: 'question', id: on.id, ...(writes && { writes }) } : null);
  useEffect(() => {
    // Whoever only looks on holds nothing.
    const live = () => {
      lived.current = true;
      hold.current();
    };
    const signs = ['keydown', 'pointerdown', 'pointermove', 'input', 'wheel'];
    for (const sign of signs) addEventListener(sign, live, { capture: true, passive: true });
    return () => {
      for (const sign of signs) removeEventListener(sign, live, { capture: true });
      desk.leave();
    };
  }, []);
  useEffect(() => {
    if (lived.current) hold.current();
  }, [on?.id, writes]);

  const others = desk.others(view.hall);
  const self = desk.self(view.hall);
  const isWaiting = (id: number) => byId.get(id)?.state === 'waiting';
  const reading = readers(self ? [...others, self] : others, self ?? undefined, isWaiting);
  return {
    at: id => others.find(({ on }) => on?.k === 'question' && on.id === id),
    dealt(q) {
      const to = q.state === 'waiting' ? dealtTo(reading, q.id) : undefined;
      return to && to.me !== desk.me ? to : undefined;
    },
  };
}
