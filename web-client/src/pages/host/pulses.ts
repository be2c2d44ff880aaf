/**
 * Quick pulses: choices that a host opens in one tap, in all languages of the event. This table is the only place of their
 * words; a pulse is an ordinary poll from then on.
 */
import type { PollDraft } from '../../protocol/items';
import { type Lang, langOf, spoken } from '../../words/languages';
import type { Texts } from '../../words/texts';

export type Pulse = 'thumbs' | 'mood' | 'pace' | 'sound';

type Words = [title: string, ...options: string[]];

export const PULSES: Record<Pulse, Record<Lang, Words>> = {
  thumbs: {
    en: ['Thumbs up or thumbs down?', 'Thumbs up', 'Thumbs down'],
    'zh-Hans': ['您赞成吗？', '赞成', '不赞成'],
    fr: ['Pouce levé ou pouce baissé ?', 'Pouce levé', 'Pouce baissé'],
  },
  mood: {
    en: ['How are you doing?', 'Very well', 'All right', 'I need a break'],
    'zh-Hans': ['您现在状态如何？', '很好', '还可以', '需要休息一下'],
    fr: ['Comment ça va ?', 'Très bien', 'Ça va', 'J’ai besoin d’une pause'],
  },
  pace: {
    en: ['How is the pace?', 'Too fast', 'Just right', 'Too slow'],
    'zh-Hans': ['节奏合适吗？', '太快', '正好', '太慢'],
    fr: ['Le rythme vous convient-il ?', 'Trop rapide', 'Juste ce qu’il faut', 'Trop lent'],
  },
  sound: {
    en: ['Can you hear us?', 'Yes, clearly', 'Not well', 'No'],
    'zh-Hans': ['能听清吗？', '能听清', '听不太清', '听不见'],
    fr: ['Nous entendez-vous ?', 'Oui, bien', 'Pas très bien', 'Non'],
  },
};

/** Returns the poll of a pulse for an event with these languages. An unknown first language gets the English words. */
export function pulse(name: Pulse, langs: string[], session: number | undefined): PollDraft {
  const words = PULSES[name];
  const there = langs.filter((lang, i) => i === 0 || spoken(lang));
  const texts = (at: number): Texts =>
    Object.fromEntries(there.map(lang => [lang, words[langOf(lang)][at] ?? '']));
  const options = words.en.slice(1).map((_, i) => texts(i + 1));
  return {
    ...(session !== undefined && { session }),
    kind: { choice: { min: 1, max: 1 } },
    title: texts(0),
    options,
  };
}
