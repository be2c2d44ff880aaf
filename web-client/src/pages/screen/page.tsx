/**
 * The projector page: a scene over the whole window, its theme, language order and keys, and an honest small
 * sign when the connection is gone. The last good picture always stays.
 */
import type { JSX } from 'preact';
import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import { kindName } from '../../polls/kind';
import { screenKind } from '../../polls/screen';
import { SceneView, sceneName } from '../../scenes/scene';
import type { View } from '../../sync/store';
import { useView } from '../../ui/hooks';
import { useKeys } from '../../ui/keys';
import { still } from '../../ui/motion';
import { reloadOnce } from '../../ui/reload';
import { SettingContext, speaking, useSetting } from '../../ui/screen';
import { timeOfDay } from '../../words/time';
import { HINTS, KEYS, type KeyVerb } from './keys';
import { showDark, useFullScreen, useQuietHint, useRemembered } from './operator';
import type { OperatorTexts } from './texts.en';

const { Label, spoken } = speaking<OperatorTexts>(
  import.meta.glob('./texts.*.ts', { eager: true, import: 'default' }),
);

/** A short break is nobody's business; the sign comes after this long. */
const SIGN_AFTER_MS = 3000;
const FADE_MS = 400;

export function ScreenPage(): JSX.Element {
  const view = useView();
  const { event } = view;
  const [theme, setTheme] = useRemembered(
    'theme',
    matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light',
  );
  const [first, setFirst] = useRemembered('first', '');
  const langs = event ? ordered(event.langs, first) : [document.documentElement.lang];
  const ink = theme === 'dark';
  const fullScreen = useFullScreen();
  const hint = useQuietHint();

  useEffect(() => {
    const scene = view.stage?.scene;
    const poll = typeof scene === 'object' && 'poll' in scene && view.polls.find(p => p.id === scene.poll);
    if (poll && !screenKind(poll)) reloadOnce(kindName(poll));
  }, [view.stage, view.polls]);

  useLayoutEffect(() => {
    showDark(ink);
  }, [ink]);

  const swapTheme = () => setTheme(ink ? 'light' : 'dark');
  const swapLang = () => setFirst(langs[1] ?? langs[0] ?? '');
  const verbs: Record<KeyVerb, (() => void) | undefined> = {
    fullScreen,
    theme: swapTheme,
    swap: langs.length > 1 ? swapLang : undefined,
  };
  useKeys(KEYS, verbs);

  const accent = event?.accent?.[ink ? 'dark' : 'light'];
  return (
    <SettingContext.Provider value={{ langs, ink }}>
      <div class="stage" style={accent ? { '--accent': accent } : {}}>
        <Picture view={view} langs={langs} />
        <Sign view={view} />
        {hint ? (
          <div class="keys-hint">
            {KEYS.filter(({ verb }) => verbs[verb]).map(({ verb }) => (
              <button key={verb} type="button" onClick={verbs[verb]}>
                <kbd>{HINTS[verb]}</kbd> <Label of={w => w[verb]} />
              </button>
            ))}
          </div>
        ) : null}
      </div>
    </SettingContext.Provider>
  );
}

/** The event's languages with `first` in front. */
export function ordered(langs: string[], first: string): string[] {
  return langs.includes(first) ? [first, ...langs.filter(tag => tag !== first)] : langs;
}

/** The scene; a new one appears below the old one, which fades away with the view that it last had. */
function Picture(props: { view: View; langs: string[] }): JSX.Element {
  const { view } = props;
  const name = sceneName(view.stage?.scene);
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
      <main class="screen" key={name}>
        {view.event ? <SceneView view={view} /> : <Nothing view={view} />}
      </main>
      {leaving && leaving.name !== name ? (
        <section class="screen leaving" key={`${leaving.name} leaves`} aria-hidden="true">
          <SceneView view={leaving.view} />
        </section>
      ) : null}
    </>
  );
}

/** Before there is any picture: why not. */
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

/** "Connection lost, picture of 11:32", three seconds after it was. */
function Sign(props: { view: View }): JSX.Element | null {
  const { link, lostAt, event } = props.view;
  const { langs } = useSetting();
  const [due, setDue] = useState(false);
  useEffect(() => {
    setDue(false);
    if (lostAt === null) return;
    const timer = setTimeout(() => setDue(true), Math.max(0, lostAt + SIGN_AFTER_MS - Date.now()));
    return () => clearTimeout(timer);
  }, [lostAt]);
  if (!event) return null;
  if (link === 'revoked' || link === 'gone' || link === 'no_access') {
    return (
      <div class="sign" role="status">
        <Label of={w => (link === 'gone' ? w.gone : link === 'revoked' ? w.revoked : w.noAccess)} />
      </div>
    );
  }
  if (!due || link === 'online' || lostAt === null) return null;
  const time = timeOfDay(lostAt, event.zone);
  const [[tag, words] = ['en', undefined], second] = spoken(langs);
  return (
    <div class="sign" role="status">
      <span lang={tag}>{words?.lost(time)}</span>
      <span class="alt" lang={(second ?? [tag])[0]}>
        {(second?.[1] ?? words)?.reconnecting}
      </span>
    </div>
  );
}
