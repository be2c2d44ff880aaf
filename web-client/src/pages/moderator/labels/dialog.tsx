/** Chooses the labels of a question: type to find one, Enter puts it on or takes it off, or makes it. */
import type { JSX } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import type { LabelItem, QuestionItem } from '../../../protocol/items';
import { LABEL_CHARS_MAX } from '../../../protocol/limits';
import { numberOf } from '../../../questions/content';
import { Dialog, online, Verb } from '../../../ui/desk';
import { useLang, useT, useView } from '../../../ui/hooks';
import { pick, Text } from '../../../ui/text';
import type { ModeratorTexts } from '../texts.en';
import type { Verbs } from '../verbs';
import { useLabels } from './chips';

export function LabelDialog(props: {
  q: QuestionItem;
  verbs: Verbs;
  /** Why the last command was rejected. */
  rejected: string | null;
  close(): void;
}): JSX.Element {
  const { close, moderator: t } = useT<ModeratorTexts>();
  const view = useView();
  const [lang] = useLang();
  const all = useLabels();
  const [search, setSearch] = useState('');
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => field.current?.focus(), []);
  const { q, verbs } = props;
  const has = view.questions.find(one => one.id === q.id)?.desk?.labels ?? [];
  const off = !online(view);
  const wanted = search.trim().toLowerCase();
  const texts = (label: LabelItem) => Object.values(label.text).map(text => text.toLowerCase());
  const found = all.filter(label => texts(label).some(text => text.includes(wanted)));
  const exact = found.find(label => texts(label).includes(wanted));
  const toggle = (label: LabelItem) => verbs.label(q, label.id, !has.includes(label.id));
  async function enter() {
    if (off || !wanted) return;
    const known = exact ?? (found.length === 1 ? found[0] : undefined);
    if (known) toggle(known);
    else if (!(await verbs.makeLabel(q, search.trim()))) return;
    setSearch('');
  }
  return (
    <Dialog title={t.labels.title(numberOf(q))} on={props.close} look="labels">
      <form
        onSubmit={e => {
          e.preventDefault();
          void enter();
        }}
      >
        <label class="field">
          <span>{t.labels.find}</span>
          <input
            ref={field}
            type="text"
            dir="auto"
            maxLength={LABEL_CHARS_MAX}
            value={search}
            onInput={e => setSearch(e.currentTarget.value)}
          />
        </label>
      </form>
      {props.rejected ? (
        <p class="tell bad" role="alert">
          {props.rejected}
        </p>
      ) : null}
      <ul>
        {found.map(label => {
          const [tag, text] = pick(label.text, lang);
          return (
            <li key={label.id}>
              <label>
                <input
                  type="checkbox"
                  checked={has.includes(label.id)}
                  disabled={off}
                  onChange={() => toggle(label)}
                />
                <Text tag={tag} text={text} as="span" class="chip" />
              </label>
              <Verb on={() => verbs.removeLabel(label.id, text)} off={off} label={t.labels.removeOf(text)}>
                {t.labels.remove}
              </Verb>
            </li>
          );
        })}
      </ul>
      <div class="verbs">
        {wanted && !exact ? (
          <Verb on={() => void verbs.makeLabel(q, search.trim())} off={off}>
            {t.labels.make(search.trim())}
          </Verb>
        ) : null}
        <Verb on={props.close} hint="Esc">
          {close}
        </Verb>
      </div>
    </Dialog>
  );
}
