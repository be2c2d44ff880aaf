/**
 * The kinds of poll on the phone. The page's own script draws choices, whose texts are in the page's catalogue. Every other kind
 * is a chunk of its own with its texts. The page fetches it when there is a poll of that kind, and contains it while one is open.
 */
import { redraw } from '../ui/hooks';
import { load } from '../words/catalogue';
import type { Lang } from '../words/languages';
import choice from './choice/phone';
import type { LaterKind, PhoneKind } from './kind';

/** A kind with its texts. */
export type Ready = { kind: PhoneKind; t: unknown };

export const FIRST = { choice };

const LATER = import.meta.glob<LaterKind>(['./*/phone.tsx', '!./choice/*'], { import: 'default' });

/** Loads a kind from its own chunk; absent if this page has none of that name. */
export const later = (name: string): ((lang: Lang) => Promise<Ready>) | undefined => {
  const get = LATER[`./${name}/phone.tsx`];
  return get && (lang => get().then(kind => load(kind.texts, lang).then(t => ({ kind, t }))));
};

/**
 * Returns what a kind draws only after a vote: a chunk of its own in the kind's folder `result`, which no first response carries.
 * Asking loads it, and draws the page again. Without a connection the next draw asks again.
 */
export function after<T>(get: () => Promise<T>): () => T | undefined {
  let part: T | undefined;
  let asked = false;
  return () => {
    if (!asked) {
      asked = true;
      get().then(
        loaded => {
          part = loaded;
          redraw();
        },
        () => {
          asked = false;
        },
      );
    }
    return part;
  };
}
