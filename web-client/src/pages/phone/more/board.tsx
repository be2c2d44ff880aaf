/** The leaderboard of the quiz, while it is on the screen, with this guest's own place always in sight. */
import { useView } from '../../../ui/hooks';
import { Text } from '../../../ui/text';
import { useMore } from './texts';

export function Board() {
  const t = useMore();
  const view = useView();
  const [board] = view.of('board');
  if (!board) return null;
  const { place, nickname } = view.mine;
  /** A guest without an approved nickname cannot tell which row is theirs; the last line does. */
  const own = board.rows.findIndex(
    row => row.rank === place?.rank && row.points === place.points && row.name?.text === nickname?.text,
  );
  const row = (
    rank: number,
    points: number,
    name: { text: string; lang: string } | undefined,
    me: boolean,
  ) => (
    <li key={`${rank} ${me} ${name?.text}`} class={`place${rank === 1 ? ' one' : ''}${me ? ' me' : ''}`}>
      <span class="l">{rank}</span>
      {name ? <Text tag={name.lang} text={name.text} as="b" /> : <span class="who">{t.aGuest}</span>}
      {me && <span class="note">{t.you}</span>}
      <span class="sum">{points}</span>
    </li>
  );
  const isListed = own >= 0 && nickname?.state === 'approved';
  return (
    <section class="sheet board" aria-labelledby="board">
      <div class="pad">
        <p class="kick">
          <b>{t.afterQuestions(board.questions)}</b>
          <span>{t.players(board.players)}</span>
        </p>
        <h2 id="board" class="say">
          {t.board}
        </h2>
      </div>
      <ol>
        {board.rows.map((r, i) => row(r.rank, r.points, r.name, isListed && i === own))}
        {place && !isListed && row(place.rank, place.points, nickname && { ...nickname, lang: '' }, true)}
      </ol>
    </section>
  );
}
