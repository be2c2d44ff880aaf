/** The filters of the desk: each says how many questions it would leave, and one without any cannot be pressed. */
import './filters.css';
import type { JSX, RefObject } from 'preact';
import { useMemo } from 'preact/hooks';
import { fullTo, ofKey } from '../../people/addressee';
import type { EventItem, QuestionItem } from '../../protocol/items';
import { letGo, useLanguageName } from '../../ui/desk';
import { useLang, useT, useView } from '../../ui/hooks';
import { pick } from '../../ui/text';
import { useLabels } from './labels/chips';
import { type Group, makeCounts, type Sieve } from './sieve';
import type { ModeratorTexts } from './texts.en';

export function Filters(props: {
  bar: RefObject<HTMLFieldSetElement | null>;
  event: EventItem;
  /** Those that the search leaves. */
  questions: QuestionItem[];
  sieve: Sieve;
  on(sieve: Sieve): void;
}): JSX.Element {
  const { noYet, moderator: t } = useT<ModeratorTexts>();
  const languageName = useLanguageName();
  const labels = useLabels();
  const view = useView();
  const [lang] = useLang();
  const { sieve, on, questions, event } = props;
  const { langs } = event;
  const countsOf = useMemo(() => makeCounts(langs), [langs.join()]);
  const counts = useMemo(() => countsOf(questions, sieve), [questions, JSON.stringify(sieve), countsOf]);
  const addressed = [...new Set([...counts.to.keys(), sieve.to ?? ''])]
    .filter(key => key.includes(':'))
    .sort();
  function set(group: Group, value: string | undefined) {
    const { [group]: _, ...rest } = sieve;
    on(value === undefined ? rest : { ...rest, [group]: value });
  }
  const chip = (group: Group, value: string, text: string) => {
    const isOn = sieve[group] === value;
    const n = counts[group].get(value) ?? 0;
    return (
      <button
        key={`${group} ${value}`}
        type="button"
        class={isOn ? 'filter on' : 'filter'}
        aria-pressed={isOn}
        disabled={!n && !isOn}
        onClick={e => {
          letGo(e);
          set(group, isOn ? undefined : value);
        }}
      >
        {text} <b>{n}</b>
        {isOn ? <span aria-hidden="true"> ×</span> : null}
      </button>
    );
  };
  return (
    <fieldset class="filters" ref={props.bar}>
      <legend class="unseen">{t.filter}</legend>
      {chip('to', 'panel', t.toThePanel)}
      {chip('to', 'person', t.toPanelist)}
      {addressed.length ? (
        <select
          aria-label={t.toWhom}
          class={sieve.to?.includes(':') ? 'on' : ''}
          value={sieve.to?.includes(':') ? sieve.to : ''}
          onChange={e => {
            set('to', e.currentTarget.value || undefined);
            e.currentTarget.blur();
          }}
        >
          <option value="">{t.toWhom}</option>
          {addressed.map(key => {
            const n = counts.to.get(key) ?? 0;
            return (
              <option key={key} value={key} disabled={!n && sieve.to !== key}>
                {fullTo(view, ofKey(key), lang)} {n}
              </option>
            );
          })}
        </select>
      ) : null}
      <i />
      {langs.length > 1 ? (
        <>
          {langs.map(tag => chip('asked', tag, t.askedIn(languageName(tag))))}
          <i />
          {langs.map(tag => chip('lacks', tag, noYet(languageName(tag))))}
          <i />
        </>
      ) : null}
      {chip('similar', 'similar', t.similarToAnother)}
      {counts.reported.size || sieve.reported ? chip('reported', 'reported', t.reported) : null}
      {labels.length ? (
        <select
          aria-label={t.labels.verb}
          class={sieve.label === undefined ? '' : 'on'}
          value={sieve.label ?? ''}
          onChange={e => {
            set('label', e.currentTarget.value || undefined);
            e.currentTarget.blur();
          }}
        >
          <option value="">{t.labels.any(labels.length)}</option>
          {labels.map(label => {
            const n = counts.label.get(String(label.id)) ?? 0;
            return (
              <option key={label.id} value={label.id} disabled={!n && sieve.label !== String(label.id)}>
                {pick(label.text, lang)[1]} {n}
              </option>
            );
          })}
        </select>
      ) : null}
    </fieldset>
  );
}
