/**
 * Motion that explains a change: items glide to their new place (by transforms only) and numbers rest at
 * least half a second between changes. Under reduced motion the end state stands at once.
 */
import type { RefObject } from 'preact';
import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';

export const GLIDE_MS = 240;
export const SETTLE_MS = 400;
/** How long a reveal on the screen waits for the hall to look up: three beats. */
export const COUNT_IN_MS = 900;
/** How long the winner waits until the bars have settled. */
export const STRESS_AFTER_MS = SETTLE_MS + 400;

export function still(): boolean {
  return matchMedia('(prefers-reduced-motion: reduce)').matches;
}

/** The animation of a child that glides, by which it is found again. */
const GLIDE = 'glide';

/**
 * Lets the children of a list that carry `data-key` glide when `order` changes. Places are read as offsets,
 * which a scaled-down miniature does not distort.
 */
export function useGlide<E extends HTMLElement>(ref: RefObject<E | null>, order: string): void {
  const places = useRef(new Map<string, { x: number; y: number }>());
  useLayoutEffect(() => {
    let isOver = false;
    // After the effects of the components around it, which may give everything other sizes.
    queueMicrotask(() => {
      if (!isOver && ref.current) places.current = glide(ref.current, places.current);
    });
    return () => {
      isOver = true;
    };
  }, [order]);
}

/** Lets children glide from where they were, and returns where they are. */
function glide(list: HTMLElement, before: Map<string, { x: number; y: number }>) {
  const after = new Map<string, { x: number; y: number }>();
  for (const el of list.querySelectorAll<HTMLElement>('[data-key]')) {
    const key = el.dataset.key ?? '';
    const at = { x: el.offsetLeft, y: el.offsetTop };
    after.set(key, at);
    if (!before.size || still()) continue;
    const was = before.get(key);
    const easing = 'cubic-bezier(.2, .7, .2, 1)';
    if (!was) {
      el.animate([{ opacity: 0 }, { opacity: 1 }], { duration: SETTLE_MS, easing });
    } else if (was.x !== at.x || was.y !== at.y) {
      const from = `translate(${was.x - at.x}px, ${was.y - at.y}px)`;
      el.animate([{ transform: from }, { transform: 'none' }], { id: GLIDE, duration: GLIDE_MS, easing });
    }
  }
  return after;
}

/** Ends what glides in a box, because a child on its way takes room where none is needed. */
export function endGlides(box: HTMLElement): void {
  for (const animation of box.getAnimations({ subtree: true }))
    if (animation.id === GLIDE) animation.finish();
}

/** Follows a value, but at most once in `everyMs`; the first one shows at once. */
export function useCalm<T>(value: T, everyMs: number): T {
  const [shown, setShown] = useState(value);
  const shownAt = useRef(0);
  useEffect(() => {
    if (value === shown) return;
    const wait = Math.max(0, shownAt.current + everyMs - Date.now());
    const timer = setTimeout(() => {
      shownAt.current = Date.now();
      setShown(value);
    }, wait);
    return () => clearTimeout(timer);
  }, [value, shown]);
  return shown;
}
