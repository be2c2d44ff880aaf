/**
 * The fore-edge of a long list: one bar a minute, light for all questions, dark for those that pass the filters, and a frame
 * where the desk is. A press goes there.
 */
import './edge.css';
import type { JSX, RefObject } from 'preact';
import { useEffect, useMemo, useRef } from 'preact/hooks';
import type { QuestionItem } from '../../protocol/items';
import { useT, useView } from '../../ui/hooks';
import { timeOfDay } from '../../words/hour';
import type { ModeratorTexts } from './texts.en';

/** Limit on the bars; in a longer time each stands for more minutes. */
const BARS_MAX = 60;
const MINUTE_MS = 60_000;

export interface Bar {
  all: number;
  fit: number;
  /** The first question of its time that passes the filters. */
  first: number | undefined;
}

/** Returns the bars of a list by time. `fit` is in the order of the list, which goes by time. */
export function barsOf(
  all: QuestionItem[],
  fit: QuestionItem[],
): { from: number; step_ms: number; bars: Bar[] } {
  let from = Infinity;
  let to = 0;
  for (const { at } of all) {
    from = Math.min(from, at);
    to = Math.max(to, at);
  }
  const step_ms = Math.ceil((to - from + 1) / MINUTE_MS / BARS_MAX) * MINUTE_MS;
  const n = all.length ? Math.floor((to - from) / step_ms) + 1 : 0;
  const bars = Array.from({ length: n }, (): Bar => ({ all: 0, fit: 0, first: undefined }));
  const barOf = (q: QuestionItem) => bars[Math.floor((q.at - from) / step_ms)];
  for (const q of all) {
    const bar = barOf(q);
    if (bar) bar.all++;
  }
  for (const q of fit) {
    const bar = barOf(q);
    if (!bar) continue;
    bar.fit++;
    bar.first ??= q.id;
  }
  return { from, step_ms, bars };
}

export function Edge(props: {
  list: RefObject<HTMLElement | null>;
  all: QuestionItem[];
  /** Those in the list. */
  fit: QuestionItem[];
  /** The latest stand above. */
  newest: boolean;
  at(id: number): number | undefined;
  show(id: number): void;
}): JSX.Element {
  const t = useT<ModeratorTexts>().moderator;
  const { event } = useView();
  const { list, all, fit, newest } = props;
  const { from, step_ms, bars } = useMemo(() => barsOf(all, fit), [all, fit]);
  const most = Math.max(1, ...bars.map(bar => bar.all));
  const shown = useMemo(() => (newest ? [...bars].reverse() : bars), [bars, newest]);
  const frame = useRef<SVGRectElement>(null);
  const n = bars.length;
  const place = useRef(() => {});
  place.current = () => {
    const el = list.current;
    if (!el || !frame.current) return;
    const { top, bottom } = el.getBoundingClientRect();
    const times: number[] = [];
    for (const row of el.children) {
      const box = row.getBoundingClientRect();
      const at =
        box.bottom > top && box.top < bottom ? props.at(Number((row as HTMLElement).dataset.q)) : undefined;
      if (at !== undefined) times.push(Math.floor((at - from) / step_ms));
    }
    if (!times.length) return;
    const [a, b] = [Math.min(...times), Math.max(...times)];
    const first = newest ? n - 1 - b : a;
    frame.current.setAttribute('y', String(first));
    frame.current.setAttribute('height', String(b - a + 1));
  };
  useEffect(() => {
    const el = list.current;
    const follow = () => place.current();
    el?.addEventListener('scroll', follow, { passive: true });
    return () => el?.removeEventListener('scroll', follow);
  }, []);
  useEffect(() => place.current(), [shown]);
  const time = (i: number) => (event ? timeOfDay(from + i * step_ms, event.zone) : '');
  return (
    <div class="edge">
      <span>{time(newest ? n - 1 : 0)}</span>
      {/* biome-ignore lint/a11y/useKeyWithClickEvents: Home, End and the rows' keys go everywhere in the list */}
      <svg
        viewBox={`0 0 100 ${Math.max(1, n)}`}
        preserveAspectRatio="none"
        role="img"
        aria-label={t.byMinute}
        onClick={e => {
          const { top, height } = e.currentTarget.getBoundingClientRect();
          const i = Math.min(n - 1, Math.floor(((e.clientY - top) / height) * n));
          const first = shown.slice(i).find(bar => bar.first !== undefined)?.first;
          if (first !== undefined) props.show(first);
        }}
      >
        {shown.map((bar, i) => (
          <g key={i}>
            <rect
              class="all"
              x={100 - (100 * bar.all) / most}
              y={i + 0.1}
              width={(100 * bar.all) / most}
              height={0.8}
            />
            <rect
              class="fit"
              x={100 - (100 * bar.fit) / most}
              y={i + 0.1}
              width={(100 * bar.fit) / most}
              height={0.8}
            />
          </g>
        ))}
        <rect class="frame" ref={frame} x={1} width={98} vector-effect="non-scaling-stroke" />
      </svg>
      <span>{time(newest ? 0 : n - 1)}</span>
    </div>
  );
}
