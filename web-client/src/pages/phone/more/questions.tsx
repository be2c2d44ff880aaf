/**
 * The hall's questions, most supported or newest first. A tap must not make its own row jump away, so the order by support stays
 * fixed for a moment after each tap.
 */
import type { QuestionItem } from '../../../protocol/items';
import { askerOf, textsOf } from '../../../questions/content';
import { redraw, useStore, useView } from '../../../ui/hooks';
import { Both, Text } from '../../../ui/text';
import { isolated } from '../../../words/texts';
import { isOwn, staffOf } from './asker';
import { glide } from './glide';
import { lead } from './over';
import { Reply } from './reply';
import { useMore } from './texts';
import { whoIs } from './whom';

const SHORT = 6;
const STILL_MS = 3000;

let newest = false;
let all = false;
/** The support counts behind the current order, and how long that order stays. */
let rank = new Map<number, number>();
let stillUntil = 0;

function sorted(questions: QuestionItem[]): QuestionItem[] {
  const list = questions.filter(q => q.state === 'approved' || q.state === 'next');
  if (newest) return list.sort((a, b) => b.at - a.at);
  if (Date.now() >= stillUntil) rank = new Map(list.map(q => [q.id, q.upvotes]));
  const upvotes = (q: QuestionItem) => rank.get(q.id) ?? q.upvotes;
  return list.sort((a, b) => upvotes(b) - upvotes(a) || a.at - b.at);
}

function Row({ q }: { q: QuestionItem }) {
  const t = useMore();
  const store = useStore();
  const { mine } = useView();
  const own = isOwn(mine, q);
  const on = mine.upvotes.includes(q.id);
  const by = askerOf(q.content);
  const to = whoIs(q.to);
  const meta = [
    own && t.your,
    to && t.toWhom(isolated(to)),
    staffOf(q),
    !own && by && t.by(isolated(by)),
  ].filter(Boolean);

  function support() {
    stillUntil = Date.now() + STILL_MS;
    setTimeout(redraw, STILL_MS + 50);
    store.act({ upvote: { question: q.id, on: !on } });
  }

  return (
    <li class={own ? 'q mine' : 'q'}>
      <div>
        {q.state === 'next' && <p class="st next">{t.state.next}</p>}
        <Asked q={q} />
        <p class="meta">{meta.join(' · ')}</p>
        <Reply reply={q.reply} />
      </div>
      {own || q.state === 'answered' ? (
        <span class="upvotes" role="img" aria-label={t.support(q.upvotes)}>
          {q.upvotes}
        </span>
      ) : (
        <button
          type="button"
          class="upvotes"
          aria-pressed={on}
          aria-label={t.support(q.upvotes)}
          onClick={support}
        >
          {q.upvotes}
        </button>
      )}
    </li>
  );
}

/** A question in the words of everybody who asked it: those merged into it stand beside it, joined by a brace. */
function Asked({ q }: { q: QuestionItem }) {
  const t = useMore();
  const texts = textsOf(q.content);
  const merged = q.merged ?? [];
  // The first in each other language stands where its translation would.
  const said = Object.values(texts);
  const others = merged.filter(({ content }) => !said.includes(content.text));
  if (!merged.length) return <Both texts={texts} />;
  return (
    <>
      <div class="brace">
        <Both texts={texts} />
        {others.map(({ id, content }) => (
          <Text key={id} tag={content.lang} text={content.text} class="alt" />
        ))}
      </div>
      <p class="meta">{t.askedBy(merged.length + 1)}</p>
    </>
  );
}

/** What was answered, with a reply that everybody can read. */
function Replied() {
  const t = useMore();
  const list = useView().questions.filter(q => q.state === 'answered' && q.reply);
  if (!list.length) return null;
  return (
    <section>
      <div class="sec">
        <h2>{t.replied}</h2>
        <span>{list.length}</span>
      </div>
      <ul>
        {list
          .sort((a, b) => b.since - a.since)
          .map(q => (
            <Row key={q.id} q={q} />
          ))}
      </ul>
    </section>
  );
}

export function Questions() {
  return (
    <>
      <Open />
      <Replied />
    </>
  );
}

function Open() {
  const t = useMore();
  const { questions, event } = useView();
  const list = sorted(questions);
  glide('questions');
  const shown = all ? list : list.slice(0, SHORT);
  return (
    <section>
      <div class="sec">
        <h2>{t.questions}</h2>
        {list.length > 1 && (
          <button
            type="button"
            class="link"
            onClick={() => {
              newest = !newest;
              redraw();
            }}
          >
            {newest ? t.newest : t.top}
          </button>
        )}
      </div>
      {event && !event.questions && <p class="note empty">{t.paused}</p>}
      {!list.length && event?.questions && (
        <p class="note empty">{questions.length ? t.noOther : t.noQuestions}</p>
      )}
      <ul id="questions">
        {shown.map(q => (
          <Row key={q.id} q={q} />
        ))}
      </ul>
      {shown.length < list.length && (
        <button
          type="button"
          class="link"
          onClick={() => {
            all = true;
            redraw();
            lead(document.getElementById('questions')?.children[SHORT] as HTMLElement, 'nearest');
          }}
        >
          {t.all(list.length)}
        </button>
      )}
    </section>
  );
}
