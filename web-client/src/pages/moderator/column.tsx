/**
 * A list of questions that rests while somebody is in it: others' moves and new support change nothing under
 * the pointer, and a line at the foot says what came in below.
 */
import type { ComponentChildren, JSX } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import type { QuestionItem } from '../../protocol/items';
import { useT, useView } from '../../ui/hooks';
import { useGlide } from '../../ui/motion';
import { useResting } from './lists';
import { type Desk, QuestionRow } from './row';
import type { ModeratorTexts } from './texts.en';

/** Someone who has not moved for this long is not about to click. */
const RESTS_MS = 10_000;

export function QuestionColumn(props: {
  name: 'waiting' | 'approved';
  title: string;
  count: string;
  order: string;
  list: QuestionItem[];
  empty: string;
  focused: number | null;
  /** Names the filter and the search. */
  sieve: string;
  desk: Desk;
  /** Tells the page which rows stand here, in order, which were moved away and only rest here, and whether it rests now. */
  rows(ids: number[], held: number[], rests: () => boolean): void;
  children?: ComponentChildren;
}): JSX.Element {
  const t = useT<ModeratorTexts>();
  const view = useView();
  const { list, desk, focused } = props;
  const scroller = useRef<HTMLOListElement>(null);
  const hotUntil = useRef(0);
  const stir = () => {
    hotUntil.current = Date.now() + RESTS_MS;
  };
  const isHot = () => Date.now() < hotUntil.current;
  const hot = isHot();
  const rows = useResting(list, view.questions, hot, desk.verbs.own, props.sieve);
  const ids = rows.filter(r => !r.ghost).map(r => r.q.id);
  const held = rows.filter(r => r.ghost).map(r => r.q.id);
  props.rows(ids, held, isHot);
  // The order is old while it rests; who looks at it is told.
  const rests = hot && ids.join() !== list.map(q => q.id).join();
  useGlide(scroller, rows.map(r => r.q.id).join());
  const below = useBelow(scroller, ids);

  return (
    <section
      class={`col col-${props.name}`}
      aria-labelledby={`${props.name}-title`}
      onPointerMove={stir}
      onPointerDown={stir}
      onPointerLeave={() => {
        hotUntil.current = 0;
      }}
      onKeyDown={stir}
    >
      <div class="colh">
        <h2 id={`${props.name}-title`}>{props.title}</h2>
        <span>{props.count}</span>
        <span>{rests ? t.moderator.frozen : props.order}</span>
      </div>
      {props.children}
      <ol class="rows" ref={scroller}>
        {rows.map(({ q, ghost }) => (
          <QuestionRow key={q.id} q={q} ghost={ghost} focused={q.id === focused} desk={desk} />
        ))}
        {rows.length ? null : <li class="empty">{props.empty}</li>}
      </ol>
      {below.length ? (
        <button
          type="button"
          class="below"
          onClick={() =>
            scroller.current?.querySelector(`[data-q="${below[0]}"]`)?.scrollIntoView({ block: 'center' })
          }
        >
          {t.moderator.below(below.length)}
        </button>
      ) : null}
    </section>
  );
}

/** The questions that came in since the list was opened and have not been in view yet. */
function useBelow(scroller: { current: HTMLOListElement | null }, ids: number[]): number[] {
  const seen = useRef<Set<number> | null>(null);
  seen.current ??= new Set(ids);
  const known = seen.current;
  const [, redraw] = useState(0);
  const unseen = ids.filter(id => !known.has(id));
  const wait = unseen.join();
  useEffect(() => {
    const root = scroller.current;
    if (!root || !wait) return;
    const watch = new IntersectionObserver(
      entries => {
        for (const e of entries) if (e.isIntersecting) known.add(Number((e.target as HTMLElement).dataset.q));
        redraw(n => n + 1);
      },
      { root, threshold: 0.6 },
    );
    for (const id of wait.split(',')) {
      const row = root.querySelector(`[data-q="${id}"]`);
      if (row) watch.observe(row);
    }
    return () => watch.disconnect();
  }, [wait]);
  return unseen;
}
