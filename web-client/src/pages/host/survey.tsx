/**
 * The selected survey: its phase, how far the guests have come with each question, and the verbs that concern all its polls. Their
 * results are revealed one by one, or all at once.
 */
import './survey.css';
import type { JSX } from 'preact';
import type { PollItem, SurveyItem, SurveyVerb } from '../../protocol/items';
import type { Deed, Deeds, Ref } from '../../ui/deeds';
import { online, Verb } from '../../ui/desk';
import { useLang, useStore, useT, useView } from '../../ui/hooks';
import { pick, Text } from '../../ui/text';
import { Headline } from './headline';
import { HINTS } from './keys';
import { QuestionsSwitch } from './questions';
import type { InHand } from './run';
import { useShow } from './stage';
import type { HostTexts } from './texts.en';
import { Voters } from './voters';

const PHASES = ['ready', 'open', 'closed', 'revealed'] as const;

/** The verbs that the server allows for the survey now; impossible ones are absent. */
export interface SurveyVerbs {
  open?: () => void;
  close?: () => void;
  /** Reveals the first result that is not revealed yet. */
  next?: () => void;
  reveal?: () => void;
  hide?: () => void;
  repeat?: () => void;
  reset?: () => void;
  remove?: () => void;
  /** The filled button: the next step towards the results. */
  filled?: (() => void) | undefined;
}

export function useSurveyVerbs(survey: SurveyItem | undefined, deeds: Deeds): SurveyVerbs {
  const t = useT<HostTexts>();
  const { did } = t.host.survey;
  const view = useView();
  if (!survey || !online(view)) return {};
  const { id } = survey;
  const item: Ref = `survey:${id}`;
  const run = (deed: Omit<Deed, 'item'>) => () => void deeds.run({ item, ...deed });
  const can = (verb: SurveyVerb) => !!survey.can?.includes(verb);
  const waiting = survey.polls
    .flatMap(id => view.polls.find(p => p.id === id) ?? [])
    .find(p => p.phase === 'closed');
  const open = run({ cmd: seen => ({ open_survey: { survey: id, seen } }), did: t.making.survey.opened });
  const close = run({ cmd: seen => ({ close_survey: { survey: id, seen } }), did: did.closed });
  const reveal = run({ cmd: seen => ({ reveal_survey: { survey: id, seen } }), did: did.revealed });
  const hide = run({ cmd: seen => ({ hide_survey: { survey: id, seen } }), did: did.hidden });
  const repeat = run({ cmd: seen => ({ repeat_survey: { survey: id, seen } }), did: did.repeated });
  const remove = run({ cmd: seen => ({ remove_survey: { survey: id, seen } }), did: did.removed });
  const reset = run({ cmd: seen => ({ reset_survey: { survey: id, seen } }), did: did.reset });
  const next = () =>
    waiting &&
    void deeds.run({
      item: `poll:${waiting.id}`,
      cmd: seen => ({ reveal_poll: { poll: waiting.id, seen } }),
      did: t.host.did.revealed,
    });
  const verbs = {
    ...(can('open') && { open }),
    ...(can('close') && { close }),
    ...(waiting && survey.phase === 'closed' && { next }),
    ...(can('reveal') && { reveal }),
    ...(can('hide') && { hide }),
    ...(can('repeat') && { repeat }),
    ...(can('reset') && { reset }),
    ...(can('remove') && { remove }),
  };
  const steps = {
    ready: verbs.open,
    open: verbs.close,
    closed: verbs.next,
    revealed: undefined,
  };
  return { ...verbs, filled: steps[survey.phase] };
}

