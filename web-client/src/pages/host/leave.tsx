/**
 * *Leave the hall*: held for two seconds, by pointer or with Space, and taken back the same way. It goes out over a path of its own,
 * also while nothing can be saved, and says whether it is recorded.
 */
import './leave.css';
import type { JSX } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import type { View } from '../../sync/store';
import { online } from '../../ui/desk';
import { useLang, useStore, useT, useView } from '../../ui/hooks';
import { leaving } from '../../ui/leave';
import type { HostTexts } from './texts.en';

const HOLD_MS = 2000;
/** So long the answer may take. */
const ANSWER_MS = 2000;

export function Leave(): JSX.Element {
  const t = useT<HostTexts>().backstage.leave;
  const view = useView();
  return (
    <section aria-labelledby="leave-title" class="leave-hall">
      <h2 id="leave-title">{t.title}</h2>
      <p class="sm">{t.what}</p>
      <Held on={true}>{t.hold}</Held>
      {online(view) ? null : <p class="sm">{t.failed}</p>}
      {leaving(view) ? (
        <Left />
      ) : (
        // A server that was killed does not know what it told, and neither does this page.
        <Held on={false} small>
          {t.back}
        </Held>
      )}
    </section>
  );
}

/** The host's own cover, with the way back. */
function Left(): JSX.Element {
  const t = useT<HostTexts>().backstage.leave;
  const view = useView();
  const [lang] = useLang();
  const ref = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    const el = ref.current;
    el?.showModal();
    return () => el?.close();
  }, []);
  const left = leaving(view);
  const texts = Object.entries(left?.texts ?? {});
  texts.sort(([a], [b]) => Number(b === lang) - Number(a === lang));
  return (
    <dialog ref={ref} class="leave" aria-label={t.title} onCancel={e => e.preventDefault()}>
      {texts.map(([tag, text]) => (
        <p key={tag} lang={tag} dir="auto">
          {text}
        </p>
      ))}
      <div class="leave-foot" role="status">
        {t.sent(view.hall?.here.participant ?? 0)} {left?.recorded ? t.recorded : t.unrecorded}
      </div>
      <Held on={false}>{t.back}</Held>
      {online(view) ? null : <div class="leave-foot">{t.failed}</div>}
    </dialog>
  );
}

/** A button that acts when it has been held long enough, and says so when nothing came of it. */
function Held(props: { on: boolean; small?: boolean; children: string }): JSX.Element {
  const t = useT<HostTexts>().backstage.leave;
  const store = useStore();
  const view = useView();
  const [held, setHeld] = useState(false);
  const [failed, setFailed] = useState<{ before: View['told']['leave'] } | null>(null);
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  const answer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  function press() {
    if (timer.current !== undefined || !online(store.view())) return;
    setHeld(true);
    setFailed(null);
    timer.current = setTimeout(() => {
      release();
      const { told } = store.view();
      const before = told.leave;
      if (!online(store.view())) return setFailed({ before });
      store.say({ t: 'leave', on: props.on });
      clearTimeout(answer.current);
      answer.current = setTimeout(() => setFailed({ before }), ANSWER_MS);
    }, HOLD_MS);
  }
  function release() {
    clearTimeout(timer.current);
    timer.current = undefined;
    setHeld(false);
  }
  useEffect(
    () => () => {
      clearTimeout(timer.current);
      clearTimeout(answer.current);
    },
    [],
  );
  const isKey = (e: KeyboardEvent) => e.key === ' ' || e.key === 'Enter';
  return (
    <>
      <button
        type="button"
        class={`btn held${held ? ' down' : ''}${props.small ? ' small' : ''}`}
        disabled={!online(view)}
        onPointerDown={press}
        onPointerUp={release}
        onPointerLeave={release}
        onPointerCancel={release}
        onContextMenu={e => e.preventDefault()}
        onKeyDown={e => {
          if (!isKey(e)) return;
          e.preventDefault();
          if (!e.repeat) press();
        }}
        onKeyUp={e => {
          if (isKey(e)) release();
        }}
        onBlur={release}
      >
        {props.children}
      </button>
      {failed && failed.before === view.told.leave ? (
        <p class="leave-foot" role="alert">
          {t.failed}
        </p>
      ) : null}
    </>
  );
}
