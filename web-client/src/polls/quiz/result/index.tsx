/** What an answer to a quiz question brought, and the marks of the correct answer. */
import type { PollItem } from '../../../protocol/items';
import { addStyles, useSpoken, useView } from '../../../ui/hooks';
import { Mark as Sign } from '../marks';
import styles from './result.css?inline';
import type { QuizResult } from './texts.en';

addStyles(styles);

const ALL = import.meta.glob<QuizResult>('./texts.*.ts', { eager: true, import: 'default' });
const useResult = () => ALL[`./texts.${useSpoken()}.ts`] as QuizResult;

/** Marks a correct answer, or this guest's own that is not. */
export function Mark({ is }: { is: 'right' | 'wrong' }) {
  return <Sign is={is} says={useResult().is[is]} />;
}

export default function Result({ poll }: { poll: PollItem }) {
  const t = useResult();
  const { mine, polls } = useView();
  const own = mine.ballots.find(b => b.poll === poll.id && b.round === poll.round);
  const { place } = mine;
  const latest = polls.filter(p => 'quiz' in p.kind).sort((a, b) => b.since - a.since)[0];
  // Together with the answer, although this guest's points may arrive first.
  const points = poll.answer_told ? own?.points : undefined;
  return (
    <>
      {points !== undefined && (
        <p class="earned" role="status">
          <b>{points ? t.right : t.wrong}</b>
          {points > 0 && <span class="big">+{points}</span>}
        </p>
      )}
      {poll.answer_told && !own && <p class="earned">{t.notAnswered}</p>}
      {latest === poll && poll.answer_told && place && (
        <p class="earned">
          <span>{t.place(place.rank, place.players)}</span>
          <span>{t.points(place.points)}</span>
        </p>
      )}
    </>
  );
}
