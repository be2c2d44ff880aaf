/**
 * A poll on the screen: its title, the kind's own field, the number of votes and the phase. A reveal begins with a short count-in;
 * then the bars grow and settle, and last the winner stands out.
 */
import './poll.css';
import { Fragment, type JSX } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { raisedOf } from '../hands/raised';
import { Five, HandsField, isDrawnAsHands, RoomLabel } from '../hands/strokes';
import { besideOf, onSheet, sheetsOf } from '../polls/beside';
import { isSeveral } from '../polls/kind';
import { screenKind } from '../polls/screen';
import { Legend, Rounded } from '../polls/sides';
import type { GroupItem, HandCount, PollItem, TallyItem } from '../protocol/items';
import { down, FLOOR, type Plan, useFit } from '../ui/fit';
import { useNow } from '../ui/hooks';
import { COUNT_IN_MS, STRESS_AFTER_MS, still, useCalm } from '../ui/motion';
import { Num, useSetting, Words } from '../ui/screen';
import { pick } from '../ui/text';
import { directionOf } from '../words/languages';
import { sealed } from '../words/seal';
import { clock, secondsUntil } from '../words/time';
import { useFoot } from './foot';
import { useLastSeconds } from './letterhead';
import { type Before, justBefore } from './reveals';
import { Turning } from './turning';
import { Label, spoken, WithName } from './words';

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
  const [shown, setShown] = useState(() => poll.phase === 'revealed' && !justBefore(poll));
  useEffect(() => {
    if (poll.phase !== 'revealed') {
      setShown(false);
      return;
    }
    if (shown) return;
    const timer = setTimeout(() => setShown(true), still() ? 0 : STRESS_AFTER_MS);
    return () => clearTimeout(timer);
  }, [poll.phase]);
  return shown && poll.phase === 'revealed';
}

/**
 * Holds back a reveal that this page sees happen for a short count-in, so that the hall looks up before the bars grow. Until then the
 * picture is the one before. A tally that was visible before follows at once, because a text in it may have been hidden meanwhile.
 */
function useCountIn(poll: PollItem, tally: TallyItem | undefined) {
  const isRevealed = poll.phase === 'revealed';
  const [just] = useState(() => justBefore(poll));
  const before = useRef<Before | undefined>(just);
  const [isOver, setOver] = useState(isRevealed && !just);
  if (!isRevealed) before.current = { poll, tally };
  useEffect(() => {
    if (!isRevealed) setOver(false);
    else if (!isOver) {
      const timer = setTimeout(() => setOver(true), still() ? 0 : COUNT_IN_MS);
      return () => clearTimeout(timer);
    }
    return undefined;
  }, [isRevealed]);
  const held = before.current;
  if (!isRevealed || isOver || held?.poll.id !== poll.id || still())
    return { poll, tally, countingIn: false };
  if (!tally || !screenKind(poll)?.counted(held.tally))
    return { poll: { ...poll, phase: 'closed' as const }, tally: held.tally, countingIn: true };
  // A table of groups that comes with the reveal is part of it.
  const { groups: _, ...rest } = tally;
  const split = held.tally?.groups;
  const was = { ...rest, ...(split && { groups: split }) };
  return { poll: { ...poll, phase: 'closed' as const }, tally: was, countingIn: true };
}

/** How many are present: phones, or those who checked in at the door. */
export type Present = Pick<TallyItem, 'present' | 'by_door'>;

/**
 * Returns how many are present: now while the poll is open, and as of the close once it is closed, because a phone that voted and left
 * a while ago still counts. Until the number of the close is there, the one before stays.
 */
function useLastPresent(poll: PollItem, known: Present | null | undefined): Present {
  const last = useRef<{ of: number; present: Present }>({ of: poll.id, present: {} });
  if (last.current.of !== poll.id || known?.present !== undefined)
    last.current = { of: poll.id, present: known ?? {} };
  return last.current.present;
}

