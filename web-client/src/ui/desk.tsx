/**
 * What the desks share: verbs with their key beside them, the keyboard, the bar at the foot with the last deed
 * and its undo, the strip that says that the connection is gone, and the page shown instead of a desk when
 * its link does not work.
 */
import type { ComponentChildren, JSX } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import type { PersonItem, QuestionContent, QuestionItem } from '../protocol/items';
import type { View } from '../sync/store';
import type { Texts } from '../words/texts';
import { timeOfDay } from '../words/time';
import type { Notice } from './deeds';
import { useLang, useT, useView } from './hooks';
import { LangSwitch } from './language';
import { pick, Text } from './text';
import type { DeskTexts } from './texts.en';

export const useDesk = (): DeskTexts => useT<DeskTexts>();

/** Names a language of the event in the viewer's own. */
export function useLanguageName(): (tag: string) => string {
  const { languageNames } = useDesk();
  const names = new Intl.DisplayNames([useLang()[0]], { type: 'language' });
  return tag => languageNames[tag] ?? names.of(tag) ?? tag;
}

/** True while verbs can reach the server. */
export const online = (view: View): boolean => view.link === 'online';

/**
 * After a click the keyboard belongs to the desk again: Space must not press the clicked button a second time.
 * Who pressed it by keyboard keeps the focus there.
 */
export function letGo(e: MouseEvent): void {
  if (e.detail && e.currentTarget instanceof HTMLElement) e.currentTarget.blur();
}

/** The number by which people call a question; ids count from zero. */
export const numberOf = (q: QuestionItem): number => q.id + 1;

export function Verb(props: {
  on: () => void;
  children: ComponentChildren;
  hint?: string;
  look?: string;
  off?: boolean;
  label?: string;
  pressed?: boolean;
}): JSX.Element {
  return (
    <button
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

/** A choice of one out of a few, as a segmented control of radio buttons. */
export function Choice<V extends string>(props: {
  label: string;
  value: V;
  options: [value: V, text: string][];
  on: (value: V) => void;
  off?: boolean;
  look?: string;
}): JSX.Element {
  return (
    <fieldset class={`seg ${props.look ?? ''}`} disabled={props.off}>
      <legend class="unseen">{props.label}</legend>
      {props.options.map(([value, text]) => (
        <label key={value} class={value === props.value ? 'on' : ''}>
          <input
            type="radio"
            name={props.label}
            class="unseen"
            checked={value === props.value}
            onChange={() => props.on(value)}
          />
          {text}
        </label>
      ))}
    </fieldset>
  );
}

const typing = (el: EventTarget | null): boolean =>
  el instanceof HTMLElement && !!el.closest('input:not([type=radio]), textarea, select');

/** Keys of the desk, by `event.key` (letters small). They rest while one types and while a dialog is open. */
export function useKeys(keys: Record<string, () => void>): void {
  const current = useRef(keys);
  current.current = keys;
  useEffect(() => {
    const onKey = (e: KeyboardEvent) => {
      if (e.ctrlKey || e.metaKey || e.altKey || e.defaultPrevented) return;
      if (typing(e.target) || document.querySelector('dialog[open]')) return;
      const key = e.key.length === 1 ? e.key.toLowerCase() : e.key;
      const press = key === ' ' || key === 'Enter';
      // A focused button or link keeps its own keys.
      if (press && e.target instanceof HTMLElement && e.target.closest('button, a, label, input, summary'))
        return;
      const verb = current.current[key];
      if (!verb || (e.repeat && !/^[jkhl]$|^Arrow/.test(key))) return;
      e.preventDefault();
      verb();
    };
    addEventListener('keydown', onKey);
    return () => removeEventListener('keydown', onKey);
  }, []);
}

/** A modal dialog that opens with the component and closes with Escape. */
export function Dialog(props: {
  title: string;
  on: () => void;
  children: ComponentChildren;
  look?: string;
}): JSX.Element {
  const ref = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    const el = ref.current;
    const before = document.activeElement;
    el?.showModal();
    return () => {
      el?.close();
      if (before instanceof HTMLElement && before.isConnected) before.focus();
    };
  }, []);
  return (
    <dialog
      ref={ref}
      class={`dialog ${props.look ?? ''}`}
      aria-labelledby="dialog-title"
      onCancel={props.on}
      onClose={props.on}
    >
      <h2 id="dialog-title">{props.title}</h2>
      {props.children}
    </dialog>
  );
}

/** All keys of a desk, each with what it does. */
export function KeysDialog(props: { keys: [keys: string[], does: string][]; on: () => void }): JSX.Element {
  const t = useDesk();
  return (
    <Dialog title={t.keysTitle} on={props.on} look="all-keys">
      <dl>
        {props.keys.map(([keys, does]) => (
          <div key={does}>
            <dt>
              {keys.map(key => (
                <kbd key={key}>{key}</kbd>
              ))}
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

/** The bar at the foot: the last deed with its undo, and the keys that one needs most. */
export function Foot(props: {
  notice: Notice | null;
  onUndo: () => void;
  onKeys: () => void;
  children: ComponentChildren;
}): JSX.Element {
  const t = useDesk();
  const off = !online(useView());
  const { notice } = props;
  return (
    <footer class="keys">
      <div role="status" class={notice ? (notice.bad ? 'toast bad' : 'toast') : 'toast none'}>
        {notice ? <span>{notice.text}</span> : null}
        {notice?.undo ? (
          <Verb on={props.onUndo} off={off} hint="Z">
            {t.undo}
          </Verb>
        ) : null}
      </div>
      {props.children}
      <button type="button" class="plain" onClick={props.onKeys}>
        <kbd>?</kbd>
        {t.allKeys}
      </button>
    </footer>
  );
}

/** A quiet line under the head while the connection is gone, and the offer to load a newer page. */
export function Strip(): JSX.Element | null {
  const t = useDesk();
  const { link, lostAt, event, newBuild } = useView();
  if (link === 'reconnecting' && lostAt !== null && event) {
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

/** The desk, or the reason why there is none. */
export function Gate(props: { children: () => ComponentChildren }): JSX.Element {
  const t = useDesk();
  const { link, event } = useView();
  const why =
    link === 'no_access'
      ? t.link.noAccess
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

/** A person's organisation, which is how a hall knows them; the name where there is none. */
export function useCalled(): (person: PersonItem | undefined) => string {
  const [lang] = useLang();
  return person => (person ? pick(person.org, lang)[1] || pick(person.name, lang)[1] : '');
}

/** A guest's words: as asked first, what was translated below. Desks judge what was written, so that it leads. */
export function Asked(props: { content: QuestionContent; say?: boolean }): JSX.Element {
  const { text, lang, translations } = props.content;
  return (
    <>
      <Text tag={lang} text={text} class={props.say ? '' : 'txt'} {...(props.say && { say: true })} />
      {Object.entries(translations ?? {}).map(([tag, words]) => (
        <Text key={tag} tag={tag} text={words} class="tr" />
      ))}
    </>
  );
}

/** A guest's words as texts by language. */
export function asTexts(content: QuestionContent): Texts {
  return { ...content.translations, [content.lang]: content.text };
}
