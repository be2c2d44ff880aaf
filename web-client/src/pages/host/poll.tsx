/**
 * The selected poll: its steps from ready to revealed, the number of votes, live counts, and the verbs of the current step.
 * The host always sees the counts, and sets here what the hall sees.
 */
import './poll.css';
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { Counted } from '../../hands/counted';
import { HandsInRoom } from '../../hands/room';
import { AddressVerb } from '../../making/address';
import { limitsWith } from '../../making/limits';
import { Live } from '../../making/settings';
import { deskKind } from '../../polls/desk';
import { screenKind } from '../../polls/screen';
import type { Phase, PollItem, PollVerb } from '../../protocol/items';
import { Copied } from '../../ui/copied';
import type { Deed, Deeds, Ref } from '../../ui/deeds';
import { Choice, online, Verb } from '../../ui/desk';
import { useLang, useNow, useStore, useT, useView } from '../../ui/hooks';
import { Both, pick } from '../../ui/text';
import { sealed } from '../../words/seal';
import { clock } from '../../words/time';
import { Answers } from './answers';
import { Headline } from './headline';
import { HINTS } from './keys';
import { Names } from './names';
import { QuestionsSwitch } from './questions';
import { type InHand, secondsLeft } from './run';
import type { HostTexts } from './texts.en';
import { Voters } from './voters';

const MORE_S = 30;
const PHASES: Phase[] = ['ready', 'open', 'closed', 'revealed'];

/** The verbs that the server allows for the poll now; impossible ones are absent. */
export interface PollVerbs {
  open?: () => void;
  close?: () => void;
  reveal?: () => void;
  hide?: () => void;
  /** Tells the correct answer. */
  tell?: () => void;
  repeat?: () => void;
  reset?: () => void;
  more?: () => void;
  /** The filled button: the next step towards the reveal. */
  filled?: (() => void) | undefined;
  /** The time limit of the next opening; 0 means none. */
  limit: number;
  setLimit: (seconds: number) => void;
}

/** Returns true if the server allows this for the poll now. */
const can = (poll: PollItem, verb: PollVerb): boolean => !!poll.can?.includes(verb);

export function usePollVerbs(poll: PollItem | undefined, deeds: Deeds): PollVerbs {
  const t = useT<HostTexts>();
  const view = useView();
  const [limits, setLimits] = useState<Record<number, number>>({});
  const limit = (poll && (limits[poll.id] ?? poll.seconds)) || 0;
  const setLimit = (seconds: number) => poll && setLimits({ ...limits, [poll.id]: seconds });
  if (!poll || !online(view)) return { limit, setLimit };
  const { id } = poll;
  const item: Ref = `poll:${id}`;
  const run = (deed: Omit<Deed, 'item'>) => () => void deeds.run({ item, ...deed });

  const open = run({
    cmd: seen => ({ open_poll: { poll: id, seen, ...(limit && { seconds: limit }) } }),
    did: t.making.did.opened,
  });
  const close = run({
    cmd: seen => ({ close_poll: { poll: id, seen } }),
    did: t.host.did.closed,
  });
  const reveal = run({
    cmd: seen => ({ reveal_poll: { poll: id, seen } }),
    did: t.host.did.revealed,
  });
  const hide = run({
    cmd: seen => ({ hide_poll: { poll: id, seen } }),
    did: t.host.did.hidden,
  });
  const tell = run({
    cmd: seen => ({ tell_answer: { poll: id, seen } }),
    did: t.host.did.told,
  });
  const repeat = run({
    cmd: seen => ({ repeat_poll: { poll: id, seen, ...(limit && { seconds: limit }) } }),
    did: t.host.did.repeated,
  });
  const reset = run({
    cmd: seen => ({ reset_poll: { poll: id, seen } }),
    did: t.host.did.reset,
  });
  const more = run({
    cmd: seen => ({ extend_poll: { poll: id, seen, seconds: MORE_S } }),
    did: t.host.did.extended,
  });
  const verbs = {
    ...(can(poll, 'open') && { open }),
    ...(can(poll, 'close') && { close }),
    ...(can(poll, 'reveal') && { reveal }),
    ...(can(poll, 'hide') && { hide }),
    ...(can(poll, 'tell') && { tell }),
    ...(can(poll, 'extend') && { more }),
    ...(can(poll, 'repeat') && { repeat }),
    ...(can(poll, 'reset') && { reset }),
  };
  return {
    limit,
    setLimit,
    ...verbs,
    filled: verbs.reveal ?? verbs.tell ?? (poll.phase === 'ready' ? verbs.open : undefined),
  };
}

