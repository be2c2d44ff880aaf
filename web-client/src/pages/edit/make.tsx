/** The last line of a list, where a new row is written: all languages at once, and Enter adds it. */
import type { JSX } from 'preact';
import { useRef, useState } from 'preact/hooks';
import { wrongOf } from '../../making/dialog';
import type { Rejection } from '../../protocol/frames';
import { online, useLanguageName } from '../../ui/desk';
import { useT, useView } from '../../ui/hooks';
import { composes } from '../../ui/keys';
import type { Texts } from '../../words/texts';
import type { EditTexts } from './texts.en';

type Times = { start: string; end: string };

export function AddRow(props: {
  id: string;
  title: string;
  /** It continues the row in which it stands: only readers of the page's structure need the title. */
  within?: boolean;
  langs: string[];
  fields: { id: string; label: string }[];
  /** Those that the line suggests. */
  times?: Times;
  add: (texts: { [field: string]: Texts }, times?: Times) => Promise<Rejection | null>;
}): JSX.Element {
  const texts = useT<EditTexts>();
  const t = texts.edit;
  const named = useLanguageName();
  const view = useView();
  const form = useRef<HTMLFormElement>(null);
  const [why, setWhy] = useState('');
  const [busy, setBusy] = useState(false);
  async function add() {
    const el = form.current;
    if (!el || busy || !online(view)) return;
    const data = new FormData(el);
    const text = (name: string) => String(data.get(name) ?? '');
    const all = Object.fromEntries(
      props.fields.map(({ id }) => [
        id,
        Object.fromEntries(
          props.langs.map(lang => [lang, text(`${id}.${lang}`)]).filter(([, said]) => said?.trim()),
        ),
      ]),
    );
    setBusy(true);
    const refused = await props.add(all, props.times && { start: text('start'), end: text('end') });
    setBusy(false);
    setWhy(refused ? wrongOf(texts, named, refused) : '');
    if (refused) return;
    el.reset();
    el.querySelector('textarea')?.focus();
  }
  return (
    <form
      class="add"
      ref={form}
      aria-labelledby={`${props.id}-head`}
      onSubmit={e => {
        e.preventDefault();
        void add();
      }}
    >
      <h3 id={`${props.id}-head`} class={props.within ? 'unseen' : 'k'}>
        {props.title}
      </h3>
      {props.fields.map((field, nth) => (
        <div class="pair" key={field.id}>
          <span class="l sm mut">{field.label}</span>
          {props.langs.map((lang, at) => (
            <span class="cell" key={lang}>
              <textarea
                class="f"
                id={nth === 0 && at === 0 ? props.id : undefined}
                name={`${field.id}.${lang}`}
                lang={lang}
                dir="auto"
                rows={1}
                aria-label={t.inLanguage(field.label, named(lang))}
                placeholder={named(lang)}
                onKeyDown={e => {
                  if (composes(e)) return;
                  if (e.key === 'Escape') e.currentTarget.blur();
                  if (e.key !== 'Enter' || e.altKey) return;
                  e.preventDefault();
                  void add();
                }}
              />
            </span>
          ))}
          <span />
        </div>
      ))}
      <div class="verbs">
        {props.times ? (
          <>
            <label>
              {t.start}{' '}
              <input
                class="f time"
                type="time"
                name="start"
                required
                defaultValue={props.times.start}
                key={props.times.start}
              />
            </label>
            <label>
              {t.end}{' '}
              <input
                class="f time"
                type="time"
                name="end"
                required
                defaultValue={props.times.end}
                key={props.times.end}
              />
            </label>
          </>
        ) : null}
        <button type="submit" class={props.within ? 'btn' : 'btn do'} disabled={!online(view)}>
          {t.add}
        </button>
        {why ? (
          <span class="bad" role="alert">
            {why}
          </span>
        ) : null}
      </div>
    </form>
  );
}
