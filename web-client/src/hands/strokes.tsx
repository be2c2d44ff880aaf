/**
 * A show of hands on the screen, where nothing but hands counts: a large number for each answer, and below it the hands in fives as
 * they are counted in China, 正 stroke by stroke.
 */
import './strokes.css';
import type { JSX } from 'preact';
import type { PollItem, TallyItem } from '../protocol/items';
import { Num, Pair, speaking } from '../ui/screen';
import type { HandsScreen } from './texts.en';

/** What the screen says about hands that were counted in the room. */
export const { Label: RoomLabel, useOwn: useRoomTexts } = speaking<HandsScreen>(
  import.meta.glob('./texts.*.ts', { eager: true, import: 'screen' }),
);

/** The strokes of 正 in the order of writing. */
const STROKES = ['M2 2H18', 'M10.5 2V18', 'M10.5 9.5H17', 'M4.5 9.5V18', 'M1.5 18H18.5'];
/** The picture holds so many answers, hands for each of them, and characters of an answer. */
const ANSWERS_MAX = 3;
const HANDS_MAX = 50;
const CHARS_MAX = 16;

/** Returns true if a result is to be drawn as hands: they alone count, and the picture holds them. */
export const isDrawnAsHands = (poll: PollItem, tally: TallyItem | undefined): boolean =>
  !!tally?.hands?.instead &&
  'choice' in poll.kind &&
  poll.options.length <= ANSWERS_MAX &&
  Math.max(...tally.hands.counts) <= HANDS_MAX &&
  poll.options.every(option => Object.values(option).every(text => text.length <= CHARS_MAX));

export function HandsField({ poll, tally }: { poll: PollItem; tally: TallyItem | undefined }): JSX.Element {
  const counts = tally?.hands?.counts ?? [];
  const won = tally?.shares?.leaders ?? [];
  return (
    <ul class="raised" data-fit>
      {poll.options.map((option, i) => (
        <li key={i} class={won.includes(i) ? 'won' : ''}>
          <span class="name">
            <Pair texts={option} />
          </span>
          <span class="num">
            <Num of={counts[i] ?? 0} />
          </span>
          <span class="fives" aria-hidden="true">
            {Array.from({ length: Math.ceil((counts[i] ?? 0) / 5) }, (_, five) => (
              <Five key={five} strokes={Math.min(5, (counts[i] ?? 0) - 5 * five)} />
            ))}
          </span>
        </li>
      ))}
    </ul>
  );
}

/** One 正, or the first strokes of it. */
export const Five = ({ strokes = 5 }: { strokes?: number }): JSX.Element => (
  <svg class="five" viewBox="0 0 20 20" aria-hidden="true">
    <path d={STROKES.slice(0, strokes).join('')} />
  </svg>
);
