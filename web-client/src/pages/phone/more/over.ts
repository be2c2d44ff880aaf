/** Which page is over the main one. The phone's own Back closes it. */
import { redraw } from '../../../ui/hooks';

export let over: '' | 'ask' | 'notice' = '';

/** Where the main page was scrolled to, to return there. */
let scrolled = 0;

export function openOver(to: 'ask' | 'notice') {
  scrolled = scrollY;
  history.pushState(null, '');
  over = to;
  redraw();
  scrollTo(0, 0);
}

export function closeOver() {
  history.back();
}

addEventListener('popstate', () => {
  const back = over;
  over = '';
  redraw();
  if (!back) return;
  scrollTo(0, scrolled);
  document.getElementById('ask')?.focus({ preventScroll: true });
});
