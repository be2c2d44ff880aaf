/** Chooses the question into which another one is merged: search, move with the arrows, Enter merges. */
import './merge.css';
import type { JSX } from 'preact';
import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import { useFullTo } from '../../../people/addressee';
import type { QuestionItem } from '../../../protocol/items';
import { Brace } from '../../../questions/brace';
import { numberOf } from '../../../questions/content';
import { Who } from '../../../questions/who';
import { Dialog, online, Verb } from '../../../ui/desk';
import { useT, useView } from '../../../ui/hooks';
import { composes } from '../../../ui/keys';
import { Text } from '../../../ui/text';
import { matching } from '../lists';
import type { ModeratorTexts } from '../texts.en';
import type { Verbs } from '../verbs';
import { offered } from './offered';

export function MergeDialog(props: { q: QuestionItem; verbs: Verbs; close(): void }): JSX.Element {
  const { cancel, states, moderator: t } = useT<ModeratorTexts>();
  const view = useView();
  const { q, verbs, close } = props;
  const [search, setSearch] = useState('');
  const [at, setAt] = useState(0);
  const field = useRef<HTMLInputElement>(null);
  const list = useRef<HTMLFieldSetElement>(null);
  useEffect(() => field.current?.focus(), []);
  // Of thousands, and the desk draws at every change: sorted when a question changed, searched when somebody types.
  const all = useMemo(() => offered(q, view.questions), [q, view.questions]);
  const found = useMemo(() => all.filter(matching(search)), [all, search]);
  const nameTo = useFullTo();
  const shown = found.slice(0, 30);
  const chosen = shown[Math.min(at, shown.length - 1)];
  useEffect(() => {
    list.current?.querySelector('label.on')?.scrollIntoView({ block: 'nearest' });
  }, [chosen?.id]);
  const off = !online(view);
  function merge(into: QuestionItem | undefined) {
    if (!into || off) return;
    close();
    verbs.merge(q, into);
  }
  return (
    <Dialog title={t.merge.title(numberOf(q))} on={close} look="merging">
      <Text tag={q.content.lang} text={q.content.text} />
      <Who q={q} to={q.to && nameTo(q.to)} />
      <label class="field">
        <span>{t.merge.into}</span>
        <input
          ref={field}
          type="search"
          dir="auto"
          placeholder={t.search}
          value={search}
          onInput={e => {
            setSearch(e.currentTarget.value);
            setAt(0);
          }}
          onKeyDown={e => {
            if (composes(e)) return;
            // A search field would keep the first Escape and clear itself.
            if (e.key === 'Escape') {
              e.preventDefault();
              close();
            }
            const by = { ArrowDown: 1, ArrowUp: -1 }[e.key];
            if (by) setAt(Math.max(0, Math.min(shown.length - 1, at + by)));
            if (e.key === 'Enter') merge(chosen);
            if (by || e.key === 'Enter') e.preventDefault();
          }}
        />
      </label>
      <fieldset ref={list} class="into">
        <legend class="unseen">{t.merge.into}</legend>
        {shown.map((other, i) => (
          <label key={other.id} class={other === chosen ? 'on' : ''}>
            <input
              type="radio"
              name="into"
              class="unseen"
              checked={other === chosen}
              onChange={() => setAt(i)}
              onKeyDown={e => {
                if (e.key !== 'Enter') return;
                e.preventDefault();
                merge(other);
              }}
            />
            <span class="mut sm">
              {numberOf(other)} {states[other.state]}
            </span>
            <Brace q={other} />
            <Who q={other} to={other.to && nameTo(other.to)} />
          </label>
        ))}
      </fieldset>
      {shown.length ? null : <p class="empty">{t.noneMatch}</p>}
      {found.length > shown.length ? <p class="mut sm">{t.merge.more(found.length - shown.length)}</p> : null}
      <p class="mut sm">{t.merge.what}</p>
      <div class="verbs">
        <Verb on={() => merge(chosen)} off={off || !chosen} look="do" hint="Enter">
          {chosen ? t.merge.here(numberOf(chosen)) : t.merge.verb}
        </Verb>
        <Verb on={close} hint="Esc">
          {cancel}
        </Verb>
      </div>
    </Dialog>
  );
}
