/** Notes about a question for colleagues. No guest sees them. */
import type { JSX } from 'preact';
import type { LeafNote } from '../../../protocol/http';
import type { QuestionItem } from '../../../protocol/items';
import { STAFF_NOTE_CHARS_MAX } from '../../../protocol/limits';
import { online, Verb } from '../../../ui/desk';
import { useT, useView } from '../../../ui/hooks';
import { timeOfDay } from '../../../words/hour';
import { HINTS } from '../keys';
import type { ModeratorTexts } from '../texts.en';
import type { Verbs } from '../verbs';
import { useNoteDraft } from './drafts';

/** The field that the key for notes goes to. */
export const NOTE_FIELD = 'leaf-note';

export function Notes(props: { q: QuestionItem; notes: LeafNote[]; verbs: Verbs }): JSX.Element {
  const t = useT<ModeratorTexts>().moderator;
  const view = useView();
  const off = !online(view);
  const { q, notes, verbs } = props;
  const [words = '', keep] = useNoteDraft(q.id);
  async function send() {
    if (!words.trim() || off) return;
    if (await verbs.note(q, words.trim())) keep(undefined);
  }
  return (
    <div class="leaf-part">
      <h3>
        {t.leaf.notes} <span class="mut sm">{t.leaf.notesFor}</span>
      </h3>
      <ul class="notes">
        {notes.map(note => (
          <li key={note.number} class="with-verb">
            <div>
              <p dir="auto">{note.text}</p>
              <p class="mut sm">
                {view.event ? timeOfDay(note.at, view.event.zone) : ''} {t.leaf.role(note.by)}
              </p>
            </div>
            <button
              type="button"
              class="plain"
              disabled={off}
              onClick={() => verbs.dropNote(q, note.number)}
              aria-label={t.leaf.dropNoteOf(note.text)}
            >
              {t.leaf.dropNote}
            </button>
          </li>
        ))}
      </ul>
      <form
        onSubmit={e => {
          e.preventDefault();
          void send();
        }}
      >
        <label class="field">
          <span class="unseen">{t.leaf.note}</span>
          <input
            id={NOTE_FIELD}
            type="text"
            dir="auto"
            placeholder={t.leaf.note}
            maxLength={STAFF_NOTE_CHARS_MAX}
            value={words}
            aria-keyshortcuts={HINTS.note}
            onInput={e => keep(e.currentTarget.value || undefined)}
            onKeyDown={e => e.key === 'Escape' && e.currentTarget.blur()}
          />
        </label>
        <Verb on={() => void send()} off={off || !words.trim()} hint="Enter">
          {t.leaf.addNote}
        </Verb>
      </form>
    </div>
  );
}
