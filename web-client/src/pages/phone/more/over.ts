/** The page over the main one. The phone's own Back closes it. */
import { redraw } from '../../../ui/hooks';

export let over: '' | 'ask' | 'notice' | 'card' = '';

/** Where the main page was scrolled to, to return there. */
let scrolled = 0;
/** What to show instead once the main page is back. */
let show: (() => void) | undefined;

export function openOver(to: 'ask' | 'notice' | 'card') {
  scrolled = scrollY;
  // The browser would restore the scroll position by itself, after the new page shows.
  history.scrollRestoration = 'manual';
  history.pushState(null, '');
  over = to;
  redraw();
  scrollTo(0, 0);
  lead(document.querySelector('h1'));
}

/** Returns to the main page: to its old position, or to what `then` shows. */
export function closeOver(then?: () => void) {
  show = then;
  history.back();
}

addEventListener('popstate', () => {
  const back = over;
  over = '';
  redraw();
  if (!back) return;
  if (show) show();
  else {
    scrollTo(0, scrolled);
    document.getElementById(back)?.focus({ preventScroll: true });
  }
  show = undefined;
});

/** Brings an element into view and gives it the focus, so that it is read next. */
export function lead(to: HTMLElement | null | undefined, block: ScrollLogicalPosition = 'center') {
  if (!to) return;
  to.tabIndex = -1;
  to.scrollIntoView({ block });
  to.focus({ preventScroll: true });
}
