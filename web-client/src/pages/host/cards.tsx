/**
 * The cards of a session at the host's desk: open or closed, how many are up, and their curve over the session. The hall does not
 * see the curve. Each line has its own stroke and ends at its shape, so that it is told apart without colour.
 */
import '../../cards/shape.css';
import './cards.css';
import type { JSX } from 'preact';
import { Shape } from '../../cards/shape';
import { CurveTable } from '../../cards/table';
import { CARDS, sumOf, wordsOf } from '../../cards/words';
import type { CardCurve, CardsItem, SessionItem } from '../../protocol/items';
import type { Deeds } from '../../ui/deeds';
import { Choice, online } from '../../ui/desk';
import { useLang, useNow, useT, useView } from '../../ui/hooks';
import { pick } from '../../ui/text';
import { timeOfDay } from '../../words/hour';
import type { HostTexts } from './texts.en';

/** The picture of the curve, in its own units. */
const WIDE = 600;
const HIGH = 120;

export function SessionCards(props: { session: SessionItem; deeds: Deeds }): JSX.Element {
  const t = useT<HostTexts>();
  const view = useView();
  const { session, deeds } = props;
  const cards = view.of('cards').find(c => c.id === session.id);
  return (
    <>
      <div class="kv">
        <span>{t.host.cards.title}</span>
        <Choice
          label={t.host.cards.title}
          value={cards?.open ? 'open' : 'shut'}
          off={!online(view)}
          options={[
            ['open', t.host.cards.open],
            ['shut', t.host.cards.shut],
          ]}
          on={to =>
            void deeds.run({
              item: `cards:${session.id}`,
              cmd: () => ({ set_cards: { session: session.id, open: to === 'open' } }),
              did: to === 'open' ? t.host.did.cardsOpen : t.host.did.cardsShut,
            })
          }
        />
      </div>
      {cards?.curve ? (
        <Curve cards={cards} curve={cards.curve} running={session.state === 'running'} />
      ) : null}
    </>
  );
}

function Curve(props: { cards: CardsItem; curve: CardCurve; running: boolean }): JSX.Element {
  const t = useT<HostTexts>();
  const view = useView();
  const [lang] = useLang();
  const { cards, curve, running } = props;
  const { from, step_ms, points } = curve;
  const noted = from + points.length * step_ms;
  const now = useNow(5000);
  const to = running && cards.open ? Math.max(noted, now) : noted;
  const most = Math.max(4, ...points.flat());
  const x = (at: number) => (WIDE * (at - from)) / Math.max(to - from, step_ms);
  const y = (n: number) => HIGH - (HIGH * n) / most;
  const line = (which: number) =>
    points.reduce((d, point, i) => {
      const high = y(point[which] ?? 0).toFixed(1);
      const begin = i ? 'V' : `M0 `;
      const end = x(i + 1 < points.length ? from + (i + 1) * step_ms : to).toFixed(1);
      return `${d}${begin}${high}H${end}`;
    }, '');
  const numbers = cards.numbers ?? { green: 0, yellow: 0, red: 0 };
  const zone = view.event?.zone ?? 'UTC';
  return (
    <figure class="curve">
      <div class="lines">
        <span class="most mut sm">{most}</span>
        <svg viewBox={`0 0 ${WIDE} ${HIGH}`} preserveAspectRatio="none" aria-hidden="true">
          <path class="axis" d={`M0 ${HIGH}H${WIDE}`} />
          {CARDS.map((card, i) => (
            <path key={card} class={`line ${card}`} d={line(i)} />
          ))}
        </svg>
        <span class="times mut sm">
          <time>{timeOfDay(from, zone)}</time>
          <time>{timeOfDay(to, zone)}</time>
        </span>
      </div>
      <ul>
        {CARDS.map(card => {
          const [tag, words] = pick(wordsOf(card, view.event?.langs ?? []), lang);
          return (
            <li key={card}>
              <Shape card={card} />
              <b>{numbers[card]}</b>
              <span lang={tag}>{words}</span>
            </li>
          );
        })}
      </ul>
      <figcaption class="mut sm">
        {t.host.cards.up(sumOf(numbers))}
        {t.comma}
        {t.host.cards.notInHall}
      </figcaption>
      <CurveTable curve={curve} />
    </figure>
  );
}
