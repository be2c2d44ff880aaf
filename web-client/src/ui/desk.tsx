/**
 * Shared by the desks: verbs with their key beside them, the keyboard, the bar at the foot with the last deed and its undo, the
 * strip that reports a lost connection, and the page that replaces a desk if its link does not work.
 */
import type { ComponentChildren, JSX } from 'preact';
import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { View } from '../sync/store';
import { timeOfDay } from '../words/hour';
import type { Notice } from './deeds';
import { useSpoken, useT, useView } from './hooks';
import { charactersOff, hintsOf, type KeyLine, Keys, listed, turnCharacters } from './keys';
import { LangSwitch } from './language';
import type { DeskTexts } from './texts.en';

export const useDesk = (): DeskTexts => useT<DeskTexts>();

/** Returns the name of one of the event's languages, in the viewer's language. */
export function useLanguageName(): (tag: string) => string {
  const { languageNames } = useDesk();
  const spoken = useSpoken();
  return tag => languageNames[tag] ?? ofPlatform(spoken, tag);
}

const namesOfPlatform = new Map<string, string>();

/** Returns the browser's name for a language. Each row of a list asks for some, and it takes the browser long. */
function ofPlatform(spoken: string, tag: string): string {
  const key = `${spoken} ${tag}`;
  const known = namesOfPlatform.get(key);
  if (known) return known;
  const name = new Intl.DisplayNames([spoken], { type: 'language' }).of(tag) ?? tag;
  namesOfPlatform.set(key, name);
  return name;
}

/** Returns true while verbs can reach the server. */
export const online = (view: View): boolean => view.link === 'online';

/**
 * Returns the keyboard to the desk after a click, because Space must not press the clicked button again. A press by keyboard
 * keeps the focus on the button.
 */
export function letGo(e: MouseEvent): void {
  if (e.detail && e.currentTarget instanceof HTMLElement) e.currentTarget.blur();
}

export function Verb(props: {
  on: () => void;
  children: ComponentChildren;
  hint?: string | undefined;
  look?: string;
  off?: boolean;
  label?: string;
  pressed?: boolean;
  /** Takes the focus when it appears, because it answers the user's last action. */
  focus?: boolean;
}): JSX.Element {
  const ref = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    if (props.focus) ref.current?.focus();
  }, []);
  return (
    <button
      ref={ref}
      type="button"
      class={`btn ${props.look ?? ''}`}
      disabled={props.off}
      aria-label={props.label}
      aria-pressed={props.pressed}
      aria-keyshortcuts={props.hint}
      onClick={e => {
        letGo(e);
        props.on();
      }}
    >
      {props.children}
      {props.hint ? <kbd aria-hidden>{props.hint}</kbd> : null}
    </button>
  );
}

let ids = 0;

/** Returns an id that no other part of the page has. Preact's `useId` counts anew whenever the page is drawn anew. */
export const useOwnId = (): string => useState(() => `own-${++ids}`)[0];

/** A segmented control of radio buttons. */
export function Choice<V extends string>(props: {
  label: string;
  value: V;
  options: [value: V, text: string][];
  on: (value: V) => void;
  off?: boolean;
  look?: string;
}): JSX.Element {
  const pressed = useRef(false);
  // Several questions of one form have controls of the same label.
  const name = useOwnId();
  return (
    <fieldset class={`seg ${props.look ?? ''}`} disabled={props.off}>
      <legend class="unseen">{props.label}</legend>
      {props.options.map(([value, text]) => (
        <label
          key={value}
          class={value === props.value ? 'on' : ''}
          onPointerDown={() => {
            pressed.current = true;
          }}
        >
          <input
            type="radio"
            name={name}
            class="unseen"
            checked={value === props.value}
            onChange={() => props.on(value)}
            onClick={e => {
              // After a press of a pointer the page's keys act again, as after a verb.
              if (pressed.current) e.currentTarget.blur();
              pressed.current = false;
            }}
          />
          {text}
        </label>
      ))}
    </fieldset>
  );
}

/** A modal dialog that opens with the component and closes with Escape. */
export function Dialog(props: {
  title: string;
  on: () => void;
  children: ComponentChildren;
  look?: string;
}): JSX.Element {
  const ref = useRef<HTMLDialogElement>(null);
  /** The browser tells of a close only with its next frame, when this dialog can be gone and the next one open. */
  const gone = useRef(false);
  const closed = () => {
    if (!gone.current) props.on();
  };
  // Not `useEffect`: its cleanup runs after the page is drawn, and would take the focus back from where the next key put it.
  useLayoutEffect(() => {
    const el = ref.current;
    const before = document.activeElement;
    el?.showModal();
    return () => {
      gone.current = true;
      el?.close();
      if (before instanceof HTMLElement && before.isConnected) before.focus();
    };
  }, []);
  return (
    <dialog
      ref={ref}
      class={`dialog ${props.look ?? ''}`}
      aria-labelledby="dialog-title"
      onCancel={closed}
      onClose={closed}
    >
      <h2 id="dialog-title">{props.title}</h2>
      {props.children}
    </dialog>
  );
}

