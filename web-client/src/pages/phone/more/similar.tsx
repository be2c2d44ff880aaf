/** While a guest types, the questions of the hall that say nearly the same: one tap supports one of them instead. */
import type { QuestionItem } from '../../../protocol/items';
import { askerOf, textsOf } from '../../../questions/content';
import { redraw, useStore, useView } from '../../../ui/hooks';
import { Both } from '../../../ui/text';
import { isolated } from '../../../words/texts';
import { staffOf } from './asker';
import { useAsking } from './asking';
import { draft } from './draft';
import { useMore } from './texts';
import { whoIs } from './whom';

/** A pause in the typing after which the page looks. */
const PAUSE_MS = 500;

let timer: ReturnType<typeof setTimeout> | undefined;
let found: QuestionItem[] = [];
/** The text for which the page looked last. */
let looked = '';

/** Looks for similar questions once the guest stops typing for a moment. */
export function lookSoon() {
  clearTimeout(timer);
  timer = setTimeout(look, PAUSE_MS);
}

async function look() {
  const text = draft.text.trim();
  if (text === looked) return;
  looked = text;
  let answer: QuestionItem[] = [];
  try {
    const response = await fetch(`/${document.documentElement.dataset.code}/similar`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ text }),
    });
    if (response.ok) answer = await response.json();
    // Too fast: look again when the guest goes on typing.
    else looked = '';
  } catch {
    looked = '';
  }
  if (draft.text.trim() !== text) return;
  found = answer;
  redraw();
}

export function Similar() {
  const t = useMore();
  const store = useStore();
  const { mine } = useView();
  const { upvotes } = useAsking();
  if (!draft.text.trim()) found = [];
  const shown = found.filter(q => mine.questions.every(own => own.id !== q.id));
  return (
    <div role="status" class="similar">
      {shown.length > 0 && (
        <>
          <p class="lab">{upvotes ? t.similar : t.similarOnly}</p>
          <ul id="similar">
            {shown.map(q => {
              const on = mine.upvotes.includes(q.id);
              const [to, by] = [whoIs(q.to), askerOf(q.content)];
              const who = [to && t.toWhom(isolated(to)), staffOf(q), by && t.by(isolated(by))].filter(
                Boolean,
              );
              return (
                <li key={q.id} class="q">
                  <div>
                    <Both texts={textsOf(q.content)} />
                    {who.length > 0 && <p class="meta">{who.join(' · ')}</p>}
                    {on && <p class="meta">{t.supported}</p>}
                  </div>
                  {upvotes && (
                    <button
                      type="button"
                      class="upvotes"
                      aria-pressed={on}
                      aria-label={t.supportIt}
                      onClick={() => store.act({ upvote: { question: q.id, on: !on } })}
                    />
                  )}
                </li>
              );
            })}
          </ul>
        </>
      )}
    </div>
  );
}
