/** A matrix at a desk: the scatter in small, and a table of the options with their means and the middle half on either axis. */
import './desk.css';
import './scatter.css';
import type { MatrixCorner, MatrixSpread, PollItem, TallyItem } from '../../protocol/items';
import { OPTIONS_MIN, PLACED_MAX, PLACES_STEPS_MAX, PLACES_STEPS_MIN } from '../../protocol/limits';
import { useView } from '../../ui/hooks';
import { Both } from '../../ui/text';
import { useWords } from '../../ui/words';
import { langOf, spoken } from '../../words/languages';
import { letter } from '../../words/shares';
import type { Texts } from '../../words/texts';
import { type DeskKind, rulesOf, tallyOf } from '../kind';
import { numbered } from '../rules';
import { Scatter } from './scatter';
import type { MatrixDesk } from './texts.en';

const texts = import.meta.glob<MatrixDesk>('./texts.*.ts', { eager: true, import: 'desk' });

/** The steps of a matrix that a host makes. */
const STEPS = 5;

const matrix: DeskKind = {
  Settings({ poll }) {
    return useWords(texts).kind(rulesOf(poll, 'matrix').steps);
  },
  Results,
  useForms(options) {
    const { form } = useWords(texts);
    const langs = useView().event?.langs ?? [];
    if (options < OPTIONS_MIN || options > PLACED_MAX) return [];
    const [x, y] = [usual(langs, 'effort'), usual(langs, 'impact')];
    return [[form, { matrix: { steps: STEPS, x, y, best: 'top_left' } }]];
  },
  useRules() {
    const t = useWords(texts);
    return kind => {
      if (!('matrix' in kind)) return [];
      const { best, ...rest } = kind.matrix;
      return [
        numbered(t.steps, rest.steps, [PLACES_STEPS_MIN, PLACES_STEPS_MAX], steps => ({
          matrix: { ...kind.matrix, steps },
        })),
        {
          name: t.best,
          value: best ?? '',
          isFree: true,
          options: [
            ['', t.noBest],
            ...CORNERS.map((corner): [string, string] => [corner, t.corners[corner]]),
          ],
          put(value) {
            const best = CORNERS.find(corner => corner === value);
            return { matrix: { ...rest, ...(best && { best }) } };
          },
        },
      ];
    };
  },
  lines: {
    useLabel: () => useWords(texts).words,
    of: kind =>
      'matrix' in kind
        ? [kind.matrix.x, kind.matrix.y].flatMap(axis => [axis.name, axis.low, axis.high])
        : [],
    put(kind, lines) {
      if (!('matrix' in kind)) return kind;
      const axis = (at: number) => {
        const [name = {}, low = {}, high = {}] = lines.slice(at);
        return { name, low, high };
      };
      return { matrix: { ...kind.matrix, x: axis(0), y: axis(3) } };
    },
  },
};

export default matrix;

const CORNERS: MatrixCorner[] = ['top_left', 'top_right', 'bottom_left', 'bottom_right'];

/** The usual axis in the languages of the event. An unknown first language gets the English words. */
function usual(langs: string[], axis: 'effort' | 'impact') {
  const there = langs.filter((lang, i) => i === 0 || spoken(lang));
  const all = (part: 'name' | 'low' | 'high'): Texts =>
    Object.fromEntries(there.map(lang => [lang, texts[`./texts.${langOf(lang)}.ts`]?.[axis][part] ?? '']));
  return { name: all('name'), low: all('low'), high: all('high') };
}

function Results({ poll, tally }: { poll: PollItem; tally: TallyItem | undefined }) {
  const t = useWords(texts);
  const { x, y } = rulesOf(poll, 'matrix');
  const options = tallyOf(tally, 'matrix')?.options;
  const leaders = tally?.shares?.leaders ?? [];
  const spread = ({ mean_hundredths, middle }: MatrixSpread, key: string) => (
    <td key={key}>
      {mean_hundredths === undefined ? '–' : t.number(mean_hundredths / 100)}{' '}
      {middle ? (
        <span class="mut">{middle[0] === middle[1] ? middle[0] : `${middle[0]}–${middle[1]}`}</span>
      ) : null}
    </td>
  );
  return (
    <>
      {options?.some(option => option.placed) ? (
        <Scatter poll={poll} options={options} leaders={leaders} crosses says={t.figure} />
      ) : null}
      <div class="matrix-wide">
        <table class="matrix-table">
          {options ? (
            <thead>
              <tr>
                <th scope="col" colSpan={2}>
                  {t.option}
                </th>
                <th scope="col">{t.placed}</th>
                {[y, x].map(({ name }, i) => (
                  <th scope="col" key={i}>
                    <Both texts={name} as="span" altAs="span" altClass="alt" />
                  </th>
                ))}
              </tr>
            </thead>
          ) : null}
          <tbody>
            {poll.options.map((option, i) => {
              const placed = options?.[i];
              return (
                <tr key={i} class={leaders.includes(i) ? 'won' : ''}>
                  <td class="l">{letter(i)}</td>
                  <th scope="row">
                    <Both texts={option} as="span" altAs="span" altClass="alt" />
                  </th>
                  {placed ? (
                    <>
                      <td>{placed.placed}</td>
                      {spread(placed.y, 'y')}
                      {spread(placed.x, 'x')}
                    </>
                  ) : null}
                </tr>
              );
            })}
          </tbody>
          {options ? (
            <tfoot>
              <tr>
                <td colSpan={5} class="mut sm">
                  {t.explained}
                </td>
              </tr>
            </tfoot>
          ) : null}
        </table>
      </div>
    </>
  );
}
