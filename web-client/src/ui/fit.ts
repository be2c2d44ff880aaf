/**
 * Fits text to its box: tries a list of plans, from the most generous to the barest, and keeps the first
 * one at which nothing overflows. It measures when the words or the box change, and never when a count
 * changes, so that nothing on the screen is resized while people read it.
 */
import type { RefObject } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';

/** The sizes to try, as custom properties in units of `--u`, and what to leave out (`data-bare`). */
export interface Plan {
  sizes: Record<string, number>;
  /** What this plan leaves out, as words that the style sheet knows. */
  bare?: string;
}

/** The smallest size on a screen, in units of `--u`: a little over 1/30 of its height. */
export const FLOOR = 3.4;

/** Sizes from `max` down to `min` in `steps` steps. */
export function down(max: number, min: number, steps: number): number[] {
  return Array.from({ length: steps }, (_, i) => max - ((max - min) * i) / (steps - 1));
}

/** Tight lines of a serif reach a little out of their line boxes; that much is no overflow, in units of `--u`. */
const slack = (el: HTMLElement): number => (el.querySelector('.say') ? 0.9 : 0.4);

function overflows(el: HTMLElement, slack_px: number): boolean {
  return el.scrollHeight > el.clientHeight + slack_px || el.scrollWidth > el.clientWidth + slack_px;
}

function apply(box: HTMLElement, plan: Plan): void {
  for (const [name, size] of Object.entries(plan.sizes)) {
    box.style.setProperty(`--${name}`, `calc(${Math.max(size, FLOOR).toFixed(2)} * var(--u))`);
  }
  box.dataset.bare = plan.bare ?? '';
}

/** Applies the first plan that fits; the last one if none does. */
export function fitBox(box: HTMLElement, plans: Plan[]): void {
  const watched = [box, ...box.querySelectorAll<HTMLElement>('[data-fit]')];
  const unit_px = parseFloat(getComputedStyle(box.closest('.screen') ?? box).fontSize) / FLOOR;
  for (const plan of plans) {
    apply(box, plan);
    if (!watched.some(el => overflows(el, unit_px * slack(el)))) return;
  }
}

/** Keeps a box fitted; `words` names everything that its text depends on. */
export function useFit<E extends HTMLElement>(plans: Plan[], words: string): RefObject<E | null> {
  const ref = useRef<E>(null);
  const current = useRef(plans);
  current.current = plans;
  useLayoutEffect(() => {
    const box = ref.current;
    if (!box) return;
    const run = () => fitBox(box, current.current);
    run();
    const watch = new ResizeObserver(run);
    watch.observe(box);
    return () => watch.disconnect();
  }, [words]);
  return ref;
}
