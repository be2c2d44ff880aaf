/**
 * The foot of a scene is one line of parts that never break inside. Where they have no room, what is needed least is left out: the
 * last part's other languages, those of the parts before it, then the last part, and then what stands beside the count.
 */
import type { RefObject } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';

/** Returns true if the parts of a line are wider than it, or if a legend needs a second line beside others. */
function overflows(foot: HTMLElement): boolean {
  const [first] = foot.children;
  if (first?.querySelector('.legend')) return foot.children.length > 1 && wraps(first);
  const parts = [...foot.children].filter(part => part.getClientRects().length);
  const gap = parseFloat(getComputedStyle(foot).columnGap) || 0;
  const width = parts.reduce((sum, part) => sum + part.scrollWidth, gap * (parts.length - 1));
  return width > foot.clientWidth + 1;
}

/** Returns true if a part of a line has a second one. */
const wraps = (part: Element): boolean =>
  part.clientHeight > 2.2 * parseFloat(getComputedStyle(part).fontSize);

/** What may be left out, in this order. The time that is left to vote stays. */
function spare(foot: HTMLElement): Element[] {
  const parts = [...foot.children];
  const last = parts.length > 1 ? parts.at(-1) : undefined;
  const others = (part: Element) => [...part.querySelectorAll('.alt')];
  const stays = last?.matches('.time-left, .turning');
  // What follows a legend may have lines of its own.
  if (foot.querySelector('.legend')) return last && !stays ? [...others(last), last] : [];
  return [
    ...(last ? others(last) : []),
    ...parts.slice(1, -1).flatMap(others),
    ...(last && !stays ? [last] : []),
    ...parts.slice(0, 1).flatMap(part => [...part.querySelectorAll('small'), ...others(part)]),
  ];
}

/** Keeps a foot on its line, whatever its parts say. A legend may need more than one. */
export function useFoot(ref: RefObject<HTMLElement | null>): void {
  const hidden = useRef<Element[]>([]);
  const fit = () => {
    const foot = ref.current;
    for (const part of hidden.current) part.removeAttribute('hidden');
    hidden.current = [];
    if (!foot) return;
    const hide = (part: Element) => {
      part.setAttribute('hidden', '');
      hidden.current.push(part);
    };
    for (const part of spare(foot)) if (overflows(foot)) hide(part);
    // How many changed their vote has a line of its own.
    const again = foot.querySelector('.again');
    if (again && wraps(again)) again.querySelectorAll('.alt').forEach(hide);
  };
  useLayoutEffect(fit);
  useLayoutEffect(() => {
    const foot = ref.current;
    if (!foot) return;
    const watch = new ResizeObserver(fit);
    watch.observe(foot);
    document.fonts?.addEventListener('loadingdone', fit);
    return () => {
      watch.disconnect();
      document.fonts?.removeEventListener('loadingdone', fit);
    };
  }, []);
}