export function PollScene(props: {
  poll: PollItem;
  tally: TallyItem | undefined;
  /** Those present now. */
  here: Present | null;
  groups: GroupItem[];
}): JSX.Element {
  const { langs } = useSetting();
  const [[lang] = ['en']] = spoken(langs);
  const { poll, tally, countingIn } = useCountIn(props.poll, useCalm(props.tally, 500));
  const here = useCalm(props.here, 500);
  const { present: connected, by_door: byDoor } = useLastPresent(poll, poll.phase === 'open' ? here : tally);
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
  const told = revealed && !!poll.answer_told;
  const fit = [
    poll.title,
    poll.options,
    poll.pictures,
    poll.kind,
    poll.voters,
    langs,
    counted,
    revealed,
    told,
    winners,
    connected === undefined,
    !!poll.seal,
    sides,
    says,
  ];
  const words = JSON.stringify(fit);
  const again = tally?.again;
  // Before the fitting, which depends on its height.
  const foot = useRef<HTMLDivElement>(null);
  useFoot(foot);
  const plans = kind ? kind.plans(poll, revealed, beside) : TITLE_PLANS;
  const fitted = useFit<HTMLDivElement>(plans, words, `${revealed} ${told}`, {
    sheet,
    sheets,
    turn: () => setTurned(sheet + 1),
  });
  const { page, pages, from, to } = fitted;
  const turns = pages * sheets > 1;
  const alone = !counted && !beside && poll.phase !== 'ready' && !!kind?.hasPlaceForCount(poll);
  const { Asks, Reads } = kind ?? {};
  const asHands = revealed && !beside && isDrawnAsHands(poll, tally);
  const isRead = revealed && !beside && tally;
  const tells = (isRead && Reads?.({ poll, tally })) || null;
  const whole = tally && counted && !asHands ? kind?.whole?.(poll, tally, false) : undefined;
  const names = (isRead && !tells && kind?.Whole?.({ poll, tally, beside: false })) || null;
  const reads = tells ?? names;
  // Points have no numbers before the reveal.
  const inPercent = whole !== undefined || (!kind?.whole && !!kind?.Whole && revealed);
  const rounded = !!tally?.shares?.rounded && inPercent && !asHands;
  const base = names ? undefined : whole;
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
      <footer>
        {/* Not in the field, which would overflow. */}
        {countingIn ? (
          <div class="count-in" aria-hidden="true">
            <i />
            <i />
            <i />
          </div>
        ) : null}
        <div class="foot" ref={foot}>
          <span dir={directionOf(lang)}>
            {(alone && pages < 2) || poll.phase === 'ready' ? null : beside && kind ? (
              <Legend poll={poll} tally={tally} kind={kind} beside={beside} />
            ) : (
              <>
                {/* The same number in words is not said twice. */}
                <Count poll={poll} tally={tally} whole={base} />
                {rounded ? (
                  <>
                    {' '}
                    <Rounded />
                  </>
                ) : null}
              </>
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
          ) : beside?.of === 'rounds' && again ? (
            <span class="again">
              <Label of={w => w.changed(again.changed, again.both, beside.series.length)} />
            </span>
          ) : reads ? (
            <span class="alt">{reads}</span>
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
        </div>
        <p class="record">
          {!alone && !beside && isWeighed(poll, tally, base) && (
            <span dir={directionOf(lang)}>
              <b>
                <Num of={count} />
              </b>{' '}
              <Label of={w => w.ballots(count)} />
            </span>
          )}
          {connected !== undefined && poll.phase !== 'ready' && (
            <span class="present" dir={directionOf(lang)}>
              <b>
                <Num of={connected} />
              </b>{' '}
              <Label of={w => (byDoor ? w.checkedIn : w.connected)(connected)} />
            </span>
          )}
          {poll.seal && (
            <span class="seal" dir={directionOf(lang)}>
              <Label of={w => w.fingerprint} /> <b>{sealed(poll.seal)}</b>
            </span>
          )}
        </p>
      </footer>
    </div>
  );
}

/** Returns true if the foot says how many votes there are by weight, and not how many have voted. */
const isWeighed = (poll: PollItem, tally: TallyItem | undefined, whole: number | undefined): boolean =>
  tally?.ballots !== undefined && !tally.hands && (poll.phase !== 'open' || !!whole);

/** The number of votes, and the number that is the base of the percents: the same one, or another beside it. */
function Count(props: {
  poll: PollItem;
  tally: TallyItem | undefined;
  whole: number | undefined;
}): JSX.Element {
  const { poll, tally } = props;
  const { count = 0, ballots } = tally ?? {};
  const whole = !props.whole ? null : props.whole === count ? (
    <span class="base"> = 100%</span>
  ) : (
    <span class="base">
      {' · '}
      <Num of={props.whole} /> = 100%
    </span>
  );
  const open = poll.phase === 'open';
  const votes = isSeveral(poll) ? 'voters' : 'votes';
  if (tally?.hands)
    return (
      <>
        <WithHands tally={tally} hands={tally.hands} />
        {whole}
      </>
    );
  return (
    <>
      {!isWeighed(poll, tally, props.whole) ? (
        <>
          <b>
            <Num of={ballots ?? count} />
          </b>{' '}
          <Label of={w => (open ? w.voted : w[votes])(ballots ?? count)} />
          {ballots === undefined ? whole : null}
        </>
      ) : (
        <>
          <b>
            <Num of={count} />
          </b>{' '}
          <Label of={w => w.weighed(count)} />
          {whole}
        </>
      )}
    </>
  );
}

/** The number of votes where hands counted in the room are among them: each part by its name. */
function WithHands(props: { tally: TallyItem; hands: HandCount }): JSX.Element {
  const { tally, hands } = props;
  const raised = raisedOf(hands);
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
