/** A scale at a desk: its steps with the labels of both ends, their votes, and the median. */
import './desk.css';
import type { PollItem, TallyItem } from '../../protocol/items';
import { Both } from '../../ui/text';
import { useWords } from '../../ui/words';
import { type DeskKind, rulesOf, tallyOf } from '../kind';
import type { ScaleDesk } from './texts.en';

const texts = import.meta.glob<ScaleDesk>('./texts.*.ts', { eager: true, import: 'desk' });

const scale: DeskKind = {
  Settings({ poll }) {
    return useWords(texts).kind(rulesOf(poll, 'scale').steps);
  },
  Results,
  useForms(options) {
    const { kind } = useWords(texts);
    return options ? [] : STEPS.map(steps => [kind(steps), { scale: { steps } }]);
  },
};

/** The scales that a host can make. */
const STEPS = [5, 10];

export default scale;

function Results({ poll, tally }: { poll: PollItem; tally: TallyItem | undefined }) {
  const t = useWords(texts);
  const { steps, low, high } = rulesOf(poll, 'scale');
  const { counts, median_tenths } = tallyOf(tally, 'scale') ?? { counts: undefined };
  const ballots = tally?.count ?? 0;
  const { percents, rounded } = tally?.shares ?? {};
  const words: Record<number, typeof low> = { 1: low, [steps]: high };
  return (
    <table class="steps-table">
      {counts ? (
        <thead>
          <tr>
            <th scope="col" colSpan={2}>
              {t.step}
            </th>
            <td />
            <th scope="col">{t.share}</th>
            <th scope="col">{t.votes}</th>
          </tr>
        </thead>
      ) : null}
      <tbody>
        {Array.from({ length: steps }, (_, i) => (
          <tr key={i}>
            <th scope="row">{i + 1}</th>
            <td class="words">
              <Both texts={words[i + 1] ?? {}} />
            </td>
            {counts ? (
              <>
                <td class="bar">
                  <i style={{ transform: `scaleX(${ballots ? (counts[i] ?? 0) / ballots : 0})` }} />
                </td>
                <td class="k">{percents?.[i]}%</td>
                <td class="mut">{counts[i]}</td>
              </>
            ) : null}
          </tr>
        ))}
      </tbody>
      {median_tenths ? (
        <tfoot>
          <tr>
            <td colSpan={5}>
              {t.median(median_tenths / 10)}
              {rounded ? <span class="mut sm"> {t.rounded}</span> : null}
            </td>
          </tr>
        </tfoot>
      ) : null}
    </table>
  );
}
