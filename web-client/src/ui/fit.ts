/**
 * Fits text to its box: tries a list of plans, from the most generous to the barest, and keeps the first one at which nothing
 * overflows. The last plans split the box's items into pages of whole items, which turn calmly. It measures when the text, the
 * box, the theme or the fonts change, and never when a count changes, so nothing on the screen changes size while people read.
 */
import type { RefObject } from 'preact';
import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import { endGlides, SETTLE_MS, still } from './motion';
import { useSetting } from './screen';

/** The sizes to try, as custom properties in units of `--u`, and what to leave out (`data-bare`). */
export interface Plan {
  sizes: Record<string, number>;
  /** What this plan omits or sets differently, as words for the style sheet. */
  bare?: string;
  /** Splits the box's `[data-item]` into as many pages as they need. */
  pages?: boolean;
}

/** The smallest size on a screen, in units of `--u`: a little over 1/30 of its height. */
export const FLOOR = 3.4;

/** How long a page stays: time for orientation, and time for each item. A page of four items stays 20 seconds. */
export const pageMs = (items: number): number => 4000 * (1 + Math.min(5, items));

/** Returns sizes from `max` down to `min` in `steps` steps. */
export function down(max: number, min: number, steps: number): number[] {
  return Array.from({ length: steps }, (_, i) => max - ((max - min) * i) / (steps - 1));
}

/** Tolerated overflow in units of `--u`, because tight serif lines extend a little beyond their line boxes. */
const slack = (el: HTMLElement): number => (el.querySelector('.say') ? 0.9 : 0.4);

const itemsOf = (box: HTMLElement): HTMLElement[] => [...box.querySelectorAll<HTMLElement>('[data-item]')];

function apply(box: HTMLElement, plan: Plan): void {
  for (const [name, size] of Object.entries(plan.sizes)) {
    box.style.setProperty(`--${name}`, `calc(${Math.max(size, FLOOR).toFixed(2)} * var(--u))`);
  }
  box.dataset.bare = `${plan.bare ?? ''}${plan.pages ? ' pages' : ''}`;
}

/** Returns true if nothing in the box overflows. */
function fits(box: HTMLElement, unit_px: number): boolean {
  return [box, ...box.querySelectorAll<HTMLElement>('[data-fit]')].every(el => {
    const slack_px = unit_px * slack(el);
    return el.scrollHeight <= el.clientHeight + slack_px && el.scrollWidth <= el.clientWidth + slack_px;
  });
}

/**
 * Returns true if a word is broken because its line is too narrow for it: unbroken, something in the box is wider. What guests write
 * may break anywhere, by a rule of its own.
 */
function breaksWords(box: HTMLElement): boolean {
  const all = [box, ...box.querySelectorAll<HTMLElement>('*')];
  const widths = () => all.map(el => el.scrollWidth);
  const broken = widths();
  box.style.overflowWrap = 'normal';
  const whole = widths();
  box.style.removeProperty('overflow-wrap');
  return whole.some((width, i) => width > (broken[i] ?? 0) + 1);
}

/** Shows the items from one index up to another, exclusive. */
function show(items: HTMLElement[], from: number, to: number): void {
  for (const [i, item] of items.entries()) item.hidden = i < from || i >= to;
}

/**
 * Returns the start of each page if every page holds as many items as fit; none if an item fits on no page, if there are none, or if
 * there are not `fewer` pages than that.
 */
function paged(items: HTMLElement[], holds: () => boolean, fewer: number): number[] | undefined {
  const end = items.length;
  if (!end) return undefined;
  const isRoom = (from: number, to: number) => {
    show(items, from, to);
    return holds();
  };
  const starts: number[] = [];
  let each = 1;
  for (let from = 0; from < end; from += each) {
    if (starts.length + 1 >= fewer) return undefined;
    starts.push(from);
    // Each check is a layout, so it begins with as many as on the page before.
    each = Math.min(each, end - from);
    if (isRoom(from, from + each)) while (from + each < end && isRoom(from, from + each + 1)) each++;
    else
      do {
        each--;
        if (!each) return undefined;
      } while (!isRoom(from, from + each));
  }
  // Balance the pages if that needs no more of them.
  const even_each = Math.ceil(end / starts.length);
  const even = starts.map((_, page) => page * even_each).filter(start => start < end);
  return even.every(start => isRoom(start, start + even_each)) ? even : starts;
}

