/**
 * *Leave the hall*: covers the page with a text in all the event's languages until it is taken back. It stands over everything,
 * open dialogs too, and what is under it stays as it is, out of reach.
 */
import type { View } from '../sync/store';
import type { Texts } from '../words/texts';

let cover: HTMLElement | undefined;
let shown: string | undefined;

type Frame = NonNullable<View['told']['leave']>;
let told: Frame | undefined;

/** What is said where nothing else is known. */
const LEAVE: Texts = { en: 'Please leave the hall now by the nearest exit.' };

/**
 * Returns what covers the page while the hall is to be left; it always has a text. A page that was told nothing yet goes by the
 * event. A log may end before what this page was told, because a server that was killed had not recorded it: what was taken back
 * before that uncovers nothing.
 */
export function leaving({
  event,
  told: { leave: last },
}: View): { texts: Texts; recorded: boolean } | undefined {
  if (!last || last.on || !told?.on || last.at >= told.at) told = last;
  const leave = told;
  if (leave ? !leave.on : !event?.leave) return;
  const known = [leave?.texts, event?.leave].find(texts => texts && Object.keys(texts).length);
  return { texts: known ?? LEAVE, recorded: leave?.recorded ?? true };
}

/** Covers the page with these texts; takes the cover away without any. */
export function coverPage(texts: Texts | undefined): void {
  const words = JSON.stringify(texts);
  if (words === shown) return;
  shown = words;
  cover?.remove();
  // Nothing below can be pressed meanwhile, not by keys either. An open dialog is not below the page's elements in this respect.
  for (const el of [...document.body.children, ...document.querySelectorAll('dialog')])
    (el as HTMLElement).inert = !!texts;
  if (!texts) return;
  cover = document.createElement('div');
  cover.className = 'leave';
  cover.setAttribute('role', 'alert');
  for (const lang in texts) {
    const p = document.createElement('p');
    p.lang = lang;
    p.dir = 'auto';
    p.append(texts[lang] as string);
    cover.append(p);
  }
  document.body.append(cover);
  cover.popover = 'manual';
  cover.showPopover?.();
}
