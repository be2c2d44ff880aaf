/** A quiz question at a desk: a table of the options with their counts, and which of them are correct. */
import './desk.css';
import type { PollItem, PollKind, QuizRules, TallyItem } from '../../protocol/items';
import { OPTIONS_MAX, OPTIONS_MIN, QUIZ_POINTS_MAX } from '../../protocol/limits';
import { Both } from '../../ui/text';
import { useWords } from '../../ui/words';
import { letter } from '../../words/shares';
import { type DeskKind, rulesOf, tallyOf } from '../kind';
import { numbered } from '../rules';
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
  inOrder(kind, order) {
    if (!('quiz' in kind)) return kind;
    const right = order.flatMap((from, to) =>
      from !== undefined && kind.quiz.right?.includes(from) ? [to] : [],
    );
    return { quiz: { ...kind.quiz, right } };
  },
  useForms(options) {
    const { form } = useWords(texts);
    if (options < OPTIONS_MIN || options > OPTIONS_MAX) return [];
    const of = (i: number) => ({ quiz: { points: POINTS, right: [i] } });
    return Array.from({ length: options }, (_, i) => [form(letter(i)), of(i), { seconds: SECONDS }]);
  },
  useRules() {
    const t = useWords(texts);
    return (kind, options) => {
      if (!('quiz' in kind)) return [];
      const { right = [], points, speed } = kind.quiz;
      const put = (rules: Partial<QuizRules>): PollKind => ({ quiz: { ...kind.quiz, ...rules } });
      return [
        { name: t.right, value: right.map(letter).join(' '), put: typed => rightOf(typed, options, put) },
        numbered(t.points, points, [1, QUIZ_POINTS_MAX], points => put({ points })),
        {
          name: t.fewer,
          value: speed ? 'yes' : 'no',
          options: [
            ['no', t.no],
            ['yes', t.yes],
          ],
          put: value => put({ speed: value === 'yes' }),
        },
      ];
    };
  },
};

export default quiz;

/** Reads the letters of the correct options, in any order and with anything between them. */
function rightOf(
  typed: string,
  options: number,
  put: (rules: Partial<QuizRules>) => PollKind,
): PollKind | undefined {
  const letters: string[] = typed.normalize('NFKC').toUpperCase().match(/[A-Z]/g) ?? [];
  const all = Array.from({ length: options }, (_, i) => letter(i));
  const right = all.flatMap((name, i) => (letters.includes(name) ? [i] : []));
  return right.length && letters.every(name => all.includes(name)) ? put({ right }) : undefined;
}

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
