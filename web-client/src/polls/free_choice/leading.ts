/** The answers of a free choice that lead; own words are one of them. */
import { tallyOf } from '../kind';
import { byVotes, type Leading } from '../leading';
import { inEvent } from '../named';
import { answersOf, noneOf } from './answers';
import type { FreeChoiceScreen } from './texts.en';

const WORDS = import.meta.glob<FreeChoiceScreen>('./texts.*.ts', { eager: true, import: 'screen' });

const leading: Leading = (poll, tally) => {
  const { answers = [], base = 0 } = tallyOf(tally, 'free_choice') ?? {};
  return byVotes(
    answersOf(poll).map(({ texts }) => texts),
    answers,
    tally.shares?.percents,
    noneOf(poll) ? inEvent(poll, WORDS, words => words.whole(base)) : base,
  );
};
export default leading;
