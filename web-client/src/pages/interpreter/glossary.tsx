/** The glossary of the event: a list that can be searched, and the form in which a term is added or changed. */
import './glossary.css';
import type { JSX } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import type { TermItem } from '../../protocol/items';
import { NOTE_CHARS_MAX, TERM_CHARS_MAX } from '../../protocol/limits';
import { Dialog, online, useLanguageName, Verb } from '../../ui/desk';
import { useT, useView } from '../../ui/hooks';
import { composes } from '../../ui/keys';
import type { Texts } from '../../words/texts';
import { HINTS } from './keys';
import type { InterpreterTexts } from './texts.en';

/** A term as it is being written; without `id` it is new. */
export interface TermDraft {
  id?: number;
  texts: Texts;
  note?: string | undefined;
}

/** The most terms that the list draws; a search finds the others. */
const SHOWN_MAX = 60;

export function Glossary(props: { focus: number; on(term: TermDraft): void }): JSX.Element {
  const t = useT<InterpreterTexts>().interpreter;
  const view = useView();
  const [search, setSearch] = useState('');
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => {
    if (props.focus) field.current?.focus();
  }, [props.focus]);
  const langs = view.event?.langs ?? [];
  const words = search.trim().toLowerCase();
  const all = view.of('term');
  const found = all.filter(
    ({ texts, note = '' }) =>
      !words || [...Object.values(texts), note].some(text => text.toLowerCase().includes(words)),
  );
  const ordered = [...found].sort((a, b) => b.id - a.id);
  return (
    <section class="col glossary" aria-labelledby="glossary-title">
      <div class="colh">
        <h2 id="glossary-title">{t.glossary}</h2>
        <span role="status">{words ? t.ofTerms(found.length, all.length) : t.nTerms(all.length)}</span>
        <Verb look="quiet" hint={HINTS.term} on={() => props.on({ texts: {} })}>
          {t.addTerm}
        </Verb>
      </div>
      <label class="find">
        <span class="unseen">{t.searchTerm}</span>
        <input
          ref={field}
          type="search"
          placeholder={t.searchTerm}
          value={search}
          onInput={e => setSearch(e.currentTarget.value)}
          onKeyDown={e => {
            if (e.key === 'Escape') setSearch('');
            if (e.key === 'Escape' || e.key === 'Enter') e.currentTarget.blur();
          }}
        />
        <kbd aria-hidden>{HINTS.glossary}</kbd>
      </label>
      <ul class="terms">
        {ordered.slice(0, SHOWN_MAX).map(term => (
          <li key={term.id}>
            <button type="button" onClick={() => props.on(term)}>
              {langs.map(lang => (
                <span key={lang} lang={lang} dir="auto">
                  {term.texts[lang] ?? '–'}
                </span>
              ))}
              {term.note ? <span class="mut sm">{term.note}</span> : null}
            </button>
          </li>
        ))}
      </ul>
      {all.length ? null : <p class="empty sm">{t.noTerms}</p>}
      {ordered.length > SHOWN_MAX ? <p class="empty sm">{t.moreTerms(ordered.length - SHOWN_MAX)}</p> : null}
    </section>
  );
}

export function TermDialog(props: {
  term: TermDraft | TermItem;
  rejected: string | null;
  save(term: TermDraft): void;
  remove(id: number): void;
  close(): void;
}): JSX.Element {
  const t = useT<InterpreterTexts>();
  const view = useView();
  const languageName = useLanguageName();
  const langs = view.event?.langs ?? [];
  const [texts, setTexts] = useState<Texts>(props.term.texts);
  const [note, setNote] = useState(props.term.note ?? '');
  const { id } = props.term;
  const filled = langs.filter(lang => texts[lang]?.trim()).length;
  const save = () => {
    if (filled > 1 && online(view)) props.save({ ...(id !== undefined && { id }), texts, note: note.trim() });
  };
  return (
    <Dialog title={id === undefined ? t.interpreter.addTerm : t.interpreter.changeTerm} on={props.close}>
      <form
        onSubmit={e => e.preventDefault()}
        onKeyDown={e => {
          if (e.key !== 'Enter' || composes(e) || !(e.target instanceof HTMLInputElement)) return;
          e.preventDefault();
          save();
        }}
      >
        {langs.map(lang => (
          <label key={lang} class="field">
            <span>{languageName(lang)}</span>
            <input
              type="text"
              lang={lang}
              dir="auto"
              maxLength={TERM_CHARS_MAX * 2}
              value={texts[lang] ?? ''}
              onInput={e => setTexts({ ...texts, [lang]: e.currentTarget.value })}
            />
          </label>
        ))}
        <label class="field">
          <span>{t.interpreter.termNote}</span>
          <input
            type="text"
            dir="auto"
            maxLength={NOTE_CHARS_MAX}
            value={note}
            onInput={e => setNote(e.currentTarget.value)}
          />
        </label>
        {props.rejected ? (
          <p class="tell bad" role="alert">
            {props.rejected}
          </p>
        ) : null}
        <div class="verbs">
          <Verb look="tall do" off={!online(view) || filled < 2} hint="Enter" on={save}>
            {t.interpreter.saveTerm}
          </Verb>
          {id === undefined ? null : (
            <Verb look="tall" off={!online(view)} on={() => props.remove(id)}>
              {t.interpreter.removeTerm}
            </Verb>
          )}
          <Verb look="tall" hint="Esc" on={props.close}>
            {t.cancel}
          </Verb>
        </div>
      </form>
    </Dialog>
  );
}
