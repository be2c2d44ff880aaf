/** A quiz question at a desk: a table of the options with their counts, and which of them are correct. */
import './desk.css';
import type { PollItem, TallyItem } from '../../protocol/items';
import { OPTIONS_MAX, OPTIONS_MIN } from '../../protocol/limits';
import { Both } from '../../ui/text';
import { useWords } from '../../ui/words';
import { letter } from '../../words/shares';
import { type DeskKind, rulesOf, tallyOf } from '../kind';
import { Mark } from './marks';
import type { QuizDesk } from './texts.en';

const texts = import.meta.glob<QuizDesk>('./texts.*.ts', { eager: true, import: 'desk' });

/** Of a question that a host makes during the event. */
const POINTS = 1000;
const SECONDS = 30;

const quiz: DeskKind = {
  Settings({ poll }) {
    const { points, speed, several } = rulesOf(poll, 'quiz');
    return useWords(texts).kind(points, !!speed, !!several);
  },
  Results,
  useForms(options) {
    const { form } = useWords(texts);
    if (options < OPTIONS_MIN || options > OPTIONS_MAX) return [];
    const of = (i: number) => ({ quiz: { points: POINTS, right: [i] } });
    return Array.from({ length: options }, (_, i) => [form(letter(i)), of(i), { seconds: SECONDS }]);
  },
};

export default quiz;

function Results({ poll, tally }: { poll: PollItem; tally: TallyItem | undefined }) {
  const t = useWords(texts);
  const { right = [] } = rulesOf(poll, 'quiz');
  const counted = tallyOf(tally, 'quiz');
  const most = Math.max(1, ...(counted?.counts ?? []));
  return (
    <table class="quiz-table">
      {counted ? (
        <thead>
          <tr>
            <th scope="col" colSpan={2}>
              {t.answer}
            </th>
            <td />
            <td />
            <th scope="col">{t.guests}</th>
          </tr>
        </thead>
      ) : null}
      <tbody>
        {poll.options.map((option, i) => (
          <tr key={i} class={right.includes(i) ? 'right' : ''}>
            <td class="l">{letter(i)}</td>
            <th scope="row">
              <Both texts={option} as="span" altAs="span" altClass="alt" />
            </th>
            <td class="is">
              {right.includes(i) ? (
                <>
                  <Mark is="right" /> {t.correct}
                </>
              ) : null}
            </td>
            {counted ? (
              <>
                <td class="bar">
                  <i style={{ transform: `scaleX(${(counted.counts[i] ?? 0) / most})` }} />
                </td>
                <td class="k">{counted.counts[i]}</td>
              </>
            ) : null}
          </tr>
        ))}
      </tbody>
      {counted && poll.phase === 'revealed' ? (
        <tfoot>
          <tr>
            <td colSpan={5} class="mut">
              {poll.answer_told ? t.told : t.hidden}{' '}
              {counted.right === undefined ? null : t.wereRight(counted.right, tally?.count ?? 0)}
            </td>
          </tr>
        </tfoot>
      ) : null}
    </table>
  );
}
