/**
 * Loads the phone's second chunk: everything below the live part or over it, and the language menu. The chunk loads its texts
 * itself.
 */
import { redraw } from '../../ui/hooks';
import type { Lang } from '../../words/languages';

export const second: { part?: typeof import('./more'); lang?: Lang | undefined } = {};

/** Fetches the chunk, and its texts again when the language changes. */
export async function loadSecond(lang: Lang): Promise<void> {
  if (second.lang === lang) return;
  second.lang = lang;
  try {
    const part = await import('./more');
    await part.speak(lang);
    second.part = part;
    redraw();
  } catch {
    // No connection: try again at the next draw, which comes at the latest with the connection.
    second.lang = undefined;
  }
}
