/**
 * Marks this guest's own answer among the results; at the reveal, with the number of others who gave it. One dot is one guest,
 * and the first is the reader.
 */
import type { PollItem, TallyItem } from '../../../protocol/items';
import { useMore } from './texts';

/** With more dots, people no longer see them as guests. */
const DOTS_MAX = 300;
const IN_A_ROW = 21;
const STEP = 11.2;
const ROW = 12;

function Own({ others }: { others?: number | undefined }) {
  const t = useMore();
  if (!others) return <span class="you">{t.yours}</span>;
  const all = others + 1;
  return (
    <span class="with">
      {t.withOthers(others)}
      {all <= DOTS_MAX && (
        <svg viewBox={`0 0 236 ${ROW * Math.ceil(all / IN_A_ROW)}`} aria-hidden="true">
          {Array.from({ length: all }, (_, i) => (
            <circle
              key={i}
              cx={5.5 + STEP * (i % IN_A_ROW)}
              cy={6 + ROW * Math.floor(i / IN_A_ROW)}
              r={i ? 3.6 : 5.4}
            />
          ))}
        </svg>
      )}
    </span>
  );
}

/** Where votes are not guests, or not of guests alone, nobody is told how many others there are. */
const Alone = () => <Own />;

export const ownOf = ({ voters }: PollItem, tally: TallyItem | undefined) =>
  voters?.weights || voters?.one_per || tally?.hands ? Alone : Own;
