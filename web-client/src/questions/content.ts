/** The content of a question. */
import type { QuestionContent, QuestionItem } from '../protocol/items';
import type { Texts } from '../words/texts';
import { sameLanguage } from '../words/texts';

/** Returns a guest's text in all its languages. */
export const textsOf = ({ text, lang, translations }: QuestionContent): Texts => ({
  ...translations,
  [lang]: text,
});

/** Returns the name and organisation that the asker gave. */
export const askerOf = ({ name, org, lang }: QuestionContent): string =>
  [name, org].filter(Boolean).join(sameLanguage(lang, 'zh') ? '，' : ', ');

/** Returns the number that people use for a question; ids start at zero. */
export const numberOf = (q: QuestionItem): number => q.id + 1;

/** The order of *next* questions. */
export const inLine = (a: QuestionItem, b: QuestionItem): number =>
  (a.place ?? 0) - (b.place ?? 0) || a.id - b.id;

/** Returns the event's languages that a question lacks: a guest who asked the same in one of them needs no translation. */
export const missingOf = ({ content, merged = [] }: QuestionItem, langs: string[]): string[] =>
  missing(content, langs).filter(tag => !merged.some(other => other.content.lang === tag));

/** Returns the event's languages that a guest's text lacks. */
export const missing = ({ lang, translations }: QuestionContent, langs: string[]): string[] =>
  langs.filter(tag => tag !== lang && !translations?.[tag]);
