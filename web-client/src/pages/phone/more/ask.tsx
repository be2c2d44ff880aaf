/**
 * The form to ask a question. The send button is in the head, so the keyboard never covers it. Every keystroke is saved, and a
 * rejected question comes back here.
 */
import { keyOf, offeredTo, ofKey, plainTo } from '../../../people/addressee';
import type { Addressee, SessionItem } from '../../../protocol/items';
import { NAME_CHARS_MAX, QUESTION_CHARS_MAX, QUESTIONS_MAX } from '../../../protocol/limits';
import { redraw, useLang, useStore, useView } from '../../../ui/hooks';
import { useAsking, useLeft } from './asking';
import { asker, countChars, draft, end, saveAsker, saveDraft, setDraft } from './draft';
import { Opened } from './opened';
import { closeOver, lead } from './over';
import { lookSoon, Similar } from './similar';
import { useMore } from './texts';

/** From so many characters before the limit on, their count is read out. */
const NEAR = 10;

export function focusAsk() {
  document.getElementById('ask-text')?.focus();
}

function Options({ of, label }: { of: Addressee[]; label: string }) {
  const [lang] = useLang();
  const view = useView();
  if (!of.length) return null;
  return (
    <optgroup label={label}>
      {of.map(to => (
        <option key={keyOf(to)} value={keyOf(to)}>
          {plainTo(view, to, lang)}
        </option>
      ))}
    </optgroup>
  );
}

/**
 * The addressee: the people of the running session come first. The chosen name lies over the menu, which would cut a long one.
 */
function Whom() {
  const t = useMore();
  const [lang] = useLang();
  const view = useView();
  const { people, sessions } = view;
  const on = (s: SessionItem) => (s.state === 'running' ? [...s.speakers, ...s.panelists] : []);
  const here = [...new Set(sessions.flatMap(on))].filter(id => people.has(id));
  const others = [...people.keys()].filter(id => !here.includes(id));
  const person = (ids: number[]) => ids.map(id => ({ person: id }));
  const offered = offeredTo(view);
  if (!people.size && !offered.sessions.length) return null;
  return (
    <>
      <label class="lab" for="ask-to">
        {t.whom}
      </label>
      <span class="pick">
        <select
          id="ask-to"
          value={keyOf(draft.to)}
          onChange={e => {
            const to = ofKey(e.currentTarget.value);
            const { to: _, ...rest } = draft;
            setDraft({ ...rest, ...(to && { to }) });
            redraw();
          }}
        >
          <option value="">{t.whomAll}</option>
          <Options of={person(here)} label={t.here} />
          <Options of={person(others)} label={t.others} />
          <Options of={offered.organisations} label={t.orgs} />
          <Options of={offered.sessions} label={t.sessions} />
        </select>
        <span class="field" aria-hidden="true" dir="auto">
          {plainTo(view, draft.to, lang) || t.whomAll}
        </span>
      </span>
    </>
  );
}

function Who() {
  const t = useMore();
  const field = (key: 'name' | 'org', label: string, complete: string, next?: 'org') => (
    <>
      <label class="lab" for={`ask-${key}`}>
        {label}
      </label>
      <input
        id={`ask-${key}`}
        class="field"
        autocomplete={complete}
        dir="auto"
        maxlength={NAME_CHARS_MAX}
        enterkeyhint={next ? 'next' : 'send'}
        onKeyDown={e => {
          // With an input method, Enter first confirms the characters.
          if (!next || e.key !== 'Enter' || e.isComposing) return;
          e.preventDefault();
          document.getElementById(`ask-${next}`)?.focus();
        }}
        value={asker[key]}
        onInput={e => {
          asker[key] = e.currentTarget.value;
          saveAsker();
          redraw();
        }}
      />
    </>
  );
  const { named } = useAsking();
  const fields = (
    <>
      {field('name', t.name, 'name', 'org')}
      {field('org', t.org, 'organization')}
      <p class="note">{named ? t.mustName : t.named}</p>
    </>
  );
  if (named) return fields;
  return (
    <>
      <label class={asker.anonymous ? 'opt on' : 'opt'}>
        <span class="w">{t.anonymous}</span>
        <input
          type="checkbox"
          checked={asker.anonymous}
          onChange={e => {
            asker.anonymous = e.currentTarget.checked;
            saveAsker();
            redraw();
          }}
        />
        <span class="tick" />
      </label>
      {!asker.anonymous && fields}
    </>
  );
}

export function Ask() {
  const t = useMore();
  const [lang] = useLang();
  const store = useStore();
  const chars = countChars(draft.text);
  const over = chars - QUESTION_CHARS_MAX;
  const { asking, at_once, named, limit } = useAsking();
  const left = useLeft();
  const { edits } = draft;
  const isNew = edits === undefined;
  const name = asker.name.trim();
  const org = asker.org.trim();
  const lacksName = isNew && named && !(name && org);
  const cannot = !chars || over > 0 || lacksName || (isNew && (asking !== 'open' || !left));
  const why = !isNew
    ? ''
    : asking === 'open'
      ? limit < QUESTIONS_MAX
        ? t.left(left, limit)
        : ''
      : t.asking[asking];

  function send(e: Event) {
    e.preventDefault();
    const text = draft.text.trim();
    if (!text || cannot) return;
    const who = asker.anonymous && !named ? {} : { ...(name && { name }), ...(org && { org }) };
    if (edits !== undefined) store.act({ reword: { question: edits, text } });
    else store.act({ ask: { text, lang, ...(draft.to && { to: draft.to }), ...who } });
    end();
    // The latest question comes first.
    closeOver(() => lead(document.getElementById('mine')?.firstElementChild as HTMLElement));
  }

  return (
    <form class="ph ask" onSubmit={send}>
      <header class="head">
        <button
          type="button"
          class="link"
          onClick={() => {
            // The old text of a question is no draft of another one.
            if (!isNew || (draft.begun && draft.aside)) end();
            closeOver();
          }}
        >
          {t.cancel}
        </button>
        <h1>{isNew ? t.title : t.rewording}</h1>
        <button type="submit" class="link" disabled={cannot}>
          {t.send}
        </button>
      </header>
      <Opened />
      <main class="main">
        <section class="sheet">
          <hr class="rule" />
          <div class="pad">
            {why && (
              <p class="note" id="ask-why">
                {why}
              </p>
            )}
            {isNew && <Whom />}
            <div class="lab">
              <label for="ask-text">{t.text}</label>
              <span
                id="ask-count"
                class={over > 0 ? 'over' : undefined}
                aria-live={over > -NEAR ? 'polite' : 'off'}
              >
                {over > 0 ? t.tooLong(over) : t.count(chars, QUESTION_CHARS_MAX)}
              </span>
            </div>
            <textarea
              id="ask-text"
              class="field"
              rows={4}
              dir="auto"
              aria-describedby="ask-count ask-note"
              aria-invalid={over > 0}
              value={draft.text}
              onInput={e => {
                draft.text = e.currentTarget.value;
                saveDraft();
                redraw();
                lookSoon();
              }}
            />
            <p class="note" id="ask-note">
              {at_once ? t.atOnce : t.screened((useView().event?.langs.length ?? 0) > 1)}
            </p>
            {isNew && <Similar />}
            {isNew && <Who />}
          </div>
        </section>
      </main>
    </form>
  );
}
