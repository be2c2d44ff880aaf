/**
 * *Leave the hall*: covers the page with a text in all the event's languages until it is taken back. It stands over everything,
 * open dialogs too, and what is under it stays as it is.
 */
import type { View } from '../sync/store';
import type { Texts } from '../words/texts';

let cover: HTMLElement | undefined;
let shown: string | undefined;

/** Returns what covers the page while the hall is to be left. A page that was told nothing yet goes by the event. */
export function leaving({ event, told: { leave } }: View): { texts?: Texts; recorded: boolean } | undefined {
  if (leave) return leave.on ? leave : undefined;
  return event?.leave && { texts: event.leave, recorded: true };
}

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
