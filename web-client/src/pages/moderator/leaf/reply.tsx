/** The reply in writing: a text in each of the event's languages, which guests read under the question. */
import type { JSX } from 'preact';
import type { QuestionItem } from '../../../protocol/items';
import { REPLY_CHARS_MAX } from '../../../protocol/limits';
import { online, useLanguageName, Verb } from '../../../ui/desk';
import { useT, useView } from '../../../ui/hooks';
import { composes } from '../../../ui/keys';
import type { Texts } from '../../../words/texts';
import { HINTS } from '../keys';
import type { ModeratorTexts } from '../texts.en';
import { can, type Verbs } from '../verbs';
import { useReplyDraft } from './drafts';

/** The field that the key for the reply goes to. */
export const REPLY_FIELD = 'leaf-reply';

export function Reply(props: { q: QuestionItem; verbs: Verbs }): JSX.Element | null {
  const t = useT<ModeratorTexts>().moderator;
  const view = useView();
  const name = useLanguageName();
  const { q, verbs } = props;
  const off = !online(view);
  const rev = q.desk?.reply ?? 0;
  // What is typed is kept, and says so when somebody else replies meanwhile.
  const [draft, keep] = useReplyDraft(q.id);
  if (!can(q, 'reply')) return null;
  const texts = draft?.texts ?? q.reply ?? {};
  const langs = view.event?.langs ?? [];
  const trimmed = Object.fromEntries(
    Object.entries(texts).flatMap(([tag, text]) => (text.trim() ? [[tag, text.trim()]] : [])),
  );
  const isSame = JSON.stringify(trimmed) === JSON.stringify(q.reply ?? {});
  async function send(to: Texts) {
    if (off) return;
    if (await verbs.reply(q, to)) keep(undefined);
  }
  return (
    <form
      class="leaf-part"
      onSubmit={e => e.preventDefault()}
      onKeyDown={e => {
        if (composes(e)) return;
        if (e.key === 'Enter' && (e.ctrlKey || e.metaKey) && !isSame) void send(trimmed);
        if (e.key === 'Escape') (e.target as HTMLElement).blur();
      }}
    >
      <h3>
        {t.leaf.reply} <span class="mut sm">{t.leaf.replyFor}</span>
      </h3>
      {draft && draft.seen !== rev ? (
        <p class="tell" role="status">
          {t.savedMeanwhile}
        </p>
      ) : null}
      <div class="replies">
        {langs.map((tag, i) => (
          <label key={tag} class="field">
            <span>{name(tag)}</span>
            <textarea
              id={i ? undefined : REPLY_FIELD}
              rows={3}
              dir="auto"
              lang={tag}
              maxLength={REPLY_CHARS_MAX * 2}
              value={texts[tag] ?? ''}
              onInput={e => {
                keep({ texts: { ...texts, [tag]: e.currentTarget.value }, seen: draft?.seen ?? rev });
              }}
            />
          </label>
        ))}
      </div>
      <div class="verbs">
        <Verb
          on={() => void send(trimmed)}
          off={off || isSame || !Object.keys(trimmed).length}
          look="do"
          hint="Ctrl Enter"
        >
          {q.reply ? t.leaf.changeReply : t.leaf.sendReply}
        </Verb>
        {q.reply ? (
          <Verb on={() => void send({})} off={off} hint={HINTS.takeReplyBack}>
            {t.leaf.takeReplyBack}
          </Verb>
        ) : null}
      </div>
    </form>
  );
}
