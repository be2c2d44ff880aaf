/**
 * Draws only the rows of a long list near the viewport, and gaps for the rest, so a draw costs the same with fifty rows as with
 * twenty thousand. The browser reports changed heights; drawing never measures a row.
 */
import type { ComponentChildren, JSX, RefObject } from 'preact';
import { useEffect, useLayoutEffect, useMemo, useRef, useState } from 'preact/hooks';

/** A list up to this length is drawn whole. */
const WHOLE_MAX = 80;
/** Height drawn above and below the viewport. */
const AROUND_PX = 1000;
/** Number of rows drawn around a row to be shown. */
const AROUND = 30;

export type Key = string | number;

export interface Window {
  /** The rows to draw, by index: from `from`, and before `to`. */
  from: number;
  to: number;
  /** The heights of the gaps. */
  before_px: number;
  after_px: number;
  /** True if all rows are drawn. */
  whole: boolean;
  /** Returns true if the row is drawn. */
  has(id: Key): boolean;
  /** Returns a row's last known height. */
  height(id: Key): number | undefined;
  /** Draws any row, and scrolls to it. */
  show(id: Key, block?: ScrollLogicalPosition): void;
}

/** Rows have their id in `data-key`; `guess_px` is the assumed height of a row never drawn. */
export function useWindow(list: RefObject<HTMLElement | null>, ids: Key[], guess_px: number): Window {
  const n = ids.length;
  const whole = n <= WHOLE_MAX;
  const [at, setAt] = useState({ from: 0, to: WHOLE_MAX });
  const from = whole ? 0 : Math.max(0, Math.min(at.from, n - 1));
  const to = whole ? n : Math.min(n, Math.max(at.to, from + 1));
  const heights = useRef(new Map<Key, number>()).current;
  const wanted = useRef<{ id: Key; block: ScrollLogicalPosition } | null>(null);

  const height = (i: number) => heights.get(ids[i] as Key) ?? guess_px;
  const sum = (first: number, end: number) => {
    let px = 0;
    for (let i = first; i < end; i++) px += height(i);
    return px;
  };
  const [before_px, after_px] = useMemo(() => [sum(0, from), sum(to, n)], [ids, from, to]);

  const place = useRef(() => {});
  place.current = () => {
    const el = list.current;
    if (!el || whole) return;
    const top = el.scrollTop - el.getBoundingClientRect().top - AROUND_PX;
    const bottom = top + innerHeight + 2 * AROUND_PX;
    let first = 0;
    let y = 0;
    while (first < n - 1 && y + height(first) < top) y += height(first++);
    let end = first;
    while (end < n && y < bottom) y += height(end++);
    if (first !== from || end !== to) setAt({ from: first, to: end });
  };

  useEffect(() => {
    const follow = () => place.current();
    // The list or one of its ancestors may scroll.
    addEventListener('scroll', follow, { capture: true, passive: true });
    addEventListener('resize', follow);
    return () => {
      removeEventListener('scroll', follow, { capture: true });
      removeEventListener('resize', follow);
    };
  }, []);
  useEffect(() => place.current(), [ids]);
  useEffect(() => {
    const sizes = new ResizeObserver(entries => {
      for (const { target, borderBoxSize } of entries) {
        const { key = '' } = (target as HTMLElement).dataset;
        if (target.isConnected)
          heights.set(
            typeof ids[0] === 'number' ? Number(key) : key,
            borderBoxSize[0]?.blockSize ?? guess_px,
          );
      }
    });
    for (const row of list.current?.children ?? [])
      if ('key' in (row as HTMLElement).dataset) sizes.observe(row);
    return () => sizes.disconnect();
  }, [ids, from, to]);
  useLayoutEffect(() => {
    if (!wanted.current) return;
    const { id, block } = wanted.current;
    wanted.current = null;
    list.current?.querySelector(`[data-key="${id}"]`)?.scrollIntoView({ block });
  });

  return {
    from,
    to,
    before_px,
    after_px,
    whole,
    has(id) {
      const i = ids.indexOf(id);
      return i >= from && i < to;
    },
    height: id => heights.get(id),
    show(id, block = 'center') {
      const i = ids.indexOf(id);
      if (i < 0) return;
      wanted.current = { id, block };
      setAt(i < from || i >= to ? { from: i - AROUND, to: i + AROUND } : { from, to });
    },
  };
}

/** The drawn rows of a long list, between gaps as high as the others. */
export function Near(props: { window: Window; children: ComponentChildren }): JSX.Element {
  const { before_px, after_px } = props.window;
  return (
    <>
      {before_px ? <li key="before" aria-hidden="true" style={{ height: `${before_px}px` }} /> : null}
      {props.children}
      {after_px ? <li key="after" aria-hidden="true" style={{ height: `${after_px}px` }} /> : null}
    </>
  );
}

/** Draws the focused row when the focus has moved to it. */
export function useShown(shown: Window, focused: Key | null): void {
  useEffect(() => {
    if (focused !== null && !shown.whole && !shown.has(focused)) shown.show(focused, 'nearest');
  }, [focused]);
}