export function SurveyInHand(props: {
  survey: SurveyItem;
  verbs: SurveyVerbs;
  deeds: Deeds;
  change: () => void;
  choose: (item: InHand) => void;
}): JSX.Element {
  const t = useT<HostTexts>();
  const view = useView();
  const store = useStore();
  const { survey, verbs, deeds, choose } = props;
  const words = t.host.survey;
  const off = !online(view);
  const polls = survey.polls.flatMap(id => view.polls.find(p => p.id === id) ?? []);
  const progress = view.of('progress').find(p => p.id === survey.id);
  const at = PHASES.indexOf(survey.phase);
  const most = Math.max(1, progress?.began ?? 0);
  const { open, close, next, reveal, hide, repeat, reset, remove } = verbs;
  const [first] = polls;
  async function duplicate() {
    const done = await deeds.run({
      item: 'polls',
      cmd: () => ({ duplicate_survey: { survey: survey.id, seen: survey.since } }),
      did: t.making.survey.copied,
    });
    const all = store.view().of('survey');
    if (done) choose({ kind: 'survey', id: Math.max(...all.map(one => one.id)) });
  }
  return (
    <div class="hand-in">
      <p class="mut">{words.about(polls.length)}</p>
      <div class="ask">
        <Headline texts={survey.title} />
      </div>
      <ol class="steps">
        {PHASES.map((phase, i) => (
          <li
            key={phase}
            class={i < at ? 'did' : i === at ? 'here' : ''}
            aria-current={i === at ? 'step' : undefined}
          >
            {t.host.steps[phase]}
          </li>
        ))}
      </ol>
      {progress ? (
        <p class="turnout">
          <span>
            <b>{progress.finished}</b> {words.finished(progress.began)}
          </span>
        </p>
      ) : null}
      <ol class="asked">
        {polls.map(poll => (
          <Asked key={poll.id} poll={poll} most={most} deeds={deeds} off={off} choose={choose} />
        ))}
      </ol>
      <div class="acts">
        {open ? (
          <Verb
            on={open}
            off={off}
            look={survey.phase === 'ready' ? 'tall do' : 'tall'}
            {...(survey.phase === 'ready' && { hint: HINTS.step })}
          >
            {survey.phase === 'ready' ? t.host.open : t.host.reopen}
          </Verb>
        ) : null}
        {close ? (
          <Verb on={close} off={off} look="tall do" hint={HINTS.step}>
            {t.host.closePoll}
          </Verb>
        ) : null}
        {next ? (
          <Verb on={next} off={off} look="tall do" hint={HINTS.step}>
            {words.next}
          </Verb>
        ) : null}
        {reveal ? (
          <Verb on={reveal} off={off} look="tall" hint={HINTS.reveal}>
            {survey.phase === 'open' ? words.closeReveal : words.reveal}
          </Verb>
        ) : null}
        {hide ? (
          <Verb on={hide} off={off} look="tall" hint={HINTS.hide}>
            {words.hide}
          </Verb>
        ) : null}
        {repeat && progress?.began ? (
          <Verb on={repeat} off={off} look="tall">
            {words.repeat}
          </Verb>
        ) : null}
        {reset && progress?.began ? (
          <Verb on={reset} off={off} look="tall">
            {words.reset}
          </Verb>
        ) : null}
      </div>
      <div class="kv">
        <div class="grow">{first ? <Voters poll={first} /> : null}</div>
        <span class="verbs">
          <Verb on={props.change} off={off}>
            {t.making.change}…
          </Verb>
          <Verb on={() => void duplicate()} off={off}>
            {t.making.duplicate}
          </Verb>
          {remove ? (
            <Verb on={remove} off={off}>
              {words.remove}
            </Verb>
          ) : null}
        </span>
      </div>
      <QuestionsSwitch deeds={deeds} />
    </div>
  );
}

/** A question: how many have answered it, its state, and its result on the screen. */
function Asked(props: {
  poll: PollItem;
  /** The length of the whole bar. */
  most: number;
  deeds: Deeds;
  off: boolean;
  choose: (item: InHand) => void;
}): JSX.Element {
  const t = useT<HostTexts>();
  const [lang] = useLang();
  const view = useView();
  const show = useShow(props.deeds);
  const { poll, most, off } = props;
  const count = view.tallies.get(poll.id)?.count ?? 0;
  const [tag, title] = pick(poll.title, lang);
  const shown = view.stage?.stage;
  const isShown = typeof shown === 'object' && 'poll' in shown && shown.poll === poll.id;
  return (
    <li class="kv">
      <span class="mut">{poll.nth}</span>
      <button type="button" class="plain" onClick={() => props.choose({ kind: 'poll', id: poll.id })}>
        <Text tag={tag} text={title} as="span" />
      </button>
      <span class="mut sm">{poll.phase === 'revealed' ? t.phases.revealed : null}</span>
      {poll.phase === 'ready' ? null : (
        <>
          <span class="way" aria-hidden="true">
            <i style={{ transform: `scaleX(${Math.min(1, count / most)})` }} />
          </span>
          <b>{count}</b>
        </>
      )}
      {poll.phase === 'revealed' ? (
        <Verb on={() => show({ poll: poll.id })} off={off || isShown}>
          {t.host.survey.onScreen}
        </Verb>
      ) : null}
    </li>
  );
}
