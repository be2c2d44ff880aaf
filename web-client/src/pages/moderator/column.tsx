/**
 * A list of questions that keeps its order while somebody works in it: moves by others and new support change nothing under the
 * pointer, and a line at the foot announces new questions below.
 */
import type { JSX } from 'preact';
import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import type { QuestionItem } from '../../protocol/items';
import { useT } from '../../ui/hooks';
import { useGlide } from '../../ui/motion';
import { Near, useShown, useWindow, type Window } from '../../ui/window';
import { Edge } from './edge';
import type { Standing } from './lists';
import { type Desk, QuestionRow } from './row';
import { ORDERS, type Order } from './sieve';
import type { ModeratorTexts } from './texts.en';

/** After this long without a movement, a click is unlikely. */
const RESTS_MS = 10_000;
/** The assumed height of a row until it is drawn: two lines and its details. */
const ROW_PX = 92;

/** A list of so many has a fore-edge. */
const EDGE_MIN = 40;

/** Returns whether the pointer or the keyboard is in a list. */
export interface Hand {
  stir(): void;
  /** The pointer is in the list: nothing moves under it, however long it rests. */
  enter(): void;
  leave(): void;
  isHot(): boolean;
}

export function useHand(): Hand {
  const until = useRef(0);
  return useRef({
    stir() {
      until.current = Math.max(until.current, Date.now() + RESTS_MS);
    },
    enter() {
      until.current = Infinity;
    },
    leave() {
      until.current = 0;
    },
    isHot: () => Date.now() < until.current,
  }).current;
}

export function QuestionColumn(props: {
  name: 'waiting' | 'approved';
  title: string;
  count: string;
  by: Order;
  setOrder(to: Order): void;
  /** All questions of the column, for the fore-edge. */
  all: QuestionItem[];
  /** What stands at its foot. */
  foot: string;
  standing: Standing;
  hand: Hand;
  empty: string;
  focused: number | null;
  desk: Desk;
}): JSX.Element {
  const t = useT<ModeratorTexts>();
  const { desk, focused, standing, hand } = props;
  const { order, ghosts } = standing;
  const scroller = useRef<HTMLOListElement>(null);
  const shown = useWindow(scroller, order, ROW_PX);
  useGlide(scroller, shown.whole ? order.join() : '');
  const below = useBelow(scroller, standing.ids, shown);
  useShown(shown, focused);
  const fit = useMemo(() => order.flatMap(id => desk.byId.get(id) ?? []), [order]);
  // By support, a place in the list says nothing about time.
  const edged = order.length >= EDGE_MIN && props.by !== 'votes';

  return (
    <section
      class={`col col-${props.name}`}
      aria-labelledby={`${props.name}-title`}
      onPointerMove={e => (e.pointerType === 'mouse' ? hand.enter() : hand.stir())}
      onPointerDown={hand.stir}
      onPointerLeave={hand.leave}
      onKeyDown={hand.stir}
    >
      <div class="colh">
        <h2 id={`${props.name}-title`}>{props.title}</h2>
        <span role={props.name === 'waiting' ? 'status' : undefined}>{props.count}</span>
        <select
          aria-label={t.moderator.order}
          value={props.by}
          onChange={e => {
            props.setOrder(e.currentTarget.value as Order);
            e.currentTarget.blur();
          }}
        >
          {ORDERS.map(by => (
            <option key={by} value={by}>
              {t.moderator.orders[by]}
            </option>
          ))}
        </select>
      </div>
      <div class={edged ? 'listed edged' : 'listed'}>
        <ol class="rows" ref={scroller}>
          <Near window={shown}>
            {order.slice(shown.from, shown.to).map((id, i) => {
              const q = desk.byId.get(id);
              return q ? (
                <QuestionRow
                  key={id}
                  q={q}
                  ghost={ghosts.has(id)}
                  focused={id === focused}
                  desk={desk}
                  {...(shown.whole ? {} : { of: [shown.from + i + 1, order.length] })}
                  height={shown.height}
                />
              ) : null;
            })}
          </Near>
          {order.length ? null : <li class="empty">{props.empty}</li>}
        </ol>
        {edged ? (
          <Edge
            list={scroller}
            all={props.all}
            fit={fit}
            newest={props.by === 'newest'}
            at={id => desk.byId.get(id)?.at}
            show={id => shown.show(id, 'start')}
          />
        ) : null}
      </div>
      {below.length ? (
        <button type="button" class="below" onClick={() => shown.show(below[0] ?? -1)}>
          {t.moderator.below(below.length)}
        </button>
      ) : null}
      {props.foot ? <p class="below">{props.foot}</p> : null}
      {/* At the foot, where it moves no row. */}
      {standing.rests ? <p class="below">{t.moderator.frozen}</p> : null}
    </section>
  );
}

/** Returns the questions that arrived since the list opened and have not been in view yet. */
function useBelow(scroller: { current: HTMLOListElement | null }, ids: number[], shown: Window): number[] {
  const seen = useRef<Set<number> | null>(null);
  seen.current ??= new Set(ids);
  const known = seen.current;
  const [looked, redraw] = useState(0);
  const unseen = useMemo(() => ids.filter(id => !known.has(id)), [ids, looked]);
  useEffect(() => {
    const root = scroller.current;
    if (!root || !unseen.length) return;
    const watch = new IntersectionObserver(
      entries => {
        const now = entries.filter(e => e.isIntersecting);
        for (const e of now) known.add(Number((e.target as HTMLElement).dataset.q));
        if (now.length) redraw(n => n + 1);
      },
      { root, threshold: 0.6 },
    );
    const wanted = new Set(unseen);
    for (const row of root.children)
      if (wanted.has(Number((row as HTMLElement).dataset.q ?? -1))) watch.observe(row);
    return () => watch.disconnect();
  }, [unseen, shown.from, shown.to]);
  return unseen;
}