/** Hides what its list has no room for, of the items that may be left out (`[data-spare]`), the last first. */
function leaveOut(box: HTMLElement): void {
  const items = [...box.querySelectorAll<HTMLElement>('[data-spare]')];
  for (const item of items) item.hidden = false;
  for (const item of items.reverse()) {
    const list = item.parentElement;
    item.hidden = !!list && list.scrollHeight > list.clientHeight;
  }
}

/** Names plans that differ only in sizes: smaller ones need less room. Not so of a narrower label. */
const likeOf = ({ bare, pages, sizes }: Plan): string =>
  [bare, pages, sizes.label, ...Object.keys(sizes)].join();

/** Returns a plan with the smallest of each size of plans that are alike. */
function smallest(first: Plan, plans: Plan[]): Plan {
  const sizes = { ...first.sizes };
  for (const plan of plans)
    for (const [name, size] of Object.entries(plan.sizes)) sizes[name] = Math.min(size, sizes[name] ?? size);
  return { ...first, sizes };
}

/**
 * Applies the first plan that fits on one page. Otherwise, among the plans with pages that omit the least, it applies the one with
 * the fewest pages, and the last plan if none fits. Returns the index of each page's first item.
 */
function choose(box: HTMLElement, plans: Plan[]): number[] {
  const screen = box.closest('.screen') ?? box;
  const unit_px = parseFloat(getComputedStyle(screen).fontSize) / FLOOR;
  const items = itemsOf(box);
  const holds = () => fits(box, unit_px);
  const isWhole = (plan: Plan) => {
    apply(box, plan);
    show(items, 0, items.length);
    return holds();
  };
  const known = new Map<string, { isWhole: boolean; pages: number }>();
  /** Returns what the smallest sizes of plans like this one come to, which spares dozens of plans a layout for each item. */
  const atSmallest = (plan: Plan) => {
    const like = likeOf(plan);
    let found = known.get(like);
    if (!found) {
      const alike = plans.filter(other => likeOf(other) === like);
      const whole = alike.length < 3 || isWhole(smallest(plan, alike));
      const starts = !whole && plan.pages && paged(items, holds, Number.POSITIVE_INFINITY);
      found = { isWhole: whole, pages: starts ? starts.length : 1 };
      known.set(like, found);
    }
    return found;
  };
  /** The plan with the fewest pages so far. */
  let best: { plan: Plan; starts: number[] } | undefined;
  /** The first plan that fits on one page and breaks words. One that breaks none is better, unless it omits more. */
  let broken: Plan | undefined;
  for (const plan of plans) {
    // Once a plan fits on pages, do not try plans that omit more.
    if (best && best.plan.bare !== plan.bare) break;
    if (broken && (broken.bare !== plan.bare || plan.pages)) break;
    const least = atSmallest(plan);
    if (least.isWhole && isWhole(plan)) {
      if (!breaksWords(box)) return [0];
      broken ??= plan;
    }
    if (broken || !plan.pages || (best && best.starts.length <= least.pages)) continue;
    apply(box, plan);
    const starts = paged(items, holds, best?.starts.length ?? Number.POSITIVE_INFINITY);
    if (starts) best = { plan, starts };
  }
  const taken = broken ?? best?.plan;
  // The last one, if none fits.
  apply(box, taken ?? plans[plans.length - 1] ?? { sizes: {} });
  show(items, 0, items.length);
  return (!broken && best?.starts) || [0];
}

/** Fits a box by the best of the plans. Returns the index of each page's first item. */
export function fitBox(box: HTMLElement, plans: Plan[]): number[] {
  endGlides(box);
  const starts = choose(box, plans);
  leaveOut(box);
  return starts;
}