export function PollInHand(props: {
  poll: PollItem;
  verbs: PollVerbs;
  deeds: Deeds;
  change: () => void;
  choose: (item: InHand) => void;
  /** The list of answers is open. */
  reading: boolean;
  read: (open: boolean) => void;
}): JSX.Element {
  const t = useT<HostTexts>();
  const view = useView();
  const { poll, verbs, deeds } = props;
  const kind = deskKind(poll);
  const off = !online(view);
  const live = poll.live ?? 'count';
  const now = view.tallies.get(poll.id);
  const limits = limitsWith(poll.seconds);
  return (
    <div class="hand-in">
      <p class="mut">
        {kind ? <kind.Settings poll={poll} /> : t.newer}
        {t.comma}
        {poll.changeable ? t.host.changeable : t.host.final}
        {poll.reveals_itself ? t.comma + t.host.revealsItself : null}
        {poll.voters?.named ? t.comma + t.host.named : null}
      </p>
      <div class="ask">
        <Headline texts={poll.title} />
      </div>
      {poll.crowded ? <p class="crowded">{t.making.crowded[poll.crowded]}</p> : null}
      <Steps poll={poll} />
      <Turnout poll={poll} />
      {!kind ? null : poll.phase === 'ready' ? (
        <kind.Results poll={poll} tally={undefined} />
      ) : (
        <Copied>
          <Counted count={now?.count ?? 0} hands={now?.hands} />
          <kind.Results poll={poll} tally={now} />
        </Copied>
      )}
      <Answers poll={poll} deeds={deeds} open={props.reading} on={props.read} />
      {poll.seal ? (
        <p class="mut sm sealed">
          {t.host.fingerprint[0]}
          <b>{sealed(poll.seal)}</b>
          {t.host.fingerprint[1]}
          {t.host.fingerprintHow}
        </p>
      ) : null}
      <Names poll={poll} />
      <ByGroup poll={poll} deeds={deeds} />
      <Order poll={poll} deeds={deeds} />
      <Earlier poll={poll} />
      <Hands poll={poll} deeds={deeds} off={off} />
      <div class="acts">
        <PollActs poll={poll} verbs={verbs} off={off} />
      </div>
      {can(poll, 'open') || can(poll, 'repeat') ? (
        <div class="kv">
          <span>{t.making.limit}</span>
          <Choice
            label={t.making.limit}
            value={String(verbs.limit)}
            options={[
              // A quiz question is never without one.
              ...('quiz' in poll.kind ? [] : [['0', t.making.noLimit] as [string, string]]),
              ...limits.map((n): [string, string] => [String(n), t.making.seconds(n)]),
            ]}
            on={value => verbs.setLimit(Number(value))}
          />
        </div>
      ) : null}
      <Live
        isHeld={!!poll.held}
        value={live}
        off={off}
        on={to =>
          void deeds.run({
            item: `poll:${poll.id}`,
            cmd: seen => ({ set_live: { poll: poll.id, seen, live: to } }),
            did: `${t.making.liveLabel}: ${t.making.live[to]}`,
          })
        }
      />
      <Rewriting {...props} off={off} />
      <QuestionsSwitch deeds={deeds} />
    </div>
  );
}

/** The entry of hands that were counted in the room. */
function Hands({ poll, deeds, off }: { poll: PollItem; deeds: Deeds; off: boolean }): JSX.Element | null {
  const view = useView();
  const answers = deskKind(poll)?.useRaised?.(poll);
  if (!answers) return null;
  return (
    <HandsInRoom
      poll={poll}
      tally={view.tallies.get(poll.id)}
      answers={answers}
      phones={view.hall?.here.participant ?? 0}
      off={off}
      on={(hands, did) =>
        void deeds.run({
          item: `poll:${poll.id}`,
          cmd: seen => ({ count_hands: { poll: poll.id, seen, ...(hands && { hands }) } }),
          did,
        })
      }
    />
  );
}

/** Changes the poll's words, copies it, or removes it. */
function Rewriting(props: {
  poll: PollItem;
  deeds: Deeds;
  off: boolean;
  change: () => void;
  choose: (item: InHand) => void;
}): JSX.Element {
  const t = useT<HostTexts>();
  const store = useStore();
  const { poll, deeds, off } = props;
  async function duplicate() {
    const done = await deeds.run({
      item: 'polls',
      cmd: () => ({ duplicate_poll: { poll: poll.id, seen: poll.rev ?? 0 } }),
      did: t.making.did.copied,
    });
    const { polls } = store.view();
    if (done) props.choose({ kind: 'poll', id: Math.max(...polls.map(p => p.id)) });
  }
  const remove = () =>
    void deeds.run({
      item: `poll:${poll.id}`,
      cmd: seen => ({ remove_poll: { poll: poll.id, seen } }),
      did: t.making.did.removed,
    });
  return (
    <div class="kv">
      <div class="grow">
        <Voters poll={poll} />
      </div>
      <span class="verbs">
        <Verb on={props.change} off={off}>
          {t.making.change}…
        </Verb>
        <Verb on={() => void duplicate()} off={off}>
          {t.making.duplicate}
        </Verb>
        <AddressVerb poll={poll} />
        <Verb on={remove} off={off || !can(poll, 'remove')}>
          {t.making.remove}
        </Verb>
      </span>
    </div>
  );
}

