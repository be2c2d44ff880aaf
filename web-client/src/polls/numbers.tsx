/** The numbers at one answer: its share, its count, or both, as the poll is set. */
import type { PollItem } from '../protocol/items';
import type { NumbersProps } from './kind';

export const showsPercents = ({ show }: PollItem): boolean => show !== 'counts';

export function Numbers({ poll, count, percent, write }: NumbersProps) {
  const counted = count !== undefined && write ? write(count) : count;
  return (
    <>
      {showsPercents(poll) ? percent : counted}
      {showsPercents(poll) && <small>%</small>}
      {poll.show === 'both' && <small class="of">{counted}</small>}
    </>
  );
}
