/** The curve of a session's cards as a table, for screen readers and for copying: how many of each were up at the end of each step. */
import type { JSX } from 'preact';
import type { CardCurve } from '../protocol/items';
import { Copied } from '../ui/copied';
import { useLang, useView } from '../ui/hooks';
import { pick } from '../ui/text';
import { useWords } from '../ui/words';
import { timeOfDay } from '../words/hour';
import type { CardsDesk } from './texts.en';
import { CARDS, wordsOf } from './words';

const texts = import.meta.glob<CardsDesk>('./texts.*.ts', { eager: true, import: 'desk' });

/** With more steps, each row is the last of several. */
const ROWS_MAX = 24;

export function CurveTable({ curve }: { curve: CardCurve }): JSX.Element {
  const t = useWords(texts);
  const [lang] = useLang();
  const { event } = useView();
  const { from, step_ms, points } = curve;
  const every = Math.ceil(points.length / ROWS_MAX);
  return (
    <Copied of={t.curve}>
      <div class="unseen">
        <table>
          <caption>{t.curve}</caption>
          <thead>
            <tr>
              <th scope="col">{t.until}</th>
              {CARDS.map(card => (
                <th key={card} scope="col">
                  {pick(wordsOf(card, event?.langs ?? []), lang)[1]}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {points.map((point, i) =>
              (points.length - 1 - i) % every ? null : (
                <tr key={i}>
                  <th scope="row">{timeOfDay(from + (i + 1) * step_ms, event?.zone ?? 'UTC')}</th>
                  {point.map((n, which) => (
                    <td key={which}>{n}</td>
                  ))}
                </tr>
              ),
            )}
          </tbody>
        </table>
      </div>
    </Copied>
  );
}
