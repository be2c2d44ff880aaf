/** What the cards say, in each language: on the phone that holds one up, on the screen and at the desk. */
import type { Card, CardNumbers } from '../protocol/items';
import { LANGS, type Lang, langOf, spoken } from '../words/languages';
import type { Texts } from '../words/texts';

/** In their order everywhere. */
export const CARDS: Card[] = ['green', 'yellow', 'red'];

const WORDS: Record<Lang, Record<Card, string>> = {
  en: { green: 'Carry on', yellow: 'I have a doubt', red: 'Please stop' },
  'zh-Hans': { green: '可以继续', yellow: '有疑问', red: '请停一下' },
  fr: { green: 'On continue', yellow: 'J’ai un doute', red: 'Arrêtons-nous' },
};

/** Returns a card's words in the languages of an event; in the first interface language if it has none of them. */
export function wordsOf(card: Card, langs: string[]): Texts {
  const known = langs.filter(spoken);
  const tags = known.length ? known : LANGS.slice(0, 1);
  return Object.fromEntries(tags.map(tag => [tag, WORDS[langOf(tag)][card]]));
}

/** Returns how many cards are up. */
export const sumOf = ({ green, yellow, red }: CardNumbers): number => green + yellow + red;
