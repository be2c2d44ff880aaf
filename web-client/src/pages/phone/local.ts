/**
 * What only this page load knows: picks that are not sent yet, how the lists stand, which page is over the main one. Nothing
 * here needs to survive a reload; drafts do, and keep themselves (see more/draft.ts).
 */
import { redraw } from '../../ui/hooks';

export const local = {
  /** By poll: what is marked in a poll of several choices and not sent yet. */
  drafts: new Map<number, number[]>(),
  over: '' as '' | 'ask' | 'notice',
};

/** Where the main page was scrolled to, to return there. */
let scrolled = 0;

/** Opens a page over the main one; the phone's own Back closes it. */
export function openOver(over: 'ask' | 'notice') {
  scrolled = scrollY;
  history.pushState(null, '');
  show(over);
  scrollTo(0, 0);
}

export function closeOver() {
  history.back();
}

export function show(over: typeof local.over) {
  const back = local.over && !over;
  local.over = over;
  redraw();
  if (back) {
    scrollTo(0, scrolled);
    document.getElementById('ask')?.focus({ preventScroll: true });
  }
}
