/** A question by staff: approved at once, and marked as theirs for everybody. */
import type { JSX } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import type { Addressee as To } from '../../../protocol/items';
import { QUESTION_CHARS_MAX } from '../../../protocol/limits';
import { Dialog, online, useLanguageName, Verb } from '../../../ui/desk';
import { useLang, useT, useView } from '../../../ui/hooks';
import { composes } from '../../../ui/keys';
import type { Texts } from '../../../words/texts';
import { Addressee } from '../addressee';
import type { ModeratorTexts } from '../texts.en';
import type { Verbs } from '../verbs';

export function AskDialog(props: { verbs: Verbs; rejected: string | null; close(): void }): JSX.Element {
  const { cancel, moderator: t } = useT<ModeratorTexts>();
  const view = useView();
  const name = useLanguageName();
  const [own] = useLang();
  const langs = view.event?.langs ?? [];
  // The language of the page comes first, because its reader writes in it.
  const ordered = [...langs].sort((a, b) => Number(b === own) - Number(a === own));
  const [texts, setTexts] = useState<Texts>({});
  const [to, setTo] = useState<To | undefined>();
  const [busy, setBusy] = useState(false);
  const first = useRef<HTMLTextAreaElement>(null);
  useEffect(() => first.current?.focus(), []);
  const said = ordered.flatMap(tag => (texts[tag]?.trim() ? [[tag, texts[tag]?.trim() ?? ''] as const] : []));
  async function send() {
    const [original, ...others] = said;
    if (!original || busy || !online(view)) return;
    setBusy(true);
    const [lang, text] = original;
    const content = { text, lang, translations: Object.fromEntries(others) };
    const done = await props.verbs.askAsStaff(content, to);
    setBusy(false);
    if (done) props.close();
  }
  return (
    <Dialog title={t.ask.title} on={props.close} look="editor">
      <form
        onSubmit={e => e.preventDefault()}
        onKeyDown={e => {
          if (!composes(e) && e.key === 'Enter' && (e.ctrlKey || e.metaKey)) void send();
        }}
      >
        <p class="mut">{t.ask.what}</p>
        {ordered.map((tag, i) => (
          <label key={tag} class="field">
            <span>{name(tag)}</span>
            <textarea
              {...(i ? {} : { ref: first })}
              rows={3}
              dir="auto"
              lang={tag}
              maxLength={QUESTION_CHARS_MAX * 2}
              value={texts[tag] ?? ''}
              onInput={e => setTexts({ ...texts, [tag]: e.currentTarget.value })}
            />
          </label>
        ))}
        <Addressee to={to} on={setTo} />
        {props.rejected ? (
          <p class="tell bad" role="alert">
            {props.rejected}
          </p>
        ) : null}
        <div class="verbs">
          <Verb
            on={() => void send()}
            off={!online(view) || busy || !said.length}
            look="tall do"
            hint="Ctrl Enter"
          >
            {t.ask.send}
          </Verb>
          <Verb on={props.close} look="tall" hint="Esc">
            {cancel}
          </Verb>
        </div>
      </form>
    </Dialog>
  );
}
