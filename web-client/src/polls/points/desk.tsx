/** Points at a desk: a table of the options with their means, and the points that the middle half of the guests gave. */
import './desk.css';
import type { PollItem, TallyItem } from '../../protocol/items';
import { OPTIONS_MAX, OPTIONS_MIN, PURSE_MAX, PURSE_MIN } from '../../protocol/limits';
import { Both } from '../../ui/text';
import { useWords } from '../../ui/words';
import { letter } from '../../words/shares';
import { type DeskKind, rulesOf, tallyOf } from '../kind';
import { numbered } from '../rules';
import type { PointsDesk } from './texts.en';

const texts = import.meta.glob<PointsDesk>('./texts.*.ts', { eager: true, import: 'desk' });

const points: DeskKind = {
  Settings({ poll }) {
    return useWords(texts).kind(rulesOf(poll, 'points').purse);
  },
  Results,
  useForms(options) {
    const { kind } = useWords(texts);
    if (options < OPTIONS_MIN || options > OPTIONS_MAX) return [];
    return [[kind(HUNDRED.purse), { points: HUNDRED }]];
  },
  useRules() {
    const { purse } = useWords(texts);
    return kind =>
      'points' in kind
        ? [
            numbered(purse, kind.points.purse, [PURSE_MIN, PURSE_MAX], purse => ({
              points: { ...kind.points, purse },
            })),
          ]
        : [];
  },
};

/** The purse of a poll that a host makes. */
const HUNDRED = { purse: 100, step: 10 };

export default points;

function Results({ poll, tally }: { poll: PollItem; tally: TallyItem | undefined }) {
  const t = useWords(texts);
  const { purse } = rulesOf(poll, 'points');
  const given = tallyOf(tally, 'points')?.given;
  const { percents, rounded } = tally?.shares ?? {};
  const middle = (i: number) => {
    const [low, high] = given?.middle[i] ?? [];
    return low === undefined ? '' : low === high ? low : `${low}–${high}`;
  };
  return (
    <table class="points-table">
      {given ? (
        <thead>
          <tr>
            <th scope="col" colSpan={2}>
              {t.option}
            </th>
            <td />
            <th scope="col">{purse === 100 ? t.mean : t.share}</th>
            <th scope="col">{t.middle}</th>
          </tr>
        </thead>
      ) : null}
      <tbody>
        {poll.options.map((option, i) => (
          <tr key={i}>
            <td class="l">{letter(i)}</td>
            <th scope="row">
              <Both texts={option} as="span" altAs="span" altClass="alt" />
            </th>
            {given ? (
              <>
                <td class="bar">
                  <i style={{ transform: `scaleX(${(percents?.[i] ?? 0) / 100})` }} />
                </td>
                <td class="k">
                  {percents?.[i]}
                  {purse === 100 ? '' : '%'}
                </td>
                <td class="num mut">
                  <bdi dir="ltr">{middle(i)}</bdi>
                </td>
              </>
            ) : null}
          </tr>
        ))}
      </tbody>
      {given ? (
        <tfoot>
          <tr>
            <td colSpan={5} class="mut sm">
              {purse === 100 ? null : `${t.whole} `}
              {t.explained}
              {rounded ? ` ${t.rounded}` : null}
            </td>
          </tr>
        </tfoot>
      ) : null}
    </table>
  );
}