/** Asks once more before what cannot be taken back. Escape leaves things as they are, and a dialog around it open. */
export function Sure(props: { asks: string; verb: string; on: () => void; cancel: () => void }): JSX.Element {
  const t = useDesk();
  const view = useView();
  return (
    <div
      class="tell"
      role="alert"
      onKeyDown={e => {
        if (e.key !== 'Escape') return;
        e.preventDefault();
        props.cancel();
      }}
    >
      <p>{props.asks}</p>
      <div class="acts">
        <Verb on={props.on} look="no" off={!online(view)} focus>
          {props.verb}
        </Verb>
        <Verb on={props.cancel}>{t.cancel}</Verb>
      </div>
    </div>
  );
}

/** All keys of a desk, each with its effect, and the switch for single-character keys. */
export function KeysDialog<S extends string>(props: {
  table: KeyLine<string, S>[];
  texts: Record<S, string>;
  on: () => void;
}): JSX.Element {
  const t = useDesk();
  const [off, setOff] = useState(charactersOff());
  return (
    <Dialog title={t.keysTitle} on={props.on} look="all-keys">
      <label class="check">
        <input
          type="checkbox"
          checked={!off}
          onChange={e => {
            turnCharacters(!e.currentTarget.checked);
            setOff(charactersOff());
          }}
        />
        {t.characters}
      </label>
      <dl>
        {listed(props.table, props.texts).map(([keys, does]) => (
          <div key={does}>
            <dt>
              <Keys keys={keys} />
            </dt>
            <dd>{does}</dd>
          </div>
        ))}
      </dl>
      <div class="verbs">
        <Verb on={props.on} hint="Esc">
          {t.close}
        </Verb>
      </div>
    </Dialog>
  );
}

/** The bar at the foot: the last deed with its undo, and the most used keys. */
export function Foot<S extends string>(props: {
  notice: Notice | null;
  onUndo: () => void;
  onKeys: () => void;
  table: KeyLine<string, S>[];
  texts: Record<S, string>;
}): JSX.Element {
  const t = useDesk();
  const off = !online(useView());
  const { notice } = props;
  const hints = hintsOf(props.table);
  return (
    <footer class="keys">
      <div role="status" class={notice ? (notice.bad ? 'toast bad' : 'toast') : 'toast none'}>
        {notice ? <span>{notice.text}</span> : null}
        {notice?.undo ? (
          <Verb on={props.onUndo} off={off} hint={hints.undo}>
            {notice.undid ? t.undoBefore : t.undo}
          </Verb>
        ) : null}
      </div>
      {listed(
        props.table.filter(line => line.foot),
        props.texts,
      ).map(([keys, does]) => (
        <span key={does}>
          <Keys keys={keys} />
          {does}
        </span>
      ))}
      <button type="button" class="plain" onClick={props.onKeys}>
        <kbd>{hints.help}</kbd>
        {t.allKeys}
      </button>
    </footer>
  );
}

/** The line under the head while a filter hides rows: the filter, and a button to show all. */
export function Filtered(props: {
  by: string[];
  clear: () => void;
  hint?: string | undefined;
}): JSX.Element | null {
  const t = useDesk();
  if (!props.by.length) return null;
  return (
    <p class="strip calm filtered" role="status">
      <span>{t.filtered}</span>
      {props.by.map(what => (
        <bdi key={what} class="tag">
          {what}
        </bdi>
      ))}
      <Verb on={props.clear} hint={props.hint}>
        {t.showAll}
      </Verb>
    </p>
  );
}

/** Says that everything is saved, or why nothing can be done. */
export function Saved(props: { saved: string; cannot: string }): JSX.Element {
  const t = useDesk();
  const view = useView();
  const fault = online(view) ? (view.hall?.writable === false ? props.cannot : '') : t.noConnection;
  return (
    <span class={fault ? 'dot bad' : 'dot'} role="status">
      {fault || props.saved}
    </span>
  );
}

/** A quiet line under the head while the connection is lost, or when a newer page is available. */
export function Strip(): JSX.Element | null {
  const t = useDesk();
  const { link, lostAt, event, newBuild } = useView();
  if ((link === 'reconnecting' || link === 'blocked') && lostAt !== null && event) {
    return (
      <p class="strip" role="status">
        {t.offline(timeOfDay(lostAt, event.zone))}
      </p>
    );
  }
  if (!newBuild) return null;
  return (
    <p class="strip calm" role="status">
      {t.newBuild} <Verb on={() => location.reload()}>{t.reload}</Verb>
    </p>
  );
}

/**
 * Quiet lines under the head: questions pour in from few guests, or from guests who came together; somebody tries links.
 */
export function Flood(): JSX.Element | null {
  const t = useDesk();
  const { flood, tried } = useView().hall ?? {};
  return (
    <>
      {flood ? (
        <p class="strip calm flood" role="status">
          {t.flood(flood.questions, flood.guests)}
        </p>
      ) : null}
      {tried ? (
        <p class="strip calm tried" role="status">
          {t.tried(tried)}
        </p>
      ) : null}
    </>
  );
}

/** The desk, or the reason why it cannot open. */
export function Gate(props: { children: () => ComponentChildren }): JSX.Element {
  const t = useDesk();
  const { link, event } = useView();
  const why =
    link === 'no_access'
      ? // A page that has been in knows the event.
        event
        ? t.link.signedOut
        : t.link.noAccess
      : link === 'revoked'
        ? t.link.revoked
        : link === 'gone'
          ? t.link.gone
          : null;
  if (!why && event) return <>{props.children()}</>;
  return (
    <main class="gate">
      <hr class="rule" />
      <h1>{why ?? t.link.connecting}</h1>
      <LangSwitch />
    </main>
  );
}
