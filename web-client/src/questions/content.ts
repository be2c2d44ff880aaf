/** What a question says. */
import type { QuestionContent, QuestionItem } from '../protocol/items';
import type { Texts } from '../words/texts';
import { sameLanguage } from '../words/texts';

/** A guest's words in all their languages. */
export const textsOf = ({ text, lang, translations }: QuestionContent): Texts => ({
  ...translations,
  [lang]: text,
});

/** Who asked, as far as they said: name and organisation. */
export const askerOf = ({ name, org, lang }: QuestionContent): string =>
  [name, org].filter(Boolean).join(sameLanguage(lang, 'zh') ? '，' : ', ');

/** The number by which people call a question; ids count from zero. */
export const numberOf = (q: QuestionItem): number => q.id + 1;

/** The order of those that are next. */
export const inLine = (a: QuestionItem, b: QuestionItem): number =>
  (a.place ?? 0) - (b.place ?? 0) || a.id - b.id;

/** The languages of an event that a guest's words have not been put into. */
export const missing = ({ lang, translations }: QuestionContent, langs: string[]): string[] =>
  langs.filter(tag => tag !== lang && !translations?.[tag]);
