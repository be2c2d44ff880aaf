/**
 * *Leave the hall*: covers the page with a text in all the event's languages until it is taken back. It stands over everything,
 * open dialogs too, and what is under it stays as it is.
 */
import type { Texts } from '../words/texts';

let cover: HTMLElement | undefined;
let shown: string | undefined;

/** Covers the page with these texts; takes the cover away without any. */
export function coverPage(texts: Texts | undefined): void {
  const words = JSON.stringify(texts);
  if (words === shown) return;
  shown = words;
  cover?.remove();
  if (!texts) return;
  cover = document.createElement('div');
  cover.className = 'leave';
  cover.setAttribute('role', 'alert');
  for (const lang in texts) {
    const p = document.createElement('p');
    p.lang = lang;
    p.append(texts[lang] as string);
    cover.append(p);
  }
  document.body.append(cover);
  cover.popover = 'manual';
  cover.showPopover?.();
}
