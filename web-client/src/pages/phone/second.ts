/**
 * The phone's second chunk, as far as it is here: all that stands below what is live or over it, and the choice of the
 * language. It loads its texts itself.
 */
import { redraw } from '../../ui/hooks';
import type { Lang } from '../../words/languages';

export const second: { part?: typeof import('./more'); lang?: Lang | undefined } = {};

/** Fetches it, and its texts anew when the language changes. */
export async function loadSecond(lang: Lang): Promise<void> {
  if (second.lang === lang) return;
  second.lang = lang;
  try {
    const part = await import('./more');
    await part.speak(lang);
    second.part = part;
    redraw();
  } catch {
    // The line is down: again with the next draw, which comes at the latest with the line.
    second.lang = undefined;
  }
}
