/**
 * The kinds of poll on the phone. The page's own script draws choices, whose texts are in the page's catalogue. Every other kind
 * is a chunk of its own with its texts. The page fetches it when there is a poll of that kind, and contains it while one is open.
 */
import { load } from '../words/catalogue';
import type { Lang } from '../words/languages';
import choice from './choice/phone';
import type { LaterKind, PhoneKind } from './kind';

/** A kind with its texts. */
export type Ready = { kind: PhoneKind; t: unknown };

export const FIRST = { choice };

/** The kind of an open poll, which the first response contains; see `scripts/inline.ts`. */
const inPage = (name: string): LaterKind | undefined =>
  (self as { plenary?: Record<string, { default: LaterKind } | undefined> }).plenary?.[name]?.default;

/** Loads a kind from its own chunk; nothing if this client has none of that name. */
export async function later(name: string, lang: Lang): Promise<Ready | undefined> {
  const kind = inPage(name) ?? (await (await import('./later')).kind(name));
  return kind && { kind, t: await load(kind.texts, lang) };
}
