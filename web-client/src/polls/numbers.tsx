/** The numbers at one answer: its share, its count, or both, as the poll is set. */
import type { NumbersProps } from './kind';

export function Numbers({ poll: { show }, count, percent, write }: NumbersProps) {
  const counted = count !== undefined && write ? write(count) : count;
  return (
    <>
      {show === 'counts' ? counted : percent}
      {show !== 'counts' && <small>%</small>}
      {show === 'both' && <small class="of">{counted}</small>}
    </>
  );
}
