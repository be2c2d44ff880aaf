/**
 * A survey on the screen: how far the hall has come, question by question. Nothing of the answers is shown here; each result is the
 * picture of its own poll.
 */
import './survey.css';
import type { JSX } from 'preact';
import { useRef } from 'preact/hooks';
import type { PollItem, ProgressItem, SurveyItem, TallyItem } from '../protocol/items';
import { down, FLOOR, type Plan, useFit } from '../ui/fit';
import { useCalm } from '../ui/motion';
import { Num, Pair, useSetting, Words } from '../ui/screen';
import { directionOf } from '../words/languages';
import { useFoot } from './foot';
import type { Present } from './poll';
import { Turning } from './turning';
import { Label, spoken } from './words';

const size = (say: number, opt: number, bare = ''): Plan => ({
  sizes: { say, alt: say * 0.64, opt, 'opt-alt': opt * 0.81 },
  bare,
});

/** Whole questions on each page if they do not fit on one: in all languages, and at last in the first one. */
const PLANS: Plan[] = [
  ...down(6.6, FLOOR, 6).flatMap(say => [4.2, FLOOR].map(opt => size(say, opt))),
  ...[size(5.2, FLOOR), size(FLOOR, FLOOR), size(FLOOR, FLOOR, 'title-alt')].map(plan => ({
    ...plan,
    pages: true,
  })),
  { ...size(FLOOR, FLOOR, 'title-alt opt-alt'), pages: true },
];

export function SurveyScene(props: {
  survey: SurveyItem;
  polls: PollItem[];
  tallies: Map<number, TallyItem>;
  progress: ProgressItem | undefined;
  /** Those present now. */
  here: Present | null;
}): JSX.Element {
  const { survey, polls } = props;
  const { langs } = useSetting();
  const [[lang] = ['en']] = spoken(langs);
  const tallies = useCalm(props.tallies, 500);
  const progress = useCalm(props.progress, 500);
  const here = useCalm(props.here, 500);
  const titles = polls.map(poll => poll.title);
  const foot = useRef<HTMLElement>(null);
  useFoot(foot);
  const fitted = useFit<HTMLDivElement>(PLANS, JSON.stringify([survey.title, titles, langs]));
  const { page, pages } = fitted;
  const open = survey.phase === 'open';
  const counts = polls.map(poll => tallies.get(poll.id)?.count ?? 0);
  // As of the close once it is closed. A phone that answered and left a while ago still counts.
  const { present, by_door } = (open ? here : tallies.get(polls[0]?.id ?? -1)) ?? {};
  const most = Math.max(1, present ?? 0, ...counts);
  const { began = 0, finished = 0 } = progress ?? {};
  return (
    <div class={`scene survey ${survey.phase}`} ref={fitted.ref}>
      <div class="ask">
        <Words texts={survey.title} say main="h1" />
      </div>
      <ol class="field way" data-fit>
        {polls.map((poll, i) => (
          <li key={poll.id} data-item data-fit>
            <span class="l">{i + 1}</span>
            <span class="w">
              <Pair texts={poll.title} />
            </span>
            <span class="bar">
              <i style={{ transform: `scaleX(${(counts[i] ?? 0) / most})` }} />
            </span>
            <span class="n">{survey.phase === 'ready' ? null : <Num of={counts[i] ?? 0} />}</span>
          </li>
        ))}
      </ol>
      <footer class="foot" ref={foot}>
        <span dir={directionOf(lang)}>
          {survey.phase === 'ready' ? null : (
            <>
              <b>
                <Num of={finished} />
              </b>{' '}
              <Label of={w => w.survey.finished} />
            </>
          )}
        </span>
        {pages > 1 ? (
          <Turning page={page} pages={pages} />
        ) : survey.phase === 'ready' ? null : (
          <span>
            <b>
              <Num of={began} />
            </b>{' '}
            <Label of={w => w.survey.began} />
          </span>
        )}
        {present === undefined || survey.phase === 'ready' ? null : (
          <span>
            <b>
              <Num of={present} />
            </b>{' '}
            <Label of={w => (by_door ? w.checkedIn : w.connected)(present)} />
          </span>
        )}
        {open && present !== undefined ? null : (
          <span class="alt">
            <Label
              of={w =>
                ({
                  ready: w.survey.soon,
                  open: w.survey.open,
                  closed: w.survey.closed,
                  revealed: w.results,
                })[survey.phase]
              }
            />
          </span>
        )}
      </footer>
    </div>
  );
}
