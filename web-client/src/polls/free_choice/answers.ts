/** The answers of a free choice on every page: the options with their letters and pictures, then own words and none, which always come last. */
import type { PollItem } from '../../protocol/items';
import { letter } from '../../words/shares';
import type { Texts } from '../../words/texts';
import { rulesOf } from '../kind';
import { inEvent } from '../named';
import type { Names } from './names/texts.en';

const ALL = import.meta.glob<Names>('./names/texts.*.ts', { eager: true, import: 'default' });

export interface Answer {
  /** Its place in the counts. */
  at: number;
  /** Its letter, or a mark in its place. */
  sign: string;
  texts: Texts;
  /** The hash of its picture, or nothing. */
  picture?: string | undefined;
}

/** The address of a picture, which the server never changes. */
export const addressOf = (hash: string, size: 'phone' | 'screen'): string =>
  `/${document.documentElement.dataset.code}/pictures/${hash}/${size}`;

/** The options of a poll, and own words if it takes any. */
export function answersOf(poll: PollItem): Answer[] {
  const options = poll.options.map((texts, at) => ({
    at,
    sign: letter(at),
    texts,
    picture: poll.pictures?.[at],
  }));
  const own = { at: options.length, sign: '…', texts: inEvent(poll, ALL, names => names.other) };
  return rulesOf(poll, 'free_choice').other ? [...options, own] : options;
}

/** The answer without a pick, if there is one; it is in none of the counts. */
export function noneOf(poll: PollItem): Answer | undefined {
  const { none } = rulesOf(poll, 'free_choice');
  return none && { at: poll.options.length + 1, sign: '–', texts: inEvent(poll, ALL, names => names[none]) };
}