/** A fitted box and its pages. */
export interface Fitted<E> {
  ref: RefObject<E | null>;
  /** Starts at 0. */
  page: number;
  pages: number;
  /** The items on this page: from one index up to another, exclusive. */
  from: number;
  to: number;
}

const ONE_SHEET: Sheets = { sheet: 0, sheets: 1, turn() {} };

/** Several contents of a box that follow each other, each with its own pages. */
export interface Sheets {
  /** The one that is shown, from 0, and how many there are. */
  sheet: number;
  sheets: number;
  /** Shows the next one, or the first after the last. */
  turn: () => void;
}

/**
 * Keeps a box fitted. `words` names everything its text depends on, except the sheet. A new value of `anew` starts at the first
 * page.
 */
export function useFit<E extends HTMLElement>(
  plans: Plan[],
  words: string,
  anew?: unknown,
  { sheet, sheets, turn: turnSheet }: Sheets = ONE_SHEET,
): Fitted<E> {
  const ref = useRef<E>(null);
  const current = useRef(plans);
  current.current = plans;
  const [starts, setStarts] = useState([0]);
  const [turn, setTurn] = useState(0);
  // On ink the QR codes are larger, because they bring their own margin.
  const { turned, ink } = useSetting();
  const pages = starts.length;
  const page = turn % pages;
  const from = starts[page] ?? 0;
  const to = starts[page + 1] ?? Number.POSITIVE_INFINITY;
  const again = useRef(() => {});
  const shown = useRef({ from, to, starts });
  shown.current = { from, to, starts };

  useLayoutEffect(() => {
    const box = ref.current;
    if (!box) return;
    const sizeOf = () => `${box.clientWidth} × ${box.clientHeight}`;
    let size = '';
    const run = () => {
      const found = fitBox(box, current.current);
      show(itemsOf(box), shown.current.from, shown.current.to);
      size = sizeOf();
      setStarts(was => (was.join() === found.join() ? was : found));
      return found.length;
    };
    run();
    again.current = () => {
      const { cssText } = box.style;
      const { bare = '' } = box.dataset;
      const { starts } = shown.current;
      if (run() >= starts.length) return;
      // With fewer pages the foot that needed them would be back.
      box.style.cssText = cssText;
      box.dataset.bare = bare;
      setStarts(starts);
    };
    // It also reports when it begins to watch.
    const watch = new ResizeObserver(() => {
      if (sizeOf() !== size) run();
    });
    watch.observe(box);
    document.fonts?.addEventListener('loadingdone', run);
    return () => {
      watch.disconnect();
      document.fonts?.removeEventListener('loadingdone', run);
    };
  }, [words, ink, sheet]);

  // The foot names the page, and says something else without pages: either may need more room than what stood there before.
  const measured = useRef(1);
  useLayoutEffect(() => {
    if (measured.current !== pages) again.current();
    measured.current = pages;
  }, [pages]);

  const begun = useRef(anew);
  useLayoutEffect(() => {
    if (begun.current !== anew) setTurn(0);
    begun.current = anew;
  }, [anew]);

  const next = () => {
    if (page + 1 === pages && sheets > 1) turnSheet();
    setTurn(page + 1);
  };

  const before = useRef(`${sheet} ${page}`);
  useLayoutEffect(() => {
    const items = ref.current ? itemsOf(ref.current) : [];
    show(items, from, to);
    const now = `${sheet} ${page}`;
    if (before.current !== now && !still())
      for (const item of items.slice(from, to))
        item.animate([{ opacity: 0 }, { opacity: 1 }], { duration: SETTLE_MS, easing: 'ease' });
    before.current = now;
  }, [from, to, words, sheet]);

  const asked = useRef(turned);
  useEffect(() => {
    if (asked.current !== turned) next();
    asked.current = turned;
  }, [turned]);
  useEffect(() => {
    if (pages * sheets < 2) return;
    const items = ref.current ? itemsOf(ref.current).length : 0;
    const timer = setTimeout(next, pageMs(Math.min(to, items) - from));
    return () => clearTimeout(timer);
  }, [pages, page, from, to, sheet, sheets]);

  return { ref, page, pages, from, to };
}