function Steps(props: { poll: PollItem }): JSX.Element {
  const t = useT<HostTexts>();
  const { poll } = props;
  const left = secondsLeft(poll, useNow(1000));
  const at = PHASES.indexOf(poll.phase);
  return (
    <ol class="steps">
      {PHASES.map((phase, i) => (
        <li
          key={phase}
          class={i < at ? 'did' : i === at ? 'here' : ''}
          aria-current={i === at ? 'step' : undefined}
        >
          {phase === 'open' && left !== null ? t.host.openLeft(clock(left)) : t.host.steps[phase]}
        </li>
      ))}
    </ol>
  );
}

function Turnout(props: { poll: PollItem }): JSX.Element | null {
  const t = useT<HostTexts>();
  const view = useView();
  const { poll } = props;
  if (poll.phase === 'ready') return null;
  const tally = view.tallies.get(poll.id);
  const count = tally?.ballots ?? tally?.count ?? 0;
  const { present, by_door } = (poll.phase === 'open' ? view.hall : tally) ?? {};
  return (
    <p class="turnout">
      <span>
        {poll.earlier ? `${t.host.round(poll.earlier + 1)}${t.comma}` : null}
        <b>{count}</b>
        {t.host.voters(count)}
        {tally?.ballots === undefined ? null : t.comma + t.host.weighed(tally.count)}
        {present === undefined || tally?.hands ? null : (
          <span class="mut">{t.comma + (by_door ? t.host.ofCheckedIn : t.host.ofPresent)(present)}</span>
        )}
      </span>
      {poll.phase === 'open' ? (
        <span class="mut">{t.host.liveNow[poll.held ? 'count' : (poll.live ?? 'count')]}</span>
      ) : null}
    </p>
  );
}

/** The results by group, one group at a time, and by which of them the screen and the phones show the result. */
function ByGroup(props: { poll: PollItem; deeds: Deeds }): JSX.Element | null {
  const t = useT<HostTexts>();
  const view = useView();
  const [lang] = useLang();
  const { poll, deeds } = props;
  const kind = deskKind(poll);
  const found = view.tallies.get(poll.id)?.groups ?? [];
  const named = found.flatMap(tally => {
    const group = view.of('group').find(({ id }) => id === tally.group);
    return group ? [{ ...group, tally }] : [];
  });
  if (!kind || !named.length) return null;
  return (
    <>
      {named.map(({ id, name, values, tally }) => (
        <details key={id} name="groups" class="earlier">
          <summary>{t.host.byGroup(pick(name, lang)[1])}</summary>
          <Copied of={pick(name, lang)[1]}>
            {values.map(({ id: value, text }) => {
              const of = tally.values.find(v => v.value === value);
              if (!of) return null;
              const { count, ballots = count, tally: counts, shares } = of;
              return (
                <section key={value}>
                  <h3>
                    <Both texts={text} as="span" />{' '}
                    <span class="mut">{ballots + t.host.voters(ballots)}</span>
                  </h3>
                  <kind.Results poll={poll} tally={{ id: poll.id, count, tally: counts, shares }} ofGroup />
                </section>
              );
            })}
          </Copied>
          {tally.hides ? <p class="mut sm">{t.host.fewHidden}</p> : null}
          {view.tallies.get(poll.id)?.hands ? <p class="mut sm">{t.host.phonesByGroup}</p> : null}
        </details>
      ))}
      {screenKind(poll)?.drawsBeside ? (
        <div class="kv">
          <span>{t.host.splitLabel}</span>
          <Choice
            label={t.host.splitLabel}
            value={String(poll.split ?? '')}
            off={!online(view)}
            options={[
              ['', t.host.unsplit],
              ...named.map(({ id, name }): [string, string] => [String(id), pick(name, lang)[1]]),
            ]}
            on={to =>
              void deeds.run({
                item: `poll:${poll.id}`,
                cmd: seen => ({ split_poll: { poll: poll.id, seen, ...(to && { group: Number(to) }) } }),
                did: t.host.did.split,
              })
            }
          />
        </div>
      ) : null}
    </>
  );
}

