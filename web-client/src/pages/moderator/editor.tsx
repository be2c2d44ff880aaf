/**
 * Edits a question: its text, language, translations, name and organisation. Saving makes a new revision and approves exactly
 * that one. Typed text survives a lost connection.
 */
import './editor.css';
import type { JSX } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { sameAddressee } from '../../people/addressee';
import type { QuestionContent, QuestionItem } from '../../protocol/items';
import { NAME_CHARS_MAX, QUESTION_CHARS_MAX } from '../../protocol/limits';
import { numberOf } from '../../questions/content';
import { Dialog, online, useLanguageName, Verb } from '../../ui/desk';
import { useStore, useT, useView } from '../../ui/hooks';
import { composes } from '../../ui/keys';
import { Text } from '../../ui/text';
import { Addressee } from './addressee';
import type { ModeratorTexts } from './texts.en';
import type { Verbs } from './verbs';

export function Editor(props: {
  q: QuestionItem;
  translate: boolean;
  verbs: Verbs;
  /** Why the last save was rejected. */
  rejected: string | null;
  close(): void;
}): JSX.Element {
  const t = useT<ModeratorTexts>();
  const view = useView();
  const store = useStore();
  const { verbs, close } = props;
  // The question as opened; the one in the view may have changed.
  const [asked] = useState(props.q);
  const latest = view.questions.find(q => q.id === asked.id) ?? asked;
  const [seen, setSeen] = useState(asked.desk?.rev ?? 0);
  const [content, setContent] = useState<QuestionContent>(asked.content);
  // Whom this editor chose. Until then it is whom a colleague may choose meanwhile.
  const [chosen, setChosen] = useState<Pick<QuestionItem, 'to'> | null>(null);
  const to = chosen ? chosen.to : latest.to;
  const [busy, setBusy] = useState(false);
  const changed = latest.desk?.rev !== seen;
  const langs = view.event?.langs ?? [content.lang];
  const others = langs.filter(tag => tag !== content.lang);
  const first = useRef<HTMLTextAreaElement>(null);
  const translation = useRef<HTMLTextAreaElement>(null);
  useEffect(() => {
    (props.translate ? translation.current : first.current)?.focus();
  }, []);

  const name = useLanguageName();
  const set = (part: Partial<QuestionContent>) => setContent({ ...content, ...part });
  function setLang(lang: string) {
    // The text follows its language: a translation in the new language swaps places with the question.
    const { [lang]: other = '', ...rest } = content.translations ?? {};
    set(other ? { lang, text: other, translations: { ...rest, [content.lang]: content.text } } : { lang });
  }
  async function save() {
    if (busy || !online(view)) return;
    setBusy(true);
    const translations = Object.fromEntries(
      others.flatMap(tag => {
        const text = content.translations?.[tag]?.trim();
        return text ? [[tag, text]] : [];
      }),
    );
    const { name: who, org } = content;
    const words = {
      text: content.text.trim(),
      lang: content.lang,
      translations,
      ...(who?.trim() && { name: who.trim() }),
      ...(org?.trim() && { org: org.trim() }),
    };
    const same = sameAddressee(to, latest.to);
    const readdressed = same || (await verbs.address(latest, to));
    // The new addressee was a revision of its own, so this save builds on that one, unless a colleague had saved another text before.
    const now = store.view().questions.find(q => q.id === asked.id) ?? latest;
    const revision = same || changed ? seen : (now.desk?.rev ?? seen);
    const done = readdressed && (await verbs.edit(now, revision, words));
    setBusy(false);
    if (done) close();
    // Rejected: the desk's foot says why, and the next save replaces the current text.
    else setSeen(latest.desk?.rev ?? seen);
  }
  const approves = latest.state === 'waiting' || latest.state === 'declined';

  return (
    <Dialog title={t.moderator.editTitle(numberOf(asked))} on={close} look="editor">
      <form
        onSubmit={e => e.preventDefault()}
        onKeyDown={e => {
          if (composes(e)) return;
          if (e.key === 'Enter' && (e.ctrlKey || e.metaKey)) void save();
        }}
      >
        {changed ? (
          <p class="tell" role="status">
            {t.moderator.savedMeanwhile}
          </p>
        ) : null}
        <p class="asked">
          <span class="mut sm">{t.moderator.asAsked}</span>
          <Text tag={asked.content.lang} text={asked.content.text} as="span" />
        </p>
        <label class="field">
          <span>
            {t.moderator.text}: {name(content.lang)}
          </span>
          <textarea
            ref={first}
            rows={3}
            dir="auto"
            lang={content.lang}
            maxLength={QUESTION_CHARS_MAX * 2}
            value={content.text}
            onInput={e => set({ text: e.currentTarget.value })}
          />
        </label>
        {langs.length > 1 ? (
          <label class="field lang">
            <span>{t.moderator.textLanguage}</span>
            <select value={content.lang} onChange={e => setLang(e.currentTarget.value)}>
              {langs.map(tag => (
                <option key={tag} value={tag}>
                  {name(tag)}
                </option>
              ))}
            </select>
          </label>
        ) : null}
        {others.map((tag, i) => (
          <label key={tag} class="field">
            <span>{t.moderator.translation(name(tag))}</span>
            <textarea
              {...(i ? {} : { ref: translation })}
              rows={3}
              dir="auto"
              lang={tag}
              maxLength={QUESTION_CHARS_MAX * 2}
              value={content.translations?.[tag] ?? ''}
              onInput={e => set({ translations: { ...content.translations, [tag]: e.currentTarget.value } })}
            />
          </label>
        ))}
        <Addressee to={to} on={to => setChosen({ ...(to && { to }) })} />
        <div class="pair">
          <label class="field">
            <span>{t.moderator.name}</span>
            <input
              type="text"
              dir="auto"
              maxLength={NAME_CHARS_MAX}
              value={content.name ?? ''}
              onInput={e => set({ name: e.currentTarget.value })}
            />
          </label>
          <label class="field">
            <span>{t.moderator.organisation}</span>
            <input
              type="text"
              dir="auto"
              maxLength={NAME_CHARS_MAX}
              value={content.org ?? ''}
              onInput={e => set({ org: e.currentTarget.value })}
            />
          </label>
        </div>
        {props.rejected ? (
          <p class="tell bad" role="alert">
            {props.rejected}
          </p>
        ) : null}
        <div class="verbs">
          <Verb
            on={() => void save()}
            off={!online(view) || busy || !content.text.trim()}
            look="tall do"
            hint="Ctrl Enter"
          >
            {approves ? t.moderator.saveApprove : t.moderator.save}
          </Verb>
          <Verb on={close} look="tall" hint="Esc">
            {t.cancel}
          </Verb>
        </div>
      </form>
    </Dialog>
  );
}
