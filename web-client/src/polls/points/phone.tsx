/**
 * Points on the phone: a stepper for each option, and the purse that empties in the foot. The result has the mean of each option, and
 * the guest's own points.
 */
import { addStyles } from '../../ui/hooks';
import { Both } from '../../ui/text';
import { letter } from '../../words/shares';
import { ballotOf, type LaterKind, type PaperProps, rulesOf, tallyOf } from '../kind';
import styles from './phone.css?inline';
import type { PointsPhone } from './texts.en';

addStyles(styles);

/** The points for each option. */
type Gifts = number[];

const sum = (gifts: Gifts) => gifts.reduce((a, b) => a + b, 0);

const points: LaterKind<Gifts, PointsPhone> = {
  texts: import.meta.glob<PointsPhone>('./texts.*.ts', { import: 'phone' }),
  Paper,
  asks: (poll, t) => t.asks(rulesOf(poll, 'points').purse),
  how: (poll, t) => (poll.changeable ? t.how : t.howOnce),
  unsent(poll, gifts, t) {
    const { purse } = rulesOf(poll, 'points');
    const left = purse - sum(gifts);
    return {
      says: t.left(left),
      send: left ? t.giveAll(purse) : t.send,
      ballot: left ? undefined : { points: gifts },
      purse: gifts.map(gift => gift / purse),
    };
  },
};

export default points;

function Paper(props: PaperProps<Gifts, PointsPhone>) {
  const { poll, t, heading, tally, own, draft, may, keep } = props;
  const { purse, step } = rulesOf(poll, 'points');
  const mine = ballotOf(own, 'points');
  const gifts = (may && draft) || mine || poll.options.map(() => 0);
  const left = purse - sum(gifts);
  const percents = tallyOf(tally, 'points') && tally?.shares?.percents;
  const revealed = poll.phase === 'revealed' && percents;

  function give(i: number, by: number) {
    const next = gifts.map((gift, at) => (at === i ? gift + by : gift));
    keep(sum(next) || mine ? next : undefined);
  }

  const button = (i: number, by: number, says: string) => (
    // Still focusable where it does nothing, so a thumb or a key that repeats does not lose its place.
    <button type="button" aria-label={says} aria-disabled={!by} onClick={() => by && give(i, by)} />
  );

  function option(texts: PaperProps<Gifts, PointsPhone>['poll']['options'][number], i: number) {
    const gift = gifts[i] ?? 0;
    return (
      <div key={i} class={`opt${revealed && tally?.shares?.leaders?.includes(i) ? ' won' : ''}`}>
        <span class="l">{letter(i)}</span>
        <span class="w">
          <Both texts={texts} as="b" altAs="i" altClass="" />
          {percents && (
            <span class="bar">
              <i style={{ transform: `scaleX(${(percents[i] ?? 0) / 100})` }} />
            </span>
          )}
          {mine && !may && <span class="you">{t.yours(gift)}</span>}
        </span>
        {may && (
          <span class="stepper">
            {button(i, -Math.min(step, gift), t.less(letter(i)))}
            <output class={gift ? '' : 'zero'}>{gift}</output>
            {button(i, Math.min(step, left), t.more(letter(i)))}
          </span>
        )}
        {revealed && (
          <span class="n">
            {percents[i]}
            {purse !== 100 && <small>%</small>}
          </span>
        )}
      </div>
    );
  }

  return (
    <fieldset aria-labelledby={heading}>
      {poll.options.map(option)}
      {revealed && !!tally?.count && <p class="read">{purse === 100 ? t.mean : t.share}</p>}
    </fieldset>
  );
}
