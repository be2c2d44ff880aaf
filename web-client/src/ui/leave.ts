/**
 * *Leave the hall*: covers the page with a text in all the event's languages until it is taken back. It stands over everything,
 * open dialogs too, and what is under it stays as it is.
 */
import './leave.css';
import type { Texts } from '../protocol/items';

let cover: HTMLElement | undefined;
let shown = '';

/** Covers the page with these texts, those in the reader's language first; takes the cover away without texts. */
export function coverPage(texts: Texts | undefined, lang: string): void {
  const words = JSON.stringify([texts, lang]);
  if (words === shown) return;
  shown = words;
  cover?.remove();
  cover = undefined;
  if (!texts) return;
  cover = document.createElement('div');
  cover.className = 'leave';
  cover.setAttribute('role', 'alert');
  cover.setAttribute('popover', 'manual');
  for (const [tag, text] of Object.entries(texts).sort(([a], [b]) => Number(b === lang) - Number(a === lang))) {
    const p = document.createElement('p');
    p.lang = tag;
    p.dir = 'auto';
    p.textContent = text;
    cover.append(p);
  }
  document.body.append(cover);
  cover.showPopover?.();
}
