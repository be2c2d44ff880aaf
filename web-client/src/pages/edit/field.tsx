/**
 * A line to write on. It saves while one types and when one leaves, and names what stood there, so the server refuses what would
 * overwrite a colleague's words. Then both texts stand here with two verbs, and neither is lost.
 */
import type { JSX } from 'preact';
import { useEffect, useLayoutEffect, useRef } from 'preact/hooks';
import { wrongOf } from '../../making/dialog';
import type { Hold, Rejection } from '../../protocol/frames';
import { useLanguageName, Verb } from '../../ui/desk';
import { redraw, useT, useView } from '../../ui/hooks';
import { composes } from '../../ui/keys';
import { useWriter } from './holds';
import type { EditTexts } from './texts.en';

/** A pause of this many milliseconds in the typing saves. */
const PAUSE_MS = 800;
/** The view shows an accepted edit a moment after its answer; one that changes nothing, never. */
const SHOWN_MS = 3_000;

export interface FieldProps {
  /** Unique on the page; also names the field for the undo. */
  id: string;
  /** What it is: "Title of 09:00, English". */
  label: string;
  /** As it stands on the server. */
  value: string;
  /** Returns why it was refused; null: it is saved. */
  save: (was: string, now: string) => Promise<Rejection | null>;
  /** The language of a text. Absent: a time, a date or a number. */
  lang?: string;
  type?: 'time' | 'date' | 'number' | 'text';
  /** What is missing here, while it is empty. */
  missing?: string | undefined;
  hold?: Hold;
  look?: string;
  off?: boolean;
  placeholder?: string;
}

interface Draft {
  /** What is written here and not on the server; null: nothing. */
  text: string | null;
  /** What stood there when the writing began, or since the last save. */
  base: string;
  busy: boolean;
  /** Enter has said that it is written; until the next letter, the field shows what stands on the server. */
  done: boolean;
  /** The server has taken this, and the view does not show it yet. */
  taken: string | null;
  why: Rejection | null;
  /** Somebody else changed it meanwhile. */
  other: boolean;
  timer?: ReturnType<typeof setTimeout> | undefined;
}

export function Field(props: FieldProps): JSX.Element {
  const texts = useT<EditTexts>();
  const t = texts.edit;
  const { link } = useView();
  const named = useLanguageName();
  const { id, value } = props;
  const ref = useRef<HTMLTextAreaElement & HTMLInputElement>(null);
  const d = useRef<Draft>({
    text: null,
    base: value,
    busy: false,
    done: false,
    taken: null,
    why: null,
    other: false,
  }).current;
  const current = useRef(props);
  current.current = props;
  const { hold, leave, writer } = useWriter(props.hold);
  const here = () => document.activeElement === ref.current;

  function set(change: Partial<Draft>) {
    Object.assign(d, change);
    redraw();
  }
  function later() {
    clearTimeout(d.timer);
    d.timer = setTimeout(() => void flush(), PAUSE_MS);
  }
  /** The view shows what was saved: the next edit begins from there. */
  function shown() {
    const { taken } = d;
    const on = current.current.value;
    d.base = on;
    d.taken = null;
    if (d.text === null) return;
    if (d.text === taken) {
      if (!here() || d.done || d.text === on) d.text = null;
    } else later();
  }
  if (d.taken !== null && value !== d.base) shown();

  async function flush() {
    clearTimeout(d.timer);
    const { text } = d;
    if (text === null || d.busy || d.taken !== null || d.other) return;
    if (text.trim() === d.base) return here() && !d.done ? undefined : set({ text: null, why: null });
    // A time or date that is not whole yet.
    if (current.current.type && current.current.type !== 'text' && !text) return;
    d.busy = true;
    const why = await current.current.save(d.base, text);
    d.busy = false;
    if (why) {
      const other = why.kind === 'stale' && 'edited' in why.now;
      return set(other ? { other, why: null } : { why });
    }
    d.taken = text;
    if (current.current.value !== d.base) shown();
    else
      setTimeout(() => {
        if (d.taken !== null) shown();
        redraw();
      }, SHOWN_MS);
    set({ why: null });
  }
  function write(text: string) {
    if (d.text === null) d.base = current.current.value;
    set({ text, why: null, done: false });
    hold();
    later();
  }
  // What could not be sent is sent when the connection is back.
  useEffect(() => {
    if (link === 'online' && d.text !== null) later();
  }, [link]);
  useEffect(() => () => void flush(), []);
  useLayoutEffect(() => {
    const el = ref.current;
    if (!el || props.type || CSS.supports('field-sizing', 'content')) return;
    el.style.height = 'auto';
    el.style.height = `${el.scrollHeight}px`;
  });

  const text = d.other ? value : (d.text ?? value);
  const bad = d.why ? wrongOf(texts, named, d.why) : '';
  const empty = !text;
  const look = [
    'f',
    props.look,
    empty && props.missing && 'void',
    writer && 'theirs',
    (bad || d.other) && 'wrong-one',
  ];
  const note = bad || d.other || writer ? `${id}-note` : undefined;
  const all = {
    ref,
    id,
    class: look.filter(Boolean).join(' '),
    'aria-label': props.label,
    'aria-describedby': note,
    'aria-invalid': !!bad,
    'data-missing': empty && props.missing ? true : undefined,
    value: text,
    readOnly: d.other || props.off,
    onInput: (e: { currentTarget: HTMLTextAreaElement | HTMLInputElement }) => write(e.currentTarget.value),
    onFocus: hold,
    onBlur: () => {
      leave();
      void flush();
    },
    onKeyDown: (e: KeyboardEvent) => {
      if (composes(e)) return;
      if (e.key === 'Enter' && !e.altKey) {
        e.preventDefault();
        d.done = true;
        void flush();
      } else if (e.key === 'Escape') {
        e.preventDefault();
        ref.current?.blur();
      }
    },
  };
  return (
    <span class="cell">
      {props.type ? (
        <input
          {...all}
          type={props.type as 'text'}
          placeholder={props.placeholder}
          {...(props.type === 'number' && { inputMode: 'numeric' as const })}
        />
      ) : (
        <textarea
          {...all}
          lang={props.lang}
          dir="auto"
          rows={1}
          spellcheck
          placeholder={props.missing ?? props.placeholder}
        />
      )}
      {d.other ? (
        <span class="both" id={note} role="alert">
          <span>
            {t.other} {t.yours}{' '}
            <bdi class="k" lang={props.lang}>
              {d.text || t.nothing}
            </bdi>
          </span>
          <Verb on={() => set({ text: null, other: false })}>{t.theirs}</Verb>
          <Verb
            on={() => {
              set({ base: value, other: false });
              void flush();
            }}
          >
            {t.mine}
          </Verb>
        </span>
      ) : bad ? (
        <span class="sm bad note" id={note} role="alert">
          {bad}
        </span>
      ) : writer ? (
        <span class="sm who note" id={note}>
          {t.writesHere(writer)}
        </span>
      ) : null}
    </span>
  );
}
