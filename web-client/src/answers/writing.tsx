/** The form beside an answer: its translations, or the name of its group, which has no language. */
import type { JSX } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import type { EntryItem } from '../protocol/items';
import { useLanguageName, Verb } from '../ui/desk';
import { useT, useView } from '../ui/hooks';
import type { DeskTexts } from '../ui/texts.en';
import type { AnswersTexts } from './texts.en';
import type { Writing } from './verbs';

export function WritingForm(props: {
  entry: EntryItem;
  what: Writing;
  done: (texts: Record<string, string> | null) => void;
}): JSX.Element {
  const t = useT<DeskTexts & { answers: AnswersTexts }>();
  const languageName = useLanguageName();
  const { event, entries } = useView();
  const { entry, what, done } = props;
  const form = useRef<HTMLFormElement>(null);
  useEffect(() => form.current?.querySelector('input')?.focus(), []);
  const fields = what === 'group' ? [''] : (event?.langs ?? []).filter(lang => lang !== entry.content.lang);
  const groups = [...new Set(entries.flatMap(other => (other.poll === entry.poll && other.group) || []))];
  return (
    <form
      class="menu note"
      ref={form}
      onSubmit={e => {
        e.preventDefault();
        const data = new FormData(e.currentTarget);
        done(Object.fromEntries(fields.map(name => [name, String(data.get(`text ${name}`) ?? '').trim()])));
      }}
      onKeyDown={e => e.key === 'Escape' && done(null)}
    >
      {fields.map(name => (
        <label key={name} class="field">
          <span>{name ? languageName(name) : t.answers.groupName}</span>
          <input
            type="text"
            name={`text ${name}`}
            lang={name || undefined}
            list={name ? undefined : 'groups'}
            defaultValue={(name ? entry.content.translations?.[name] : entry.group) ?? ''}
          />
        </label>
      ))}
      <datalist id="groups">
        {groups.map(group => (
          <option key={group} value={group} />
        ))}
      </datalist>
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
