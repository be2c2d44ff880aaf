/**
 * The run of show: the agenda, with the polls of the running and of the selected session, each with its state. Selecting an
 * item changes nothing in the hall.
 */
import './run.css';
import type { ComponentChildren, JSX } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import type { PollItem, SessionItem, SurveyItem } from '../../protocol/items';
import type { View } from '../../sync/store';
import { letGo } from '../../ui/desk';
import { useLang, useNow, useT, useView } from '../../ui/hooks';
import { Both, pick, Text } from '../../ui/text';
import { dayInWords } from '../../words/hour';
import { clock, secondsUntil } from '../../words/time';
import { Starts } from './agenda';
import { asksNow } from './questions';
import type { HostTexts } from './texts.en';

export interface InHand {
  kind: 'poll' | 'survey' | 'session';
  id: number;
}

/** Returns the seconds left of an open poll. */
export function secondsLeft(poll: PollItem, now: number): number | null {
  if (poll.phase !== 'open' || !poll.closes_at) return null;
  return secondsUntil(poll.closes_at, now);
}

function opened(view: View, inHand: InHand | null): (s: SessionItem) => boolean {
  const poll = inHand?.kind === 'poll' ? view.polls.find(p => p.id === inHand.id) : undefined;
  const survey = inHand?.kind === 'survey' ? view.of('survey').find(s => s.id === inHand.id) : undefined;
  const session = inHand?.kind === 'session' ? inHand.id : (poll ?? survey)?.session;
  return s => s.state === 'running' || s.id === session;
}

/** A poll that stands alone, or a survey with its polls. */
type Asked = { poll: PollItem } | { survey: SurveyItem; polls: PollItem[] };

/** Returns the polls and surveys of a session, in their order: first the polls that stand alone. */
export function askedIn(view: View, session: number | undefined): Asked[] {
  const polls = view.polls.filter(p => p.session === session && !p.nth).map(poll => ({ poll }));
  const surveys = view
    .of('survey')
    .filter(s => s.session === session)
    .sort((a, b) => a.order - b.order)
    .map(survey => ({ survey, polls: survey.polls.flatMap(id => view.polls.find(p => p.id === id) ?? []) }));
  return [...polls, ...surveys];
}

/** The items that J and K move through. */
export function runItems(view: View, inHand: InHand | null): InHand[] {
  const open = opened(view, inHand);
  const polls = (session: number | undefined): InHand[] =>
    askedIn(view, session).flatMap((asked): InHand[] =>
      'poll' in asked
        ? [{ kind: 'poll', id: asked.poll.id }]
        : [
            { kind: 'survey', id: asked.survey.id },
            ...asked.polls.map((p): InHand => ({ kind: 'poll', id: p.id })),
          ],
    );
  return [
    ...view.sessions.flatMap((s): InHand[] => [
      { kind: 'session', id: s.id },
      ...(open(s) ? polls(s.id) : []),
    ]),
    ...polls(undefined),
  ];
}

export function RunOfShow(props: {
  inHand: InHand | null;
  choose: (item: InHand) => void;
  /** Stands above the agenda. */
  children: ComponentChildren;
}): JSX.Element {
  const t = useT<HostTexts>();
  const [lang] = useLang();
  const view = useView();
  const { event, sessions } = view;
  const open = opened(view, props.inHand);
  const loose = askedIn(view, undefined);
  const ref = useRef<HTMLElement>(null);
  const at = props.inHand ? `${props.inHand.kind}:${props.inHand.id}` : '';
  useEffect(() => {
    ref.current?.querySelector('[aria-current]')?.scrollIntoView({ block: 'nearest' });
  }, [at]);
  if (!event) return <section class="col" />;
  return (
    <section class="col run" aria-labelledby="run-title" ref={ref}>
      <div class="colh">
        <h2 id="run-title">{t.host.run}</h2>
        <span>
          {[dayInWords(event.date, lang), pick(event.venue, lang)[1]].filter(Boolean).join(t.comma)}
        </span>
      </div>
      {props.children}
      <ol class="rows">
        {sessions.map(s => (
          <SessionRow key={s.id} session={s} asked={open(s) ? askedIn(view, s.id) : []} {...props} />
        ))}
        {loose.length ? (
          <li class="show">
            <span />
            <ul class="items">
              <AskedRows asked={loose} inHand={props.inHand} choose={props.choose} />
            </ul>
          </li>
        ) : null}
      </ol>
    </section>
  );
}

interface RowProps {
  inHand: InHand | null;
  choose: (item: InHand) => void;
}

