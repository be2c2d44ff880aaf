/**
 * Points on the screen: all points are one band, in the order of the ballot, and below it the options in words. While the poll is
 * open the band is grey and has no numbers. After the reveal the leader takes the accent, and each row shows its mean as a dot on the
 * line of points that the middle half of the guests gave. Long options stand on pages below the band. Rounds and groups are bars.
 */
import './screen.css';
import { down, FLOOR, type Plan } from '../../ui/fit';
import { Pair, speaking } from '../../ui/screen';
import { letter } from '../../words/shares';
import type { Beside, Series } from '../beside';
import { Rows, rowPlans } from '../choice/screen';
import { rulesOf, type ScreenKind, tallyOf } from '../kind';
import { isTied, Tied } from '../sides';
import type { PointsScreen } from './texts.en';

const { Label } = speaking<PointsScreen>(import.meta.glob('./texts.*.ts', { eager: true, import: 'screen' }));

/** Percents from which a part of the band holds its letter, and its number as well. */
const HOLDS_LETTER = 5;
const HOLDS_NUMBER = 12;

/** Sizes of the title and the options, the width of the options' words, and the height of the band. */
const size = (ask: number, opt: number, label: number, band: number, bare = ''): Plan => ({
  sizes: { say: ask, alt: ask * 0.64, opt, 'opt-alt': opt * 0.81, label, band },
  bare,
});

const WHOLE: Plan[] = [
  ...down(6.6, 4.2, 5).map(ask => size(ask, 4.2, 82, 12)),
  ...down(5.2, 4.2, 3).map(ask => size(ask, FLOOR, 82, 10)),
  ...down(5.2, FLOOR, 4).map(ask => size(ask, FLOOR, 98, 9)),
];

/** Whole options on each page, in all languages if one option fits with the title. */
const PAGES: Plan[] = [
  ...down(5.2, FLOOR, 4).map(ask => size(ask, FLOOR, 98, 9)),
  size(FLOOR, FLOOR, 98, 8, 'title-alt'),
  size(FLOOR, FLOOR, 98, 8, 'title-alt opt-alt'),
  size(FLOOR, FLOOR, 98, 8, 'title-alt opt-alt band'),
].map(plan => ({ ...plan, pages: true }));

const points: ScreenKind = {
  plans: (poll, revealed, beside) =>
    beside ? rowPlans(poll.options.length, revealed, beside) : [...WHOLE, ...PAGES],
  counted: tally => !!tallyOf(tally, 'points'),
  drawsBeside: true,
  hasPlaceForCount: () => true,
  Asks: ({ poll }) => <Label of={w => w.each(rulesOf(poll, 'points').purse)} />,
  Reads: ({ poll, tally }) =>
    tally.count ? (
      <>
        {isTied(tally) ? <Tied /> : <Label of={w => w.mean} />}
        {rulesOf(poll, 'points').purse === 100 ? null : (
          <>
            {' · '}
            <Label of={w => w.whole} />
          </>
        )}
      </>
    ) : null,
  Whole: () => <Label of={w => w.whole} />,
  Field: props => (props.beside ? <Several {...props} beside={props.beside} /> : <Whole {...props} />),
};

export default points;

type Props = Parameters<ScreenKind['Field']>[0];

/** Rounds or groups as thin bars at each option. A round without its result has none. */
function Several(props: Props & { beside: Beside }) {
  const { beside, poll } = props;
  const told = (one: Series) => (tallyOf(one, 'points')?.given ? one : { ...one, percents: [] });
  const several = { ...beside, series: beside.series.map(told), all: beside.all.map(told) };
  const answers = poll.options.map((texts, i) => ({ sign: letter(i), texts }));
  return <Rows {...props} beside={several} answers={answers} counts={undefined} whole={0} />;
}

function Whole({ poll, tally, revealed, from, to }: Props) {
  const { purse } = rulesOf(poll, 'points');
  const counted = tallyOf(tally, 'points');
  const given = (revealed && counted?.given) || undefined;
  const percents = (counted && tally?.count && tally.shares?.percents) || undefined;
  const won = (i: number) => (revealed && tally?.shares?.leaders?.includes(i) ? ' won' : '');
  const at = (points: number) => `${(100 * points) / purse}%`;
  const number = (i: number) => (
    <>
      {percents?.[i]}
      {purse === 100 ? null : <small>%</small>}
    </>
  );

  return (
    <div class="hundred">
      <div class="band" aria-hidden="true">
        {poll.options.map((_, i) => {
          const percent = percents?.[i] ?? 0;
          const on = i >= from && i < to;
          return (
            <span
              key={i}
              class={`${on ? 'on' : ''}${percent < HOLDS_LETTER ? ' thin' : ''}${won(i)}`}
              style={{ width: `${percent}%` }}
            >
              {percent >= HOLDS_LETTER ? <b>{letter(i)}</b> : null}
              {revealed && percent >= HOLDS_NUMBER ? <em>{number(i)}</em> : null}
            </span>
          );
        })}
      </div>
      <p class={given?.middle.length ? 'ends' : 'ends later'} aria-hidden="true">
        <span>0</span>
        <span>
          <Label of={w => w.middle} />
        </span>
        <span>{purse}</span>
      </p>
      <ul class="given" data-fit>
        {poll.options.map((option, i) => {
          const [low, high] = given?.middle[i] ?? [0, 0];
          return (
            <li key={i} data-item data-fit class={`o${won(i)}`}>
              <span class="l">{letter(i)}</span>
              <span class="w">
                <Pair texts={option} />
              </span>
              <span class="n">{revealed && percents ? number(i) : null}</span>
              {given?.middle.length ? (
                <span class="fig">
                  <i style={{ insetInlineStart: at(low), width: at(high - low) }} />
                  <b style={{ insetInlineStart: at((given.means_tenths[i] ?? 0) / 10) }} />
                </span>
              ) : (
                <span />
              )}
            </li>
          );
        })}
      </ul>
    </div>
  );
}
