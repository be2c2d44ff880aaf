/**
 * A speaker's text, prepared in this browser: a caption on each line, and the same line in each language belongs together. It is not
 * sent before its line is.
 */
import { localStore, read, write } from '../../sync/storage';

export interface Prepared {
  /** By language. */
  texts: Record<string, string>;
  /** The next line to send, from 0. */
  next: number;
}

const key = (session: number) => `plenary.${document.documentElement.dataset.code}.prepared.${session}`;

export const readPrepared = (session: number): Prepared =>
  (read(localStore(), key(session)) as Prepared | null) ?? { texts: {}, next: 0 };

export const keepPrepared = (session: number, prepared: Prepared): void =>
  write(localStore(), key(session), prepared);

/** Returns the lines, each by language; those that are empty in all languages are left out. */
export function linesOf({ texts }: Prepared): Record<string, string>[] {
  const split = Object.entries(texts).map(([lang, text]) => [lang, text.split('\n')] as const);
  const most = Math.max(0, ...split.map(([, lines]) => lines.length));
  const all = Array.from({ length: most }, (_, i) =>
    Object.fromEntries(split.flatMap(([lang, lines]) => (lines[i]?.trim() ? [[lang, lines[i].trim()]] : []))),
  );
  return all.filter(line => Object.keys(line).length);
}

/** Returns the text with another one in a language. The place in it stays, unless a line that was sent is another one now. */
export function edited(prepared: Prepared, lang: string, text: string): Prepared {
  const texts = { ...prepared.texts, [lang]: text };
  const [before, after] = [linesOf(prepared), linesOf({ ...prepared, texts })];
  const isSame = (i: number) => JSON.stringify(before[i]) === JSON.stringify(after[i]);
  const changed = before.slice(0, prepared.next).findIndex((_, i) => !isSame(i));
  return { texts, next: changed < 0 ? prepared.next : changed };
}
