/**
 * What the screen shows: a live miniature (the screen's own scene, scaled down) and the choice of what it
 * shows. The miniature cannot be reached by keyboard or screen reader; its caption says what it shows.
 */
import './stage.css';
import type { JSX } from 'preact';
import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { PollItem, Stage } from '../../protocol/items';
import { SceneView, sceneName, useFrame } from '../../scenes/scene';
import type { View } from '../../sync/store';
import type { Deeds } from '../../ui/deeds';
import { letGo, online } from '../../ui/desk';
import { useLang, useT, useView } from '../../ui/hooks';
import { useInk, useOrder } from '../../ui/remembered';
import { SettingContext } from '../../ui/screen';
import type { HostTexts } from './texts.en';

/** The miniature is laid out at this size, so that type and wrapping are those of a projector. */
const WIDTH_PX = 1280;
const HEIGHT_PX = 720;

export const stageName = (stage: Stage): keyof StageNames =>
  typeof stage === 'string' ? stage : 'poll' in stage ? 'poll' : 'question';
type StageNames = { auto: 0; poll: 0; questions: 0; question: 0; join: 0; blank: 0 };

export function ScreenSection(props: { poll: PollItem | undefined; deeds: Deeds }): JSX.Element {
  const t = useT<HostTexts>();
  const view = useView();
  const { poll, deeds } = props;
  const [asking, setAsking] = useState(false);
  const stage = view.stage?.stage ?? 'auto';
  const name = stageName(stage);
  const show = (to: Stage) => {
    setAsking(false);
    void deeds.send({ show: { stage: to } });
  };
  const off = !online(view);
  const buttons: [keyof StageNames, () => void, boolean?][] = [
    ['auto', () => show('auto')],
    ['poll', () => poll && show({ poll: poll.id }), !poll],
    ['questions', () => show('questions')],
    ['question', () => setAsking(!asking)],
    ['join', () => show('join')],
    ['blank', () => show('blank')],
  ];
  const screens = view.hall?.here.screen ?? 0;
  return (
    <section aria-labelledby="screen-title">
      <h2 id="screen-title">
        {t.host.screen} <span class={screens ? 'dot' : 'dot bad'}>{t.host.screens(screens)}</span>
      </h2>
      <Miniature />
      <fieldset class="pick" aria-label={t.host.screenShows}>
        {buttons.map(([key, on, none]) => (
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
      {asking ? <ChooseQuestion show={show} off={off} /> : null}
    </section>
  );
}

function ChooseQuestion(props: { show: (stage: Stage) => void; off: boolean }): JSX.Element {
  const t = useT<HostTexts>();
  const { questions } = useView();
  const order = ['now', 'next', 'approved', 'answered'];
  const shown = questions
    .filter(q => order.includes(q.state))
    .sort((a, b) => order.indexOf(a.state) - order.indexOf(b.state) || b.upvotes - a.upvotes);
  if (!shown.length) return <p class="empty">{t.host.noPublic}</p>;
  return (
    <ul class="menu choose" aria-label={t.host.chooseQuestion}>
      {shown.map(q => (
        <li key={q.id}>
          <button type="button" disabled={props.off} onClick={() => props.show({ question: q.id })}>
            <span lang={q.content.lang}>{q.content.text}</span>
            <span class="mut sm">{t.states[q.state]}</span>
          </button>
        </li>
      ))}
    </ul>
  );
}

function Miniature(): JSX.Element {
  const t = useT<HostTexts>();
  const view = useView();
  const [lang] = useLang();
  const ref = useRef<HTMLDivElement>(null);
  const [scale, setScale] = useState(0.29);
  useLayoutEffect(() => {
    const el = ref.current;
    if (!el) return;
    const measure = () => setScale(el.clientWidth / WIDTH_PX);
    const watch = new ResizeObserver(measure);
    watch.observe(el);
    measure();
    return () => watch.disconnect();
  }, []);
  const [ink, swapTheme] = useInk();
  const [langs] = useOrder(view.event?.langs ?? [lang]);
  const scene = view.stage?.scene ?? 'holding';
  const what = typeof scene === 'string' ? scene : (Object.keys(scene)[0] as 'poll' | 'question' | 'session');
  return (
    <>
      <div
        ref={ref}
        class="mini"
        role="img"
        aria-label={t.screenShows[what]}
        style={{ height: `${HEIGHT_PX * scale}px` }}
      >
        <SettingContext.Provider value={{ langs, ink, turned: 0 }}>
          <Picture view={asScreen(view)} scale={scale} key={sceneName(scene)} />
        </SettingContext.Provider>
      </div>
      <p class="mini-foot">
        <button type="button" class="btn quiet" aria-pressed={ink} onClick={swapTheme}>
          {t.host.ink}
        </button>
        {isSecureContext ? null : <span class="mut sm">{t.host.mayDim}</span>}
      </p>
    </>
  );
}

function Picture(props: { view: View; scale: number }): JSX.Element {
  const { style, ...frame } = useFrame();
  return (
    <div
      {...frame}
      inert
      style={{ ...style, '--u': `${HEIGHT_PX / 100}px`, transform: `scale(${props.scale})` }}
    >
      <SceneView view={props.view} />
    </div>
  );
}

/** The view as the screen has it: the host also knows counts that the hall is not to see yet. */
function asScreen(view: View): View {
  const hidden = view.polls.filter(p => p.live === 'count' && p.phase !== 'revealed');
  const tallies = new Map(view.tallies);
  for (const { id } of hidden) {
    const tally = tallies.get(id);
    if (tally) tallies.set(id, { id, count: tally.count });
  }
  return { ...view, tallies };
}
