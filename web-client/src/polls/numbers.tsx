/** The numbers at one answer: its share, its count, or both, as the poll is set. */
import type { NumbersProps } from './kind';

export function Numbers(props: NumbersProps) {
  const { show } = props.poll;
  return (
    <>
      {show === 'counts' ? props.count : props.percent}
      {show !== 'counts' && <small>%</small>}
      {show === 'both' && <small class="of">{props.count}</small>}
    </>
  );
}
