/**
 * The screen: a live miniature (the screen's own scene, scaled down) and the choice of what it shows. Keyboard and screen
 * reader skip the miniature; its caption describes it.
 */
import './stage.css';
import type { JSX } from 'preact';
import { useMemo, useRef, useState } from 'preact/hooks';
import { useFullTo } from '../../people/addressee';
import { besideOf } from '../../polls/beside';
import type { PollItem, SessionItem, Stage, SurveyItem } from '../../protocol/items';
import { missingOf } from '../../questions/content';
import { Barrier } from '../../questions/gate';
import { Who } from '../../questions/who';
import { Miniature } from '../../scenes/miniature';
import type { View } from '../../sync/store';
import type { Deeds } from '../../ui/deeds';
import { letGo, online, useLanguageName } from '../../ui/desk';
import { useLang, useT, useView } from '../../ui/hooks';
import { useInk, useOrder } from '../../ui/remembered';
import { Text } from '../../ui/text';
import { Near, useWindow } from '../../ui/window';
import type { HostTexts } from './texts.en';

export type StageName = keyof HostTexts['host']['stage'];

export const stageName = (stage: Stage): StageName =>
  typeof stage === 'string'
    ? stage
    : 'poll' in stage
      ? 'poll'
      : 'survey' in stage
        ? 'survey'
        : 'session' in stage
          ? 'session'
          : 'question';

/** Puts something on the screen. */
export function useShow(deeds: Deeds): (to: Stage) => void {
  const t = useT<HostTexts>();
  const stage = useView().stage?.stage ?? 'auto';
  return to => {
    if (JSON.stringify(to) === JSON.stringify(stage)) return;
    void deeds.run({
      item: 'stage',
      cmd: () => ({ show: { stage: to } }),
      did: t.host.did.shown(t.host.stage[stageName(to)]),
    });
  };
}

/** Returns true if guests can raise cards in the running session. */
export const takesCards = ({ of, sessions }: View): boolean =>
  of('cards').some(c => c.open && sessions.some(s => s.id === c.id && s.state === 'running'));

/** Returns true once somebody has points in a quiz. */
export const hasBoard = ({ of }: View): boolean => of('board').length > 0;

/** Returns the scenes available for the selected poll and session, in the order of their buttons. */
export const stagesOf = (
  poll: PollItem | undefined,
  survey: SurveyItem | undefined,
  session: SessionItem | undefined,
  takesCards: boolean,
  hasBoard: boolean,
): Stage[] => [
  'auto',
  ...(survey ? [{ survey: survey.id }] : []),
  ...(poll ? [{ poll: poll.id }] : []),
  ...(session ? [{ session: session.id }] : []),
  'questions',
  ...(takesCards ? (['cards'] as const) : []),
  ...(hasBoard ? (['board'] as const) : []),
  'join',
  'holding',
  'blank',
];

export function ScreenSection(props: {
  poll: PollItem | undefined;
  /** The selected survey, or that of the selected poll. */
  survey: SurveyItem | undefined;
  session: SessionItem | undefined;
  deeds: Deeds;
}): JSX.Element {
  const t = useT<HostTexts>();
  const view = useView();
  const { poll, survey, session, deeds } = props;
  const [asking, setAsking] = useState(false);
  const onStage = useShow(deeds);
  const name = stageName(view.stage?.stage ?? 'auto');
  const show = (to: Stage) => {
    setAsking(false);
    onStage(to);
  };
  const off = !online(view);
  const buttons: [StageName, () => void, boolean?][] = [
    ['auto', () => show('auto')],
    ['poll', () => poll && show({ poll: poll.id }), !poll],
    ['survey', () => survey && show({ survey: survey.id }), !survey],
    ['session', () => session && show({ session: session.id }), !session],
    ['question', () => setAsking(!asking)],
    ['questions', () => show('questions')],
    ['cards', () => show('cards'), !takesCards(view)],
    ['board', () => show('board'), !hasBoard(view)],
    ['table', () => show('table'), !view.sessions.some(s => s.state === 'running')],
    ['join', () => show('join')],
    ['holding', () => show('holding')],
    ['blank', () => show('blank')],
  ];
  const screens = view.hall?.here.screen ?? 0;
  return (
    <section aria-labelledby="screen-title">
      <h2 id="screen-title">
        {t.host.screen} <span class={screens ? 'dot' : 'dot bad'}>{t.host.screens(screens)}</span>
      </h2>
      <Shown />
      <fieldset class="pick" aria-label={t.host.screenShows}>
        {buttons
          .filter(([key]) => key !== 'survey' || view.of('survey').length)
          .map(([key, on, none]) => (
            <button
              type="button"
              key={key}
              class={key === name ? 'on' : ''}
              aria-pressed={key === name}
              aria-expanded={key === 'question' ? asking : undefined}
              disabled={off || none}
              onClick={e => {
                letGo(e);
                on();
              }}
            >
              {t.host.stage[key]}
            </button>
          ))}
      </fieldset>
      <Barrier deeds={deeds} />
      {asking ? <ChooseQuestion show={show} off={off} /> : null}
    </section>
  );
}

