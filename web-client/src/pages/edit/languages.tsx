/** The languages of the event. The first stays; with another one its texts go, and an undo brings them back. */
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { LANGS_MAX } from '../../protocol/limits';
import { rejectionText } from '../../ui/deeds';
import { online, useLanguageName, Verb } from '../../ui/desk';
import { useT, useView } from '../../ui/hooks';
import { LANGS } from '../../words/languages';
import type { Edits } from './edits';
import type { EditTexts } from './texts.en';
import { writtenIn } from './written';

export function Languages({ edits, langs }: { edits: Edits; langs: string[] }): JSX.Element {
  const texts = useT<EditTexts>();
  const t = texts.edit;
  const named = useLanguageName();
  const view = useView();
  const off = !online(view);
  const [other, setOther] = useState('');
  async function set(now: string[], did: string) {
    const why = await edits.send({ cmd: { set_languages: { langs: { was: langs, now } } }, did });
    if (why) edits.refuse(rejectionText(texts, why));
    return !why;
  }
  const add = (tag: string) => set([...langs, tag], t.did.made(named(tag)));
  const offered = LANGS.filter(tag => !langs.includes(tag));
  return (
    <section class="line" aria-labelledby="event-langs">
      <span class="l sm mut" id="event-langs">
        {t.languages}
        <small>{t.hints.languages}</small>
      </span>
      <div class="of-langs">
        <ul>
          {langs.map((tag, nth) => {
            const n = view.event ? writtenIn(view, view.event, tag) : 0;
            return (
              <li key={tag}>
                <span class="k">{named(tag)}</span>
                <span class="sm mut">{nth ? t.textsIn(n) : t.firstLanguage}</span>
                {nth ? (
                  <Verb
                    off={off}
                    look="sm"
                    label={t.removeOf(named(tag))}
                    on={() =>
                      void set(
                        langs.filter(lang => lang !== tag),
                        n ? t.did.language(named(tag), n) : t.did.removed(named(tag)),
                      )
                    }
                  >
                    {t.remove}
                  </Verb>
                ) : null}
              </li>
            );
          })}
        </ul>
        {langs.length < LANGS_MAX ? (
          <form
            class="add-lang"
            onSubmit={async e => {
              e.preventDefault();
              const tag = other.trim();
              if (tag && (await add(tag))) setOther('');
            }}
          >
            {offered.map(tag => (
              <Verb key={tag} off={off} look="sm" on={() => void add(tag)}>
                {t.addOf(named(tag))}
              </Verb>
            ))}
            <input
              class="f tag"
              aria-label={t.otherLanguage}
              placeholder={t.otherLanguage}
              value={other}
              onInput={e => setOther(e.currentTarget.value)}
            />
            <button type="submit" class="btn sm" disabled={off || !other.trim()}>
              {t.add}
            </button>
          </form>
        ) : (
          <span class="sm mut">{t.languagesFull(LANGS_MAX)}</span>
        )}
      </div>
    </section>
  );
}
