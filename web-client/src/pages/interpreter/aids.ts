/** What helps with a text: the terms of the glossary in the original, and how the original changed. Pure. */
import type { TermItem } from '../../protocol/items';

/** A term in a text. */
export interface Found {
  term: TermItem;
  from: number;
  to: number;
}

/** A piece of a text, with the number of the term that it is. */
export interface Piece {
  text: string;
  /** From 1, in the order of the text. */
  nth?: number;
}

const LETTER = /[\p{L}\p{N}]/u;
/** Scripts without spaces between words. */
const DENSE = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]/u;

/** Returns true if a word could begin or end between these characters. */
const isEdge = (before: string | undefined, after: string | undefined): boolean =>
  !before || !after || !LETTER.test(before) || !LETTER.test(after) || DENSE.test(before) || DENSE.test(after);

/** Finds the terms in a text, the longest first where two overlap, in the order of the text. */
export function termsIn(text: string, lang: string, terms: TermItem[]): Found[] {
  const lower = text.toLowerCase();
  // Letters whose lower case is longer would move what comes after them.
  const words = lower.length === text.length ? lower : text;
  const longest = terms
    .flatMap(term => {
      const word = term.texts[lang];
      return word ? [{ term, word: words === lower ? word.toLowerCase() : word }] : [];
    })
    .sort((a, b) => b.word.length - a.word.length);
  const found: Found[] = [];
  for (const { term, word } of longest)
    for (let from = words.indexOf(word); from >= 0; from = words.indexOf(word, from + 1)) {
      const to = from + word.length;
      const isFree = found.every(other => to <= other.from || from >= other.to);
      const isWord = isEdge(words[from - 1], words[from]) && isEdge(words[to - 1], words[to]);
      if (isFree && isWord) found.push({ term, from, to });
    }
  return found.sort((a, b) => a.from - b.from);
}

/** Returns the terms of which a translation has a word, each once. */
export const offered = (found: Found[], lang: string): TermItem[] =>
  [...new Set(found.map(({ term }) => term))].filter(({ texts }) => texts[lang]);

/** Cuts a text at its terms. */
export function pieces(text: string, found: Found[], numbered: TermItem[]): Piece[] {
  const out: Piece[] = [];
  let at = 0;
  for (const { term, from, to } of found) {
    const nth = numbered.indexOf(term) + 1;
    if (from > at) out.push({ text: text.slice(at, from) });
    out.push({ text: text.slice(from, to), ...(nth && { nth }) });
    at = to;
  }
  if (at < text.length) out.push({ text: text.slice(at) });
  return out;
}

/** How a text changed: what both have in common at its ends, and what was in between. */
export interface Change {
  before: string;
  was: string;
  is: string;
  after: string;
}

/** Returns the change from one text to another, by whole words where the script has spaces. */
export function changeOf(was: string, is: string): Change {
  const split = (text: string) => text.match(/[\p{Script=Han}]|[^\s\p{Script=Han}]+|\s+/gu) ?? [];
  const [old, now] = [split(was), split(is)];
  let start = 0;
  while (start < old.length && start < now.length && old[start] === now[start]) start++;
  let end = 0;
  while (
    end < old.length - start &&
    end < now.length - start &&
    old[old.length - 1 - end] === now[now.length - 1 - end]
  )
    end++;
  return {
    before: now.slice(0, start).join(''),
    was: old.slice(start, old.length - end).join(''),
    is: now.slice(start, now.length - end).join(''),
    after: now.slice(now.length - end).join(''),
  };
}
