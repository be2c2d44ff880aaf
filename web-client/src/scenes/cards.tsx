/**
 * The cards that guests hold up in a session: a column for each, with its number and a shape for each guest. Where there are too
 * many for shapes, a bar of the same colour stands for them.
 */
import '../cards/shape.css';
import './cards.css';
import type { JSX } from 'preact';
import { PATHS, Shape } from '../cards/shape';
import { CARDS, sumOf, wordsOf } from '../cards/words';
import type { Card, CardNumbers, CardsItem } from '../protocol/items';
import { Pair, useSetting, Words } from '../ui/screen';
import { directionOf } from '../words/languages';
import { Label, spoken, useOwn } from './words';

/** The place for shapes under a card's number, in units of the picture. */
const WIDE = 51;
const HIGH = 34;
/** Beyond this number, a shape for each would be too small. */
const SHAPES_MAX = 300;
/** The least height of a bar that stands for anybody. */
const LEAST = 0.8;
/** The distance between two shapes, if they are few. */
const STEP = 4.3;

export function CardsScene(props: { cards: CardsItem }): JSX.Element {
  const { langs } = useSetting();
  const title = useOwn(words => words.cards.title);
  const numbers = props.cards.numbers ?? { green: 0, yellow: 0, red: 0 };
  const [[lang] = ['en']] = spoken(langs);
  const sum = sumOf(numbers);
  return (
    <div class="scene standing">
      <div class="ask">
        <Words texts={title} say main="h1" />
      </div>
      <ul class="cards">
        {CARDS.map(card => (
          <li key={card} class={card}>
            <div class="hd">
              <Shape card={card} />
              <span>
                <Pair texts={wordsOf(card, langs)} />
              </span>
              <b class="n">{numbers[card]}</b>
            </div>
            <Wall card={card} numbers={numbers} />
          </li>
        ))}
      </ul>
      <footer class="foot">
        <span dir={directionOf(lang)}>
          <b>{sum}</b> <Label of={w => w.cards.up(sum)} />
        </span>
        <span class="alt">
          <Label of={w => w.cards.until} />
        </span>
      </footer>
    </div>
  );
}

/** The distance at which so many shapes have room. */
function stepFor(count: number): number {
  let step = STEP;
  while (Math.floor(WIDE / step) * Math.floor(HIGH / step) < count) step *= 0.97;
  return step;
}

/** A shape for each guest; the same distance for all cards, so that one compares areas. */
function Wall(props: { card: Card; numbers: CardNumbers }): JSX.Element {
  const { card, numbers } = props;
  const most = Math.max(...CARDS.map(other => numbers[other]));
  const count = numbers[card];
  const step = stepFor(Math.min(most, SHAPES_MAX));
  const columns = Math.floor(WIDE / step);
  const high = count && Math.max(LEAST, (HIGH * count) / most);
  return (
    <svg
      class="wall shape"
      viewBox={`0 0 ${WIDE} ${HIGH}`}
      preserveAspectRatio="xMinYMin meet"
      aria-hidden="true"
    >
      {most > SHAPES_MAX ? (
        <rect class={card} x="0.2" y="0.2" width={WIDE - 0.4} height={Math.max(0, high - 0.4)} />
      ) : (
        Array.from({ length: count }, (_, i) => {
          const [x, y] = [(i % columns) * step, Math.floor(i / columns) * step];
          return (
            <path
              key={i}
              class={card}
              d={PATHS[card]}
              transform={`translate(${x} ${y}) scale(${step / 7})`}
            />
          );
        })
      )}
    </svg>
  );
}