/** The assumed height of a question in the list until it is drawn. */
const CHOICE_PX = 40;

function ChooseQuestion(props: { show: (stage: Stage) => void; off: boolean }): JSX.Element {
  const t = useT<HostTexts>();
  const { questions, event } = useView();
  const nameTo = useFullTo();
  const languageName = useLanguageName();
  const list = useRef<HTMLUListElement>(null);
  const found = useMemo(() => {
    const order = ['now', 'next', 'approved', 'answered'];
    return questions
      .filter(q => order.includes(q.state))
      .sort((a, b) => order.indexOf(a.state) - order.indexOf(b.state) || b.upvotes - a.upvotes);
  }, [questions]);
  const ids = useMemo(() => found.map(q => q.id), [found]);
  const near = useWindow(list, ids, CHOICE_PX);
  if (!found.length) return <p class="empty">{t.host.noPublic}</p>;
  return (
    <ul class="menu choose" aria-label={t.host.chooseQuestion} ref={list}>
      <Near window={near}>
        {found.slice(near.from, near.to).map(q => (
          <li key={q.id} data-key={q.id}>
            <button type="button" disabled={props.off} onClick={() => props.show({ question: q.id })}>
              <span>
                <Text tag={q.content.lang} text={q.content.text} as="span" />
                <Who q={q} to={q.to && nameTo(q.to)} />
              </span>
              <span class="mut sm">
                {event
                  ? missingOf(q, event.langs).map(tag => (
                      <span key={tag} class="tag need">
                        {t.noYet(languageName(tag))}
                      </span>
                    ))
                  : null}
                {t.states[q.state]}
              </span>
            </button>
          </li>
        ))}
      </Near>
    </ul>
  );
}

function Shown(): JSX.Element {
  const t = useT<HostTexts>();
  const view = useView();
  const [lang] = useLang();
  const [ink, swapTheme] = useInk();
  const [langs] = useOrder(view.event?.langs ?? [lang]);
  const scene = view.stage?.scene ?? 'holding';
  const what =
    typeof scene === 'string'
      ? scene
      : (Object.keys(scene)[0] as 'poll' | 'survey' | 'question' | 'session' | 'cards' | 'table');
  return (
    <>
      <Miniature view={asScreen(view)} langs={langs} ink={ink} says={t.screenShows[what]} />
      <p class="mini-foot">
        <button type="button" class="btn" aria-pressed={ink} onClick={swapTheme}>
          {t.darkScreen}
        </button>
        {isSecureContext ? null : <span class="mut sm">{t.host.mayDim}</span>}
      </p>
    </>
  );
}

/** Returns the view as the screen has it, without counts that only the host may see. */
function asScreen(view: View): View {
  const hidden = view.polls.filter(p => p.phase !== 'revealed' && (p.live === 'count' || p.held));
  const tallies = new Map(view.tallies);
  for (const { id } of hidden) {
    const tally = tallies.get(id);
    if (tally) tallies.set(id, { id, count: tally.count });
  }
  // The screen goes on showing a round that was revealed, and no other.
  for (const poll of view.polls) {
    const { id, phase } = poll;
    const tally = tallies.get(id);
    const earlier = tally?.earlier?.filter(round => phase === 'revealed' || round.told);
    if (tally && earlier) tallies.set(id, { ...tally, earlier });
    if (tally?.groups && phase !== 'revealed') tallies.set(id, { ...tally, groups: [] });
    // A table that leaves values out takes the place of the total.
    else if (tally && besideOf(poll, tally, view.of('group'))?.hides)
      tallies.set(id, { id, count: tally.count, groups: tally.groups ?? [] });
  }
  return { ...view, tallies };
}
