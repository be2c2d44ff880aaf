/**
 * The kinds of poll on the phone. The page's own script draws a choice, whose texts are in the page's catalogue. Each other kind
 * is a chunk of its own and knows its texts: it is fetched when there is such a poll, and stands in the page while one is open.
 */
import { load } from '../words/catalogue';
import type { Lang } from '../words/languages';
import choice from './choice/phone';
import type { LaterKind, PhoneKind } from './kind';

/** A kind with its texts. */
export type Ready = { kind: PhoneKind; t: unknown };

export const FIRST = { choice };

const LATER = import.meta.glob<LaterKind>(['./*/phone.tsx', '!./choice/*'], { import: 'default' });

/** Loads a kind that is a chunk of its own; absent if this page has none of that name. */
export const later = (name: string): ((lang: Lang) => Promise<Ready>) | undefined => {
  const get = LATER[`./${name}/phone.tsx`];
  return get && (lang => get().then(kind => load(kind.texts, lang).then(t => ({ kind, t }))));
};
