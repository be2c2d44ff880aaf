/**
 * A matrix on the phone, what the first response has no room for: leaving an option out, and the result: the letters where they stand
 * on average, this guest's own places, and all means in a table.
 */
import type { JSX } from 'preact';
import { addStyles, useSpoken } from '../../../ui/hooks';
import { Both } from '../../../ui/text';
import { letter } from '../../../words/shares';
import { ballotOf, type PaperProps, rulesOf, tallyOf } from '../../kind';
import { Scatter } from '../scatter';
import scatter from '../scatter.css?inline';
import styles from './result.css?inline';
import type { MatrixResult } from './texts.en';

addStyles(scatter + styles);

const ALL = import.meta.glob<MatrixResult>('./texts.*.ts', { eager: true, import: 'default' });

const useTexts = () => ALL[`./texts.${useSpoken()}.ts`] as MatrixResult;

/** Takes an option's places out again. */
export function LeaveOut({ put }: { put(): void }): JSX.Element {
  return (
    <button type="button" class="skip" onClick={put}>
      {useTexts().leaveOut}
    </button>
  );
}

export default function Result<D, T>({ poll, own, tally: item }: PaperProps<D, T>): JSX.Element {
  const t = useTexts();
  const { x, y } = rulesOf(poll, 'matrix');
  const { options } = tallyOf(item, 'matrix') ?? { options: [] };
  const mine = ballotOf(own, 'matrix');
  const { count = 0, shares: { leaders = [] } = {} } = item ?? {};
  const mean = (hundredths: number | undefined) =>
    hundredths === undefined ? '–' : t.number(hundredths / 100);
  return (
    <div class="placed">
      <Scatter poll={poll} options={options} leaders={leaders} mine={mine ?? []} says={t.figure} />
      <table>
        <thead>
          <tr>
            <th scope="col" colSpan={2}>
              {t.option}
            </th>
            {[y, x].map(({ name }, i) => (
              <th key={i} scope="col">
                <Both texts={name} as="b" altAs="i" altClass="" />
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {poll.options.map((texts, i) => {
            const place = mine?.[i];
            const placed = options[i]?.placed ?? 0;
            return (
              <tr key={i} class={leaders.includes(i) ? 'won' : ''}>
                <td class="l">{letter(i)}</td>
                <th scope="row">
                  <Both texts={texts} as="b" altAs="i" altClass="" />
                  {placed < count && <small>{t.by(placed, count)}</small>}
                  {place && <span class="you">{t.yours(place[1], place[0])}</span>}
                </th>
                <td>{mean(options[i]?.y.mean_hundredths)}</td>
                <td>{mean(options[i]?.x.mean_hundredths)}</td>
              </tr>
            );
          })}
        </tbody>
      </table>
      {count > 0 && <p class="legend">{mine ? t.readMine : t.read}</p>}
    </div>
  );
}