function SessionRow(props: RowProps & { session: SessionItem; asked: Asked[] }): JSX.Element {
  const t = useT<HostTexts>();
  const view = useView();
  const { session: s, inHand } = props;
  const here = s.state === 'running';
  const chosen = inHand?.kind === 'session' && inHand.id === s.id;
  const waiting = here ? view.questions.filter(q => q.state === 'approved' || q.state === 'next').length : 0;
  return (
    <li class={`show ${here ? 'here' : s.state === 'ended' || s.state === 'skipped' ? 'past' : ''}`}>
      <button
        type="button"
        class={chosen ? 'pick-row on' : 'pick-row'}
        aria-current={chosen ? 'true' : undefined}
        onClick={e => {
          letGo(e);
          props.choose({ kind: 'session', id: s.id });
        }}
      >
        <Starts session={s} />
        <span class="titles">
          <Both texts={s.title} as="span" altAs="span" />
        </span>
        <span class="mut sm">
          {here ? (
            <span class="st now">{t.host.now}</span>
          ) : s.state === 'ended' || s.state === 'skipped' ? (
            t.sessionStates[s.state]
          ) : s.panelists.length ? (
            t.host.panelists(s.panelists.length)
          ) : null}
        </span>
      </button>
      {props.asked.length || here ? (
        <ul class="items">
          <AskedRows asked={props.asked} inHand={inHand} choose={props.choose} />
          {here ? (
            <li class="item plain-item">
              <span>{t.host.questions}</span>
              <span class="mut sm">{t.host.questionsState(t.host.asking[asksNow(view)[1]], waiting)}</span>
            </li>
          ) : null}
        </ul>
      ) : null}
    </li>
  );
}

function AskedRows({ asked, ...rest }: RowProps & { asked: Asked[] }): JSX.Element {
  return (
    <>
      {asked.map(item =>
        'poll' in item ? (
          <PollRow key={`p${item.poll.id}`} poll={item.poll} {...rest} />
        ) : (
          <SurveyRows key={`s${item.survey.id}`} {...item} {...rest} />
        ),
      )}
    </>
  );
}

/** A survey as one row, with its polls beneath. */
function SurveyRows(props: RowProps & { survey: SurveyItem; polls: PollItem[] }): JSX.Element {
  const t = useT<HostTexts>();
  const [lang] = useLang();
  const view = useView();
  const { survey, polls, inHand, choose } = props;
  const chosen = inHand?.kind === 'survey' && inHand.id === survey.id;
  const progress = view.of('progress').find(p => p.id === survey.id);
  const [tag, title] = pick(survey.title, lang);
  return (
    <li>
      <button
        type="button"
        class={chosen ? 'item on' : 'item'}
        aria-current={chosen ? 'true' : undefined}
        onClick={e => {
          letGo(e);
          choose({ kind: 'survey', id: survey.id });
        }}
      >
        <span class="poll-name">
          <span class="mut">{t.host.survey.name}</span> <Text tag={tag} text={title} as="span" />
        </span>
        <span class={survey.phase === 'open' ? 'st now' : 'mut sm'}>
          {t.phases[survey.phase]}
          {progress ? `, ${progress.finished} / ${progress.began}` : ''}
        </span>
      </button>
      <ul class="items its-items">
        {polls.map(poll => (
          <PollRow key={poll.id} poll={poll} inHand={inHand} choose={choose} />
        ))}
      </ul>
    </li>
  );
}

function PollRow(props: RowProps & { poll: PollItem }): JSX.Element {
  const t = useT<HostTexts>();
  const [lang] = useLang();
  const view = useView();
  const now = useNow(1000);
  const { poll, inHand } = props;
  const chosen = inHand?.kind === 'poll' && inHand.id === poll.id;
  const left = secondsLeft(poll, now);
  const count = view.tallies.get(poll.id)?.count;
  const [tag, title] = pick(poll.title, lang);
  return (
    <li>
      <button
        type="button"
        class={chosen ? 'item on' : 'item'}
        aria-current={chosen ? 'true' : undefined}
        onClick={e => {
          letGo(e);
          props.choose({ kind: 'poll', id: poll.id });
        }}
      >
        <span class="poll-name">
          <span class="mut">{poll.nth ?? t.host.poll}</span> <Text tag={tag} text={title} as="span" />
        </span>
        {poll.phase === 'open' ? (
          <span class="st now">
            {t.phases.open}
            {left === null ? '' : ` ${clock(left)}`}
          </span>
        ) : (
          <span class="mut sm">
            {t.phases[poll.phase]}
            {poll.phase !== 'ready' && count !== undefined ? `, ${count}` : ''}
            {poll.voters?.named ? t.comma + t.host.named : null}
          </span>
        )}
      </button>
    </li>
  );
}
