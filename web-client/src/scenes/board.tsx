/**
 * The leaderboard of the quiz: size is the podium. Guests with equal points have equal ranks, and a guest without an approved nickname
 * is "a guest".
 */
import './board.css';
import type { JSX } from 'preact';
import type { BoardItem } from '../protocol/items';
import { FLOOR, type Plan, useFit } from '../ui/fit';
import { Num, Piece, useSetting, Words } from '../ui/screen';
import { directionOf } from '../words/languages';
import { Label, spoken, useOwn } from './words';

/** A podium, or where ten rows have less room, smaller type for the first three; below an event's longest title one language less above them. */
const PLANS: Plan[] = [
  { sizes: { first: 6.6, second: 4.6, rest: 3.8 } },
  { sizes: { first: 5.2, second: 4.2, rest: FLOOR } },
  { sizes: { first: 4.2, second: FLOOR, rest: FLOOR } },
  { sizes: { first: 4.2, second: FLOOR, rest: FLOOR }, bare: 'title-alt' },
  { sizes: { first: FLOOR, second: FLOOR, rest: FLOOR }, bare: 'title-alt' },
];

export function BoardScene(props: { board: BoardItem }): JSX.Element {
  const { questions, players, rows, beside = 0 } = props.board;
  const { langs } = useSetting();
  const title = useOwn(words => words.board.after(questions));
  const [[lang] = ['en']] = spoken(langs);
  const { ref } = useFit<HTMLDivElement>(PLANS, JSON.stringify([rows, langs, questions]));
  const last = rows[rows.length - 1]?.points ?? 0;
  return (
    <div class="scene leaders" ref={ref}>
      <div class="ask">
        <Words texts={title} say main="h1" />
      </div>
      <ol class="board" data-fit>
        {rows.map(({ rank, points, gained = 0, name }, i) => (
          <li key={i} class={rank === 1 ? 'first' : rank <= 3 ? 'second' : ''} data-fit>
            <span class="l">{rank}</span>
            <span class="nick">
              {name ? (
                <Piece tag={name.lang} text={name.text} as="b" />
              ) : (
                <span class="unnamed">
                  <Label of={w => w.board.guest} />
                </span>
              )}
            </span>
            <span class="plus">
              {questions > 1 ? (
                <>
                  + <Num of={gained} />
                </>
              ) : null}
            </span>
            <span class="sum">
              <Num of={points} />
            </span>
          </li>
        ))}
      </ol>
      <footer class="foot">
        <span dir={directionOf(lang)}>
          <Label of={w => (beside ? w.board.beside(beside, last) : w.board.read)} />
        </span>
        <span>
          <b>
            <Num of={players} />
          </b>{' '}
          <Label of={w => w.board.players(players)} />
        </span>
      </footer>
    </div>
  );
}
