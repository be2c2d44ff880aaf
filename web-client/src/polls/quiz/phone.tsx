/**
 * A quiz question on the phone. One tap on a button locks the answer, and arrow keys cast nothing; several answers are marked first
 * and then sent. The line above burns down with the time. What the answer brought, and the nickname, are in `result/`.
 */
import { addStyles, useNow } from '../../ui/hooks';
import { Both } from '../../ui/text';
import { letter } from '../../words/shares';
import { after } from '../after';
import { ballotOf, type LaterKind, type PaperProps, rulesOf, tallyOf } from '../kind';
import styles from './phone.css?inline';
import type { QuizPhone } from './texts.en';

addStyles(styles);

/** What is drawn after the answer. */
const later = after(() => import('./result'));

const quiz: LaterKind<number[], QuizPhone> = {
  texts: import.meta.glob<QuizPhone>('./texts.*.ts', { import: 'phone' }),
  Paper,
  asks: (poll, t) => (rulesOf(poll, 'quiz').several ? t.several : ''),
  how(poll, t) {
    const { several, speed } = rulesOf(poll, 'quiz');
    const how = several ? t.mark : poll.changeable ? t.tap : t.tapOnce;
    return speed ? `${how} ${t.fast}` : how;
  },
  unsent: (_, picks, t) => ({
    says: t.marked(picks.length),
    send: t.send,
    ballot: picks.length ? { quiz: picks } : undefined,
  }),
};

export default quiz;

function Paper(props: PaperProps<number[], QuizPhone>) {
  const { poll, heading, own, draft, may, cast, keep, Own } = props;
  const { several, right } = rulesOf(poll, 'quiz');
  const mine = ballotOf(own, 'quiz');
  const picked = (may && draft) || mine || [];
  const counts = tallyOf(props.tally, 'quiz')?.counts;
  const open = poll.phase === 'open';
  const more = (mine || poll.answer_told) && later();

  function mark(i: number, on: boolean) {
    const picks = [...picked.filter(m => m !== i), ...(on ? [i] : [])].sort((a, b) => a - b);
    keep(picks.length || mine ? picks : undefined);
  }

  function words(i: number) {
    return (
      <>
        <span class="l" aria-hidden="true">
          {letter(i)}
        </span>
        <span class="w">
          <Both texts={poll.options[i] ?? {}} as="b" altAs="i" altClass="" />
          {mine?.includes(i) && Own && <Own />}
        </span>
      </>
    );
  }

  function row(i: number) {
    const on = picked.includes(i);
    if (!open) {
      const is = right && (right.includes(i) ? 'right' : mine?.includes(i) ? 'wrong' : undefined);
      return (
        <div key={i} class={is === 'right' ? 'opt right' : 'opt'}>
          {words(i)}
          {is && more && <more.Mark is={is} />}
          {counts && <span class="n">{counts[i]}</span>}
        </div>
      );
    }
    const state = on ? 'opt on' : may ? 'opt' : 'opt off';
    if (several)
      return (
        <label key={i} class={state}>
          {words(i)}
          <input
            type="checkbox"
            name={heading}
            checked={on}
            disabled={!may}
            onChange={e => mark(i, e.currentTarget.checked)}
          />
          <span class="tick" />
        </label>
      );
    return (
      <button
        key={i}
        type="button"
        class={state}
        aria-pressed={on}
        aria-disabled={!may}
        onClick={() => may && !on && cast({ quiz: [i] })}
      >
        {words(i)}
      </button>
    );
  }

  return (
    <fieldset class="quiz" aria-labelledby={heading}>
      {open && poll.closes_at && poll.seconds && <Fuse until={poll.closes_at} seconds={poll.seconds} />}
      {poll.options.map((_, i) => row(i))}
      {more && <more.default poll={poll} />}
    </fieldset>
  );
}

/** The time left as a line. At each second it moves on to where it will be a second later. */
function Fuse({ until, seconds }: { until: number; seconds: number }) {
  const left = (until - useNow(1000)) / 1000 - 1;
  const part = Math.max(0, Math.min(1, left / seconds));
  return (
    <div class="fuse" aria-hidden="true">
      <i style={{ transform: `scaleX(${part})` }} />
    </div>
  );
}
