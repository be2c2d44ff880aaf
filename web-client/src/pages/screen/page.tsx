/**
 * The projector page: a scene over the whole window, its theme, language order and keys, and a small honest sign when the
 * connection is lost. The last good picture always stays.
 */
import type { ComponentChildren, JSX } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { kindName } from '../../polls/kind';
import { screenKind } from '../../polls/screen';
import { announced } from '../../scenes/announcement';
import { SceneView, sceneName, useFrame } from '../../scenes/scene';
import type { View } from '../../sync/store';
import { useView } from '../../ui/hooks';
import { useKeys } from '../../ui/keys';
import { onScreen } from '../../ui/linked';
import { still } from '../../ui/motion';
import { palette } from '../../ui/palette';
import { reloadOnce } from '../../ui/reload';
import { useInk, useOrder } from '../../ui/remembered';
import { SettingContext, speaking, useSetting } from '../../ui/screen';
import { typeFor } from '../../ui/type';
import { timeOfDay } from '../../words/hour';
import { HINTS, KEYS, type KeyVerb } from './keys';
import { fullScreen, useAwake, useQuietHint } from './operator';
import { screenOptions } from './options';
import type { OperatorTexts } from './texts.en';

const { Label, spoken } = speaking<OperatorTexts>(
  import.meta.glob('./texts.*.ts', { eager: true, import: 'default' }),
);

/** The sign appears after this long, because short breaks do not matter. */
const SIGN_AFTER_MS = 3000;
const FADE_MS = 400;
/** How long the first picture waits for its fonts. */
const FONTS_MS = 4000;

const OPTIONS = screenOptions(location.hash);

export function ScreenPage(): JSX.Element {
  const view = onScreen(useView(), OPTIONS.screen);
  const { event } = view;
  const [ink, swapTheme] = useInk(OPTIONS.theme);
  const [langs, swapLang] = useOrder(event?.langs ?? [document.documentElement.lang], OPTIONS.langs);
  const [turned, setTurned] = useState(0);
  const awake = useAwake();
  const hint = useQuietHint();
  const set = useTypeset(view, langs);

  useEffect(() => {
    const scene = view.stage?.scene;
    const poll = typeof scene === 'object' && 'poll' in scene && view.polls.find(p => p.id === scene.poll);
    if (poll && !screenKind(poll)) reloadOnce(kindName(poll));
  }, [view.stage, view.polls]);

  const verbs: Record<KeyVerb, (() => void) | undefined> = {
    fullScreen,
    theme: swapTheme,
    swap: langs.length > 1 ? swapLang : undefined,
    turn: () => setTurned(n => n + 1),
  };
  useKeys(KEYS, verbs);

  const sign = useSign(view);
  return (
    <SettingContext.Provider value={{ langs, ink, turned }}>
      <div class="stage" style={{ ...palette(ink), '--scale': `${OPTIONS.scale}` }}>
        {set ? <Picture view={view} langs={langs} /> : null}
        {sign ? (
          <div class="strip sign" role="status">
            {sign}
          </div>
        ) : hint && set ? (
          <div class="strip keys-hint">
            {KEYS.filter(({ verb }) => verbs[verb]).map(({ verb }) => (
              <button key={verb} type="button" onClick={verbs[verb]}>
                <kbd>{HINTS[verb]}</kbd> <Label of={w => w[verb]} />
              </button>
            ))}
            {awake ? null : (
              <span class="may-dim" lang={spoken(langs)[0]?.[0]}>
                {spoken(langs)[0]?.[1].mayDim}
              </span>
            )}
          </div>
        ) : null}
      </div>
    </SettingContext.Provider>
  );
}

/**
 * Returns true from the first view whose fonts are loaded, so the first picture does not jump. Each later view requests its fonts
 * when it arrives, whether or not it shows yet.
 */
function useTypeset(view: View, langs: string[]): boolean {
  const [set, setSet] = useState(false);
  const { event, sessions, people, polls, questions } = view;
  const texts = JSON.stringify([
    event,
    sessions,
    [...people.values()],
    polls.map(p => [p.title, p.options, p.kind]),
    questions.map(q => q.content),
  ]);
  useEffect(() => {
    if (event) void typeFor(texts, langs, FONTS_MS).then(() => setSet(true));
  }, [texts]);
  // Without an event the page only says why, in any font.
  return set || !event;
}

/** The scene. A new one appears below the old one, which fades out with its last view. */
function Picture(props: { view: View; langs: string[] }): JSX.Element {
  const { view } = props;
  const frame = useFrame();
  const one = announced(view);
  const name = one ? `announcement:${one.id} ${one.at}` : sceneName(view.stage?.scene);
  const shown = useRef({ name, view });
  const [leaving, setLeaving] = useState<{ name: string; view: View } | null>(null);
  const last = shown.current;
  shown.current = { name, view };
  useEffect(() => {
    if (last.name === name || !last.view.event || still()) return;
    setLeaving(last);
    const timer = setTimeout(() => setLeaving(null), FADE_MS);
    return () => clearTimeout(timer);
  }, [name]);
  return (
    <>
      <main {...frame} key={name}>
        {view.event ? <SceneView view={view} /> : <Nothing view={view} />}
      </main>
      {leaving && leaving.name !== name ? (
        <section
          {...frame}
          class={`${frame.class} leaving`}
          key={`${leaving.name} leaves`}
          aria-hidden="true"
        >
          <SceneView view={leaving.view} />
        </section>
      ) : null}
    </>
  );
}

/** Says why there is no picture yet. */
function Nothing(props: { view: View }): JSX.Element {
  const { link } = props.view;
  return (
    <div class="nothing">
      <hr class="rule" />
      <p>
        <Label
          of={w =>
            link === 'no_access'
              ? w.noAccess
              : link === 'revoked'
                ? w.revoked
                : link === 'gone'
                  ? w.gone
                  : w.connecting
          }
        />
      </p>
    </div>
  );
}

/** "Connection lost. Shown as of 11:32", three seconds after the loss; nothing while connected. */
function useSign(view: View): ComponentChildren {
  const { link, lostAt, event } = view;
  const [due, setDue] = useState(false);
  useEffect(() => {
    setDue(false);
    if (lostAt === null) return;
    const timer = setTimeout(() => setDue(true), Math.max(0, lostAt + SIGN_AFTER_MS - Date.now()));
    return () => clearTimeout(timer);
  }, [lostAt]);
  if (!event) return null;
  if (link === 'revoked' || link === 'gone' || link === 'no_access')
    return <Label of={w => (link === 'gone' ? w.gone : link === 'revoked' ? w.revoked : w.noAccess)} />;
  if (!due || link === 'online' || lostAt === null) return null;
  return <Lost time={timeOfDay(lostAt, event.zone)} />;
}

function Lost(props: { time: string }): JSX.Element {
  const [[tag, words] = ['en', undefined], second] = spoken(useSetting().langs);
  return (
    <>
      <span lang={tag}>{words?.lost(props.time)}</span>
      <span class="alt" lang={(second ?? [tag])[0]}>
        {(second?.[1] ?? words)?.reconnecting}
      </span>
    </>
  );
}
