/** A free choice in words: the options, own words, or none. */
import { ballotOf } from '../kind';
import type { Said } from '../said';
import { noneOf } from './answers';

const said: Said = (poll, ballot, read) => {
  const { picks = [], own, none } = ballotOf(ballot, 'free_choice') ?? {};
  const apart = none && noneOf(poll)?.texts;
  const all = [...picks.map(i => read(poll.options[i] ?? {})), own, apart && read(apart)];
  return all.filter(Boolean).join(' · ');
};
export default said;
