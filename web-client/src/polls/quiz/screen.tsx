/**
 * A quiz question on the screen: a plate for each option. While it is open a line burns down above them. The reveal shows the
 * counts; when the host tells the answer, the correct plates are filled, with a tick, and the others step back.
 */
import './screen.css';
import { useEffect, useLayoutEffect, useRef } from 'preact/hooks';
import { down, FLOOR, type Plan } from '../../ui/fit';
import { useStore } from '../../ui/hooks';
import { Num, Pair, speaking } from '../../ui/screen';
import { letter } from '../../words/shares';
import { Rows, rowPlans } from '../choice/screen';
import { rulesOf, type ScreenKind, tallyOf } from '../kind';
import { Mark } from './marks';
import type { QuizScreen } from './texts.en';

const { Label } = speaking<QuizScreen>(import.meta.glob('./texts.*.ts', { eager: true, import: 'screen' }));

const size = (say: number, opt: number, bare = ''): Plan => ({
  sizes: { say, alt: Math.max(FLOOR, say * 0.64), opt, 'opt-alt': Math.max(FLOOR, opt * 0.76) },
  bare,
});

/** Large plates first; a long title is smaller before the plates are. */
const PLANS: Plan[] = [
  ...[6, 5.2, 4.2].flatMap(opt => down(6.6, 4.2, 4).map(say => size(say, opt))),
  ...down(5.2, FLOOR, 4).map(say => size(say, FLOOR)),
  ...down(5.2, FLOOR, 4).map(say => size(say, FLOOR, 'dense')),
  ...down(5.2, FLOOR, 3).map(say => ({ ...size(say, FLOOR, 'one'), pages: true })),
  { ...size(FLOOR, FLOOR, 'one title-alt'), pages: true },
  { ...size(FLOOR, FLOOR, 'one title-alt opt-alt'), pages: true },
];

const quiz: ScreenKind = {
  plans: (poll, revealed, beside) => (beside ? rowPlans(poll.options.length, revealed, beside) : PLANS),
  counted: tally => !!tallyOf(tally, 'quiz'),
  drawsBeside: true,
  hasPlaceForCount: () => false,
  Asks({ poll }) {
    const { several, speed } = rulesOf(poll, 'quiz');
    return several ? <Label of={w => w.several} /> : speed ? <Label of={w => w.fast} /> : null;
  },
  Reads({ poll, tally }) {
    const right = tallyOf(tally, 'quiz')?.right;
    if (!poll.answer_told || right === undefined) return <Label of={w => w.follows} />;
    return (
      <>
        <b>
          <Num of={right} />
        </b>{' '}
        <Label of={w => w.wereRight(right)} />
      </>
    );
  },
  Field: props => (props.beside ? <ByGroup {...props} /> : <Plates {...props} />),
};

export default quiz;

type Props = Parameters<ScreenKind['Field']>[0];

/** Groups as thin bars at each answer; the correct ones stand out once they are told. */
function ByGroup(props: Props) {
  const { poll } = props;
  const right = (poll.answer_told && rulesOf(poll, 'quiz').right) || [];
  const answers = poll.options.map((texts, i) => ({
    sign: letter(i),
    mark: right.includes(i) ? <Mark is="right" /> : null,
    texts,
  }));
  return (
    <Rows
      {...props}
      answers={answers}
      counts={undefined}
      whole={0}
      stressed={right}
      countsOf={one => tallyOf(one, 'quiz')?.counts}
    />
  );
}

function Plates({ poll, tally, revealed, turning, from, to }: Props) {
  const counts = revealed ? tallyOf(tally, 'quiz')?.counts : undefined;
  // A host knows the answer all the time.
  const right = poll.answer_told && revealed ? rulesOf(poll, 'quiz').right : undefined;
  const open = poll.phase === 'open';
  const order = poll.options.map((_, i) => i);
  // On pages the hall would wait for the one with the answer.
  if (right && turning) order.sort((a, b) => Number(right.includes(b)) - Number(right.includes(a)) || a - b);
  return (
    <div class={right ? 'quiz told' : 'quiz'}>
      <Fuse until={open ? poll.closes_at : undefined} seconds={poll.seconds ?? 0} />
      <ul class="answers" data-fit>
        {order.map((i, at) => (
          <li
            key={i}
            data-item
            data-fit
            hidden={at < from || at >= to}
            class={right?.includes(i) ? 'answer right' : 'answer'}
          >
            <span class="l">{letter(i)}</span>
            <span class="w">
              <Pair texts={poll.options[i] ?? {}} />
            </span>
            <span class="n">
              {right?.includes(i) ? <Mark is="right" /> : null}
              {counts ? <Num of={counts[i] ?? 0} /> : null}
            </span>
          </li>
        ))}
      </ul>
    </div>
  );
}

/** The time left as a line, in one even movement; under reduced motion the numerals stand alone. */
function Fuse({ until, seconds }: { until: number | undefined; seconds: number }) {
  const store = useStore();
  const line = useRef<HTMLElement>(null);
  const burning = useRef<Animation>(null);
  useLayoutEffect(() => {
    if (!until || !line.current) return;
    const left_ms = Math.max(0, until - store.serverNow());
    const from = Math.min(1, left_ms / (seconds * 1000 || left_ms || 1));
    burning.current = line.current.animate([{ transform: `scaleX(${from})` }, { transform: 'scaleX(0)' }], {
      duration: left_ms,
      easing: 'linear',
      fill: 'forwards',
    });
    return () => burning.current?.cancel();
  }, [until, seconds]);
  useEffect(() => () => burning.current?.cancel(), []);
  return (
    <div class="fuse" aria-hidden="true">
      {until ? <i ref={line} /> : null}
    </div>
  );
}
