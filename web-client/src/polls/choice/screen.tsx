/**
 * A choice on the screen: rows with bars, or two columns from six options on. Options keep their order, always; while the poll
 * is open every bar is the same grey, and after the reveal the winner takes the accent and more room.
 */
import './screen.css';
import { useRef } from 'preact/hooks';
import type { PollItem } from '../../protocol/items';
import { down, FLOOR, type Plan } from '../../ui/fit';
import { useGlide } from '../../ui/motion';
import { Pair, speaking } from '../../ui/screen';
import { axisEnd, letter } from '../../words/shares';
import { rulesOf, type ScreenKind, tallyOf } from '../kind';
import type { ChoiceScreen } from './texts.en';

const { Label } = speaking<ChoiceScreen>(import.meta.glob('./texts.*.ts', { eager: true, import: 'screen' }));

/** Two columns from here on. */
const MANY = 6;

/** Sizes of the title and of the options, and for rows the width of the labels: long ones take from the bars. */
const size = (ask: number, opt: number, bare = '', label = 54): Plan => ({
  sizes: { say: ask, alt: ask * 0.64, opt, 'opt-alt': opt * 0.81, label },
  bare,
});

const FEW_PLANS: Plan[] = [
  ...down(6.6, 4.2, 7).map(ask => size(ask, 4.2)),
  ...down(6, 4.2, 4).map(ask => size(ask, 4.2, '', 80)),
  ...down(5.2, FLOOR, 4).map(ask => size(ask, FLOOR, '', 80)),
  ...down(4.2, FLOOR, 2).map(ask => size(ask, FLOOR, '', 100)),
  // Five rows have no room for two lines each: the languages then stand side by side.
  ...down(5.2, FLOOR, 3).map(ask => size(ask, FLOOR, 'beside', 90)),
  ...down(4.2, FLOOR, 2).map(ask => size(ask, FLOOR, 'beside', 110)),
  ...down(4.2, FLOOR, 2).map(ask => size(ask, FLOOR, 'opt-alt', 100)),
  size(FLOOR, FLOOR, 'ask-alt opt-alt', 100),
];

const MANY_PLANS: Plan[] = [
  ...down(5.2, FLOOR, 5).map(ask => size(ask, 4.2)),
  ...down(5.2, FLOOR, 5).map(ask => size(ask, FLOOR)),
  ...down(4.2, FLOOR, 2).map(ask => size(ask, FLOOR, 'opt-alt')),
  size(FLOOR, FLOOR, 'ask-alt opt-alt'),
  size(FLOOR, FLOOR, 'ask-alt opt-alt three'),
];

const isMany = (poll: PollItem): boolean => poll.options.length >= MANY;

const choice: ScreenKind = {
  plans: poll => (isMany(poll) ? MANY_PLANS : FEW_PLANS),
  counted: tally => !!tallyOf(tally, 'choice'),
  // Two columns are read downwards, and the foot takes the last place.
  holdsFoot: isMany,
  Asks({ poll }) {
    const { min, max } = rulesOf(poll, 'choice');
    return max > 1 ? <Label of={w => w.picks(min, max)} /> : null;
  },
  Field,
};

export default choice;

function Field({ poll, tally, revealed, foot }: Parameters<ScreenKind['Field']>[0]) {
  const many = isMany(poll);
  const list = useRef<HTMLUListElement>(null);
  const picks = tallyOf(tally, 'choice');
  const won = (revealed && tally?.shares?.leaders) || [];
  useGlide(list, `${poll.id} ${won.join()}`);

  const count = tally?.count ?? 0;
  const axis = useRef<number | undefined>(undefined);
  const leader = picks && count ? Math.max(...picks) / count : 0;
  axis.current = axisEnd(leader, axis.current);
  const rows = many ? Math.ceil((poll.options.length + 1) / 2) : poll.options.length;

  return (
    <ul
      class={many ? 'opts many' : 'opts'}
      ref={list}
      data-fit
      style={{ '--rows': rows, '--rows3': Math.ceil((poll.options.length + 1) / 3) }}
    >
      {poll.options.map((option, i) => (
        <li key={i} data-key={i} data-fit class={won.includes(i) ? 'o won' : 'o'}>
          <span class="l">{letter(i)}</span>
          <span class="w">
            <Pair texts={option} />
          </span>
          <span class="bar">
            {picks ? (
              <i
                style={{
                  transform: `scaleX(${count ? (picks[i] ?? 0) / count / (axis.current ?? 1) : 0})`,
                }}
              />
            ) : null}
          </span>
          <span class="n">
            {picks ? (
              <>
                {tally?.shares?.percents[i]}
                <small>%</small>
              </>
            ) : null}
          </span>
        </li>
      ))}
      {foot ? <li class="o foot">{foot}</li> : null}
    </ul>
  );
}
