/** The form beside an answer: its translations, or its group and what that is called in the event's languages. */
import type { JSX } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { groupsOf } from '../polls/text/heading';
import type { EntryItem } from '../protocol/items';
import { useLanguageName, Verb } from '../ui/desk';
import { useT, useView } from '../ui/hooks';
import type { DeskTexts } from '../ui/texts.en';
import type { Texts } from '../words/texts';
import type { AnswersTexts } from './texts.en';
import type { Writing, Written } from './verbs';

/** Chosen in place of the name of a group that is there. No group has an empty name. */
const NEW = '';
const NONE = ' ';

export function WritingForm(props: {
  entry: EntryItem;
  what: Writing;
  done: (written: Written | null) => void;
}): JSX.Element {
  const t = useT<DeskTexts & { answers: AnswersTexts }>();
  const { event, entries } = useView();
  const { entry, what, done } = props;
  const form = useRef<HTMLFormElement>(null);
  const [chosen, setChosen] = useState(entry.group ?? NEW);
  const isGroup = what === 'group';
  const groups = groupsOf(entries.filter(other => other.poll === entry.poll));
  const all = event?.langs ?? [];
  const [first = 'en'] = all;
  const langs = isGroup ? all : all.filter(lang => lang !== entry.content.lang);
  const heading = new Map(groups).get(chosen);
  const before = (lang: string): string =>
    isGroup
      ? (heading?.[lang] ?? ((lang === first && heading?.['']) || ''))
      : (entry.content.translations?.[lang] ?? '');
  // The name of a group is what is written first.
  useEffect(() => form.current?.querySelector('input')?.focus(), [chosen]);
  return (
    <form
      class="menu note"
      ref={form}
      onSubmit={e => {
        e.preventDefault();
        const data = new FormData(e.currentTarget);
        const of = (lang: string) => String(data.get(`text ${lang}`) ?? '').trim();
        const texts: Texts = Object.fromEntries(langs.map(lang => [lang, of(lang)]));
        if (!isGroup) return done({ translations: texts });
        if (chosen === NONE) return done({ headings: {} });
        if (chosen !== NEW) return done({ group: chosen, headings: texts });
        // There may be a group of this name that has more of them.
        done({ headings: Object.fromEntries(Object.entries(texts).filter(([, text]) => text)) });
      }}
      onKeyDown={e => e.key === 'Escape' && done(null)}
    >
      {isGroup && groups.length ? (
        <label class="field">
          <span>{t.answers.groupName}</span>
          <select value={chosen} onChange={e => setChosen(e.currentTarget.value)}>
            <option value={NEW}>{t.answers.newGroup}</option>
            {groups.map(([name, of]) => (
              <option key={name} value={name}>
                {Object.values(of).join(' / ')}
              </option>
            ))}
            {entry.group ? <option value={NONE}>{t.answers.noGroup}</option> : null}
          </select>
        </label>
      ) : null}
      {chosen === NONE ? null : <Fields key={chosen} langs={langs} before={before} isGroup={isGroup} />}
      {/* Without one, Enter in one of several fields submits nothing. */}
      <button type="submit" hidden />
      <div class="verbs">
        <Verb on={() => form.current?.requestSubmit()} look="do" hint="Enter">
          {t.answers.save}
        </Verb>
        <Verb on={() => done(null)} hint="Esc">
          {t.cancel}
        </Verb>
      </div>
    </form>
  );
}

function Fields(props: { langs: string[]; before: (lang: string) => string; isGroup: boolean }) {
  const t = useT<{ answers: AnswersTexts }>().answers;
  const languageName = useLanguageName();
  return (
    <>
      {props.langs.map(lang => (
        <label key={lang} class="field">
          <span>{props.isGroup ? t.groupIn(languageName(lang)) : languageName(lang)}</span>
          <input type="text" name={`text ${lang}`} lang={lang} defaultValue={props.before(lang)} />
        </label>
      ))}
    </>
  );
}
