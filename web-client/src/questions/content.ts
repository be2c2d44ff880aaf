/** What a question says. */
import type { QuestionContent, QuestionItem } from '../protocol/items';
import type { Texts } from '../words/texts';

/** A guest's words in all their languages. */
export const textsOf = ({ text, lang, translations }: QuestionContent): Texts => ({
  ...translations,
  [lang]: text,
});

/** Who asked, as far as they said: name and organisation. */
export const askerOf = ({ name, org }: QuestionContent): string => [name, org].filter(Boolean).join(', ');

/** The number by which people call a question; ids count from zero. */
export const numberOf = (q: QuestionItem): number => q.id + 1;
