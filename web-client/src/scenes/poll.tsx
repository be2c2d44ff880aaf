/**
 * A poll on the screen: its title, the kind's own field, the number of votes and the phase. At the reveal the bars settle first,
 * and then the winner stands out.
 */
import './poll.css';
import { Fragment, type JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { Five, HandsField, isDrawnAsHands, RoomLabel } from '../hands/strokes';
import { besideOf, onSheet, sheetsOf } from '../polls/beside';
import { isSeveral } from '../polls/kind';
import { screenKind } from '../polls/screen';
import { Legend } from '../polls/sides';
import type { GroupItem, HandCount, PollItem, TallyItem } from '../protocol/items';
import { down, FLOOR, type Plan, useFit } from '../ui/fit';
import { useNow } from '../ui/hooks';
import { SETTLE_MS, still, useCalm } from '../ui/motion';
import { Num, useSetting, Words } from '../ui/screen';
import { pick } from '../ui/text';
import { directionOf } from '../words/languages';
import { sealed } from '../words/seal';
import { clock, secondsUntil } from '../words/time';
import { useLastSeconds } from './letterhead';
import { Turning } from './turning';
import { Label, spoken, WithName } from './words';

/** How long the reveal waits until the bars have settled. */
const REVEAL_AFTER_MS = SETTLE_MS + 400;

/** Sizes of the title if this page does not know the kind. */
const TITLE_PLANS: Plan[] = down(8.4, FLOOR, 8).map(say => ({ sizes: { say, alt: say * 0.64 } }));

/** With more values than these, or longer names, the screen says only that some may vote, or that votes have weights. */
const VALUES_MAX = 3;
const NAMES_CHARS_MAX = 60;

const areShort = (names: string[]): boolean =>
  names.length <= VALUES_MAX && [...names.join('')].length <= NAMES_CHARS_MAX;

/** Who votes and for how much, where that is not everybody alike: a quiet line above the title, in each language. */
function Voting({ poll, groups }: { poll: PollItem; groups: GroupItem[] }): JSX.Element | null {
  const { langs } = useSetting();
  const { named, only = [], one_per, weights = [] } = poll.voters ?? {};
  if (!named && !only.length && !one_per && !weights.length) return null;
  const group = (id: number) => groups.find(group => group.id === id);
  return (
    <p class="named">
      {spoken(langs).map(([lang, words], i) => {
        const name = (of: number) => pick(group(of)?.name ?? {}, lang)[1];
        const value = (of: number, id: number) =>
          pick(group(of)?.values.find(value => value.id === id)?.text ?? {}, lang)[1];
        const weighed = weights.map(of => value(of.group, of.value));
        const says = [
          ...(named ? [words.named] : []),
          ...only.map(({ group, values }) => {
            const names = values.map(id => value(group, id));
            return areShort(names) ? words.only(names) : words.onlySome(name(group));
          }),
          ...(one_per ? [words.onePer(name(one_per.group), !!one_per.first)] : []),
          ...(weights.length && !areShort(weighed) ? [words.weighted] : []),
          ...(weights.length && areShort(weighed)
            ? [words.weights(weights.map((of, i) => [weighed[i] ?? '', of.votes]))]
            : []),
        ];
        return (
          <Fragment key={lang}>
            {i ? ' ' : ''}
            <span class={i ? 'alt' : ''} lang={lang} dir={directionOf(lang)}>
              {says.join(' · ')}
            </span>
          </Fragment>
        );
      })}
    </p>
  );
}

/** Returns true once a reveal has settled; at once for a reveal before this page was there. */
function useRevealed(poll: PollItem): boolean {
  const [shown, setShown] = useState(poll.phase === 'revealed');
  useEffect(() => {
    if (poll.phase !== 'revealed') {
      setShown(false);
      return;
    }
    if (shown) return;
    const timer = setTimeout(() => setShown(true), still() ? 0 : REVEAL_AFTER_MS);
    return () => clearTimeout(timer);
  }, [poll.phase]);
  return shown && poll.phase === 'revealed';
}

/** How many are present: phones, or those who checked in at the door. */
export type Present = Pick<TallyItem, 'present' | 'by_door'>;

export function PollScene(props: {
  poll: PollItem;
  tally: TallyItem | undefined;
  /** Those present now. */
  here: Present | null;
  groups: GroupItem[];
}): JSX.Element {
  const { poll } = props;
  const { langs } = useSetting();
  const [[lang] = ['en']] = spoken(langs);
  const tally = useCalm(props.tally, 500);
  const here = useCalm(props.here, 500);
  // As of the close once it is closed. A phone that voted and left a while ago still counts.
  const { present: connected, by_door: byDoor } = (poll.phase === 'open' ? here : tally) ?? {};
  const revealed = useRevealed(poll);
  const kind = screenKind(poll);
  // Of those who have voted, not of votes by weight.
  const count = tally?.ballots ?? tally?.count ?? 0;
  const counted = !!kind?.counted(tally);
  // The rounds before stay while the next one is open, even if nothing of it is known yet.
  const all = kind?.drawsBeside && poll.phase !== 'ready' ? besideOf(poll, tally, props.groups) : undefined;
  const sheets = sheetsOf(all);
  const [turned, setTurned] = useState(0);
  const sheet = turned % sheets;
  const beside = all && onSheet(all, sheet);
  const sides = all?.series.map(({ key, name }) => name ?? key);
  // Fit again at the reveal and when its winners arrive, which may be later; counts alone never change a size.
  const winners = revealed && tally?.shares?.leaders;
  const says = kind?.says?.(tally);
  const fit = [
    poll.title,
    poll.options,
    poll.pictures,
    poll.kind,
    poll.voters,
    langs,
    counted,
    revealed,
    winners,
    sides,
    says,
  ];
  const words = JSON.stringify(fit);
  const plans = kind ? kind.plans(poll, revealed, beside) : TITLE_PLANS;
  const fitted = useFit<HTMLDivElement>(plans, words, revealed, {
    sheet,
    sheets,
    turn: () => setTurned(sheet + 1),
  });
  const { page, pages, from, to } = fitted;
  const turns = pages * sheets > 1;
  const alone = !counted && !beside && poll.phase !== 'ready' && !!kind?.hasPlaceForCount(poll);
  const { Asks, Reads } = kind ?? {};
  const asHands = revealed && !beside && isDrawnAsHands(poll, tally);
  const reads = revealed && !beside && tally && Reads ? Reads({ poll, tally }) : null;
  return (
    <div class={`scene poll ${poll.phase} ${counted || beside ? 'bars' : 'count-only'}`} ref={fitted.ref}>
      <div class="ask">
        <Voting poll={poll} groups={props.groups} />
        <Words texts={poll.title} say main="h1" />
      </div>
      <div class="field" data-fit>
        {asHands ? (
          <HandsField poll={poll} tally={tally} />
        ) : kind ? (
          <kind.Field
            poll={poll}
            tally={tally}
            beside={beside}
            revealed={revealed}
            turning={pages > 1}
            from={from}
            to={to}
          />
        ) : null}
        {alone ? (
          <div class="big-count" key="count" data-fit>
            <b>
              <Num of={count} />
            </b>
            <p>
              <Label of={w => w.haveVoted(count)} />
            </p>
          </div>
        ) : null}
      </div>
      <footer class="foot">
        <span dir={directionOf(lang)}>
          {(alone && pages < 2) || poll.phase === 'ready' ? null : beside ? (
            <Legend beside={beside} />
          ) : (
            <Count poll={poll} tally={tally} />
          )}
          {connected === undefined ||
          poll.phase === 'ready' ||
          langs.length > 2 ||
          beside ||
          (tally?.ballots !== undefined && poll.phase !== 'open') ? null : (
            <span class="connected phones">
              <b>
                <Num of={connected} />
              </b>{' '}
              <Label of={w => (byDoor ? w.checkedIn : w.connected)(connected)} />
            </span>
          )}
        </span>
        {turns ? (
          <Turning page={sheet * pages + page} pages={sheets * pages} />
        ) : poll.phase === 'open' && Asks ? (
          <span class="alt">
            <Asks poll={poll} tally={tally} />
          </span>
        ) : asHands ? (
          <span>
            <Five /> = 5
          </span>
        ) : beside?.hides ? (
          <span class="alt">
            <Label of={w => w.fewHidden} />
          </span>
        ) : beside?.of === 'rounds' && tally?.again ? (
          <span>
            <b>
              <Num of={tally.again.changed} />
            </b>{' '}
            <Label of={w => w.changed} />
          </span>
        ) : reads ? (
          <span class="alt">{reads}</span>
        ) : poll.seal ? (
          <span class="seal">
            <Label of={w => w.fingerprint} /> <b>{sealed(poll.seal)}</b>
          </span>
        ) : null}
        {turns && beside?.hides ? (
          <span class="alt">
            <Label of={w => w.fewHidden} />
          </span>
        ) : reads && turns ? (
          <span class="alt">{reads}</span>
        ) : (
          <Status poll={poll} entered={tally?.hands && (beside?.of === 'group' ? 'byGroup' : 'entered')} />
        )}
      </footer>
    </div>
  );
}

function Count(props: { poll: PollItem; tally: TallyItem | undefined }): JSX.Element {
  const { poll, tally } = props;
  const { count = 0, ballots } = tally ?? {};
  const open = poll.phase === 'open';
  const votes = isSeveral(poll) ? 'voters' : 'votes';
  if (tally?.hands) return <WithHands tally={tally} hands={tally.hands} />;
  return (
    <>
      {ballots === undefined || open ? (
        <>
          <b>
            <Num of={ballots ?? count} />
          </b>{' '}
          <Label of={w => (open ? w.voted : w[votes])(ballots ?? count)} />
        </>
      ) : (
        <>
          <b>
            <Num of={count} />
          </b>{' '}
          <Label of={w => w.weighed(count)} />
          <span class="connected">
            <b>
              <Num of={ballots} />
            </b>{' '}
            <Label of={w => w.ballots(ballots)} />
          </span>
        </>
      )}
      {tally?.shares?.rounded ? (
        <>
          {' '}
          <small>
            <Label of={w => w.rounded} />
          </small>
        </>
      ) : null}
    </>
  );
}

/** The number of votes where hands counted in the room are among them: each part by its name. */
function WithHands(props: { tally: TallyItem; hands: HandCount }): JSX.Element {
  const { tally, hands } = props;
  const raised = hands.counts.reduce((a, b) => a + b, 0);
  return (
    <>
      <b>
        <Num of={raised} />
      </b>{' '}
      <RoomLabel of={w => w.raised(raised, hands.what)} />
      {hands.instead ? null : (
        <>
          {' + '}
          <b>
            <Num of={tally.phones ?? 0} />
          </b>{' '}
          {tally.ballots === undefined ? null : (
            <>
              <Label of={w => w.weighed(tally.phones ?? 0)} />{' '}
            </>
          )}
          <RoomLabel of={w => w.phones} />
        </>
      )}
    </>
  );
}

/** The state of the poll: soon, the time left, open, or closed; at last how its voters were verified. */
function Status(props: { poll: PollItem; entered: 'entered' | 'byGroup' | undefined }): JSX.Element {
  const { poll, entered } = props;
  const { voters } = poll;
  const last = useLastSeconds(poll.phase === 'open' ? poll.closes_at : undefined);
  if (poll.phase === 'open' && poll.closes_at && last === undefined)
    return <TimeLeft until={poll.closes_at} />;
  if (entered && poll.phase === 'revealed')
    return (
      <span class="alt">
        <RoomLabel of={w => w[entered]} />
      </span>
    );
  return (
    <span class={poll.phase === 'open' ? '' : 'alt'}>
      <Label
        of={w =>
          ({
            ready: w.soon,
            open: last === undefined ? w.voteNow : w.last,
            closed: w.closed,
            // How it is known that voters are different people belongs to the result.
            revealed: w.verified[voters?.code ? 'code' : voters?.hall ? 'hall' : 'open'],
          })[poll.phase]
        }
      />
    </span>
  );
}

function TimeLeft(props: { until: number }): JSX.Element {
  const now = useNow(250);
  return (
    <span class="time-left">
      <WithName of={w => w.left}>
        <b>{clock(secondsUntil(props.until, now))}</b>
      </WithName>
    </span>
  );
}
