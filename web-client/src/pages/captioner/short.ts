/**
 * A captioner's own short forms, kept in this browser: `hp = heat pump` on a line of its own. One is written out as soon as its word has
 * ended. A word is letters and digits other than Chinese characters, so that a short form is found behind them as well.
 */
import { localStore, read, write } from '../../sync/storage';

const KEY = 'plenary.short-forms';
/** What ends a word. */
const END = /[\s\p{P}]$/u;
const WORD = /(?:(?!\p{Script=Han})[\p{L}\p{M}\p{N}])+$/u;
/** A capital before small letters, as at the beginning of a sentence. */
const CAPITAL = /^\p{Lu}\p{Ll}*$/u;

export function readShort(): string {
  const kept = read(localStore(), KEY) as { text?: unknown } | null;
  return typeof kept?.text === 'string' ? kept.text : '';
}

export const keepShort = (text: string): void => write(localStore(), KEY, { text });

/** Returns the short forms, in small letters, with what they stand for. A line without `=`, or with nothing on a side, is none. */
export function formsOf(text: string): Map<string, string> {
  const pairs = text.split('\n').flatMap((line): [string, string][] => {
    const [short = '', ...long] = line.split('=');
    const [from, to] = [short.trim().toLowerCase(), long.join('=').trim()];
    return from && to ? [[from, to]] : [];
  });
  return new Map(pairs);
}

/** Returns what stands in place of the text from one index up to its end, if its last word has just ended and is a short form. */
export function writtenOut(
  text: string,
  forms: Map<string, string>,
): { from: number; put: string } | undefined {
  const end = END.exec(text)?.[0] ?? '';
  const word = end && (WORD.exec(text.slice(0, -end.length))?.[0] ?? '');
  const long = word && forms.get(word.toLowerCase());
  if (!long) return undefined;
  const isCapital = CAPITAL.test(word) && word !== word.toLowerCase();
  const said = isCapital ? long.replace(/^./u, first => first.toUpperCase()) : long;
  // Chinese has no spaces.
  const after = end === ' ' && /\p{Script=Han}$/u.test(long) ? '' : end;
  return { from: text.length - word.length - end.length, put: said + after };
}

/** Returns a whole text, whose last word has ended, with that written out. */
export function ended(text: string, forms: Map<string, string>): string {
  const line = text.trim();
  const out = writtenOut(`${line} `, forms);
  return out ? (line.slice(0, out.from) + out.put).trim() : line;
}