/** In which order the screen shows the answers of a choice that is over. */
function Order({ poll, deeds }: { poll: PollItem; deeds: Deeds }): JSX.Element | null {
  const t = useT<HostTexts>();
  const view = useView();
  if (!deskKind(poll)?.sorts || !['closed', 'revealed'].includes(poll.phase)) return null;
  return (
    <div class="kv">
      <span>{t.host.orderLabel}</span>
      <Choice
        label={t.host.orderLabel}
        value={poll.sorted ? 'sorted' : 'given'}
        off={!online(view)}
        options={[
          ['given', t.host.given],
          ['sorted', t.host.mostFirst],
        ]}
        on={to =>
          void deeds.run({
            item: `poll:${poll.id}`,
            cmd: seen => ({ sort_poll: { poll: poll.id, seen, sorted: to === 'sorted' } }),
            did: t.host.did.sorted,
          })
        }
      />
    </div>
  );
}

/** How many voted; weights may make more votes of them. */
const votersOf = ({ count, ballots = count }: { count: number; ballots?: number | undefined }) => ballots;

/** The results of the rounds before this one, the latest first. */
function Earlier(props: { poll: PollItem }): JSX.Element | null {
  const t = useT<HostTexts>();
  const { poll } = props;
  const kind = deskKind(poll);
  const { earlier = [], again } = useView().tallies.get(poll.id) ?? {};
  if (!kind || !earlier.length) return null;
  return (
    <>
      {again ? <p class="mut">{t.host.bothRounds(again.both, again.changed)}</p> : null}
      {[...earlier].reverse().map(({ nth, ...round }) => (
        <section key={nth} class="earlier">
          <Copied of={t.host.round(nth)}>
            <h3>
              {t.host.round(nth)} <span class="mut">{votersOf(round) + t.host.voters(votersOf(round))}</span>
            </h3>
            <Counted count={round.count} hands={round.hands} />
            <kind.Results poll={poll} tally={{ id: poll.id, ...round }} />
          </Copied>
        </section>
      ))}
    </>
  );
}

function PollActs(props: { poll: PollItem; verbs: PollVerbs; off: boolean }): JSX.Element {
  const t = useT<HostTexts>();
  const { poll, verbs, off } = props;
  const count = useView().tallies.get(poll.id)?.count;
  const call = (verb: (() => void) | undefined) => () => verb?.();
  const seconds = verbs.limit && t.making.seconds(verbs.limit);
  return (
    <>
      {can(poll, 'reveal') ? (
        <Verb on={call(verbs.reveal)} off={off} look="tall do" hint={HINTS.step}>
          {poll.phase === 'open' ? t.host.closeReveal : t.host.reveal}
        </Verb>
      ) : null}
      {can(poll, 'tell') ? (
        <Verb on={call(verbs.tell)} off={off} look="tall do" hint={HINTS.step}>
          {t.host.tell}
        </Verb>
      ) : null}
      {can(poll, 'close') ? (
        <Verb on={call(verbs.close)} off={off} look="tall" hint={HINTS.close}>
          {t.host.closePoll}
        </Verb>
      ) : null}
      {can(poll, 'extend') ? (
        <Verb on={call(verbs.more)} off={off} look="tall" hint={HINTS.more}>
          {t.host.more(MORE_S)}
        </Verb>
      ) : null}
      {!can(poll, 'open') ? null : poll.phase === 'ready' ? (
        <Verb on={call(verbs.open)} off={off} look="tall do" hint={HINTS.step}>
          {seconds ? t.host.openFor(seconds) : t.host.open}
        </Verb>
      ) : (
        <Verb on={call(verbs.open)} off={off} look="tall">
          {seconds ? `${t.host.reopen}, ${seconds}` : t.host.reopen}
        </Verb>
      )}
      {can(poll, 'repeat') ? (
        <Verb on={call(verbs.repeat)} off={off} look="tall">
          {seconds
            ? `${t.host.repeat((poll.earlier ?? 0) + 2)}${t.comma}${seconds}`
            : t.host.repeat((poll.earlier ?? 0) + 2)}
        </Verb>
      ) : null}
      {can(poll, 'reset') && count ? (
        <Verb on={call(verbs.reset)} off={off} look="tall">
          {t.host.reset}
        </Verb>
      ) : null}
      {can(poll, 'hide') ? (
        <Verb on={call(verbs.hide)} off={off} look="tall" hint={HINTS.hide}>
          {t.host.hide}
        </Verb>
      ) : null}
    </>
  );
}
