/** A ranking at a desk: a table of the options in the order of the ballot, with their ranks, points and first places. */
import './desk.css';
import type { PollItem, TallyItem } from '../../protocol/items';
import { OPTIONS_MAX, OPTIONS_MIN } from '../../protocol/limits';
import { Both } from '../../ui/text';
import { useWords } from '../../ui/words';
import { letter } from '../../words/shares';
import { type DeskKind, rulesOf, tallyOf } from '../kind';
import { numbered } from '../rules';
import type { RankingDesk } from './texts.en';

const texts = import.meta.glob<RankingDesk>('./texts.*.ts', { eager: true, import: 'desk' });

const ranking: DeskKind = {
  Settings({ poll }) {
    return useWords(texts).kind(rulesOf(poll, 'ranking').places, poll.options.length);
  },
  Results,
  useForms(options) {
    const { kind } = useWords(texts);
    if (options < OPTIONS_MIN || options > OPTIONS_MAX) return [];
    return [[kind(options, options), { ranking: { places: options } }]];
  },
  useRules() {
    const { places } = useWords(texts);
    return (kind, options) =>
      'ranking' in kind
        ? [numbered(places, kind.ranking.places, [1, options], places => ({ ranking: { places } }))]
        : [];
  },
};

export default ranking;

function Results({ poll, tally }: { poll: PollItem; tally: TallyItem | undefined }) {
  const t = useWords(texts);
  const ladder = tallyOf(tally, 'ranking')?.ladder;
  const percents = tally?.shares?.percents;
  return (
    <table class="ranks-table">
      {ladder ? (
        <thead>
          <tr>
            <th scope="col" colSpan={2}>
              {t.option}
            </th>
            <td />
            <th scope="col">{t.rank}</th>
            <th scope="col">{t.points}</th>
            <th scope="col">{t.firsts}</th>
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
            {ladder ? (
              <>
                <td class="bar">
                  <i style={{ transform: `scaleX(${(percents?.[i] ?? 0) / 100})` }} />
                </td>
                <td class="k">{ladder.ranks[i] ?? '–'}</td>
                <td class="num">{ladder.points[i]}</td>
                <td class="num mut">{ladder.firsts[i]}</td>
              </>
            ) : null}
          </tr>
        ))}
      </tbody>
      {ladder ? (
        <tfoot>
          <tr>
            <td colSpan={6} class="mut sm">
              {t.explained(ladder.first)}
            </td>
          </tr>
        </tfoot>
      ) : null}
    </table>
  );
}
