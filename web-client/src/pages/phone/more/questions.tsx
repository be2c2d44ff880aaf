/**
 * The hall's questions, most supported or newest first, with what became of the others. A tap must not make its own row jump away,
 * so the order by support stays fixed for a moment after each tap; in a calm session until the guest asks for the new one.
 */
import type { QuestionItem } from '../../../protocol/items';
import { askerOf, textsOf } from '../../../questions/content';
import { redraw, useStore, useView } from '../../../ui/hooks';
import { holdPress } from '../../../ui/press';
import { Both, Text } from '../../../ui/text';
import { isolated } from '../../../words/texts';
import { isOwn, staffOf } from './asker';
import { useAsking } from './asking';
import { Book } from './book';
import { glide } from './glide';
import { lead } from './over';
import { Reply } from './reply';
import { useMore } from './texts';
import { whoIs } from './whom';

const SHORT = 6;
const STILL_MS = 3000;

holdPress('.upvotes');

/** What the guest chose; until then, what the session says. */
let chosen: boolean | undefined;
let all = false;
let past = false;
/** The support counts behind the current order, and how long that order stays. */
let rank = new Map<number, number>();
let stillUntil = 0;
/** The order that a calm list keeps: the questions in it, and by what they are sorted. */
let calm: { ids: number[]; newest: boolean } | undefined;
/** The question whose report button was tapped once. */
let sure = -1;

function sorted(questions: QuestionItem[], newest: boolean): QuestionItem[] {
  const list = questions.filter(q => q.state === 'approved' || q.state === 'next' || q.state === 'waiting');
  if (newest) return list.sort((a, b) => b.at - a.at);
  if (Date.now() >= stillUntil) rank = new Map(list.map(q => [q.id, q.upvotes]));
  const upvotes = (q: QuestionItem) => rank.get(q.id) ?? q.upvotes;
  return list.sort((a, b) => upvotes(b) - upvotes(a) || a.at - b.at);
}

/** Returns a list in the order that it keeps, and how many questions are not in it yet. */
function kept(list: QuestionItem[], newest: boolean): [QuestionItem[], fresh: number, moved: boolean] {
  if (calm?.newest !== newest) calm = { ids: list.map(q => q.id), newest };
  const { ids } = calm;
  const here = new Map(list.map(q => [q.id, q]));
  const still = ids.flatMap(id => here.get(id) ?? []);
  const fresh = list.length - still.length;
  return [still, fresh, still.some((q, i) => q !== list[i])];
}

function Row({ q }: { q: QuestionItem }) {
  const t = useMore();
  const store = useStore();
  const { mine } = useView();
  const { upvotes } = useAsking();
  const own = isOwn(mine, q);
  const on = mine.upvotes.includes(q.id);
  const by = askerOf(q.content);
  const to = whoIs(q.to);
  const reported = mine.reports?.includes(q.id);
  const meta = [
    own && t.your,
    q.state === 'waiting' && t.unread,
    to && t.toWhom(isolated(to)),
    staffOf(q),
    !own && by && t.by(isolated(by)),
    reported && t.reported,
  ].filter(Boolean);
  const done = q.state === 'archived' || q.state === 'answered';

  function support() {
    stillUntil = Date.now() + STILL_MS;
    setTimeout(redraw, STILL_MS + 50);
    store.act({ upvote: { question: q.id, on: !on } });
  }
  function report() {
    if (sure === q.id) store.act({ report: { question: q.id } });
    sure = sure === q.id ? -1 : q.id;
    redraw();
  }

  return (
    <li class={own ? 'q mine' : 'q'}>
      <div>
        {q.state === 'next' && <p class="st next">{t.state.next}</p>}
        <Asked q={q} />
        <p class="meta">
          {meta.join(' · ')}
          {!own && !reported && !done && (
            <button type="button" class="report" onClick={report}>
              {sure === q.id ? t.sureReport : t.report}
            </button>
          )}
        </p>
        <Reply reply={q.reply} />
      </div>
      {own || !upvotes || done ? (
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
  const by = [...new Set(merged.map(({ content }) => isolated(askerOf(content))))].filter(Boolean);
  return (
    <>
      <div class="brace">
        <Both texts={texts} />
        {others.map(({ id, content }) => (
          <Text key={id} tag={content.lang} text={content.text} class="alt" />
        ))}
      </div>
      <p class="meta">{[t.askedTimes(merged.length + 1), ...by.map(t.by)].join(' · ')}</p>
    </>
  );
}

/** How many questions of the session wait, were answered, and were declined, and why. */
function Fate() {
  const t = useMore();
  const [asked] = useView().of('asked');
  if (!asked) return null;
  const { waiting = 0, answered = 0, declined = [] } = asked;
  const total = declined.reduce((sum, [, n]) => sum + n, 0);
  const why = declined.map(([reason, n]) => t.ofReason(t.reason[reason] || t.otherReason, n));
  return (
    <p class="note empty fate">
      {t.fate(waiting, answered)}
      {total > 0 && ` ${t.fateDeclined(total, why)}`}
    </p>
  );
}

/** The questions that were put away with their sessions. */
function Earlier() {
  const t = useMore();
  const list = useView().questions.filter(q => q.state === 'archived');
  if (!list.length) return null;
  return (
    <>
      <button
        type="button"
        class="link"
        aria-expanded={past}
        onClick={() => {
          past = !past;
          redraw();
        }}
      >
        {t.earlier(list.length)}
      </button>
      {past && (
        <ul id="earlier">
          {list
            .sort((a, b) => b.since - a.since)
            .map(q => (
              <Row key={q.id} q={q} />
            ))}
        </ul>
      )}
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
  const { questions } = useView();
  const { asking, order, calm: isCalm } = useAsking();
  const newest = chosen ?? order === 'newest';
  const now = sorted(questions, newest);
  if (!isCalm) calm = undefined;
  const [list, fresh, moved] = isCalm ? kept(now, newest) : [now, 0, false];
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
              chosen = !newest;
              redraw();
            }}
          >
            {newest ? t.newest : t.top}
          </button>
        )}
      </div>
      {asking !== 'open' && <p class="note empty">{t.asking[asking]}</p>}
      {!now.length && asking === 'open' && (
        <p class="note empty">{questions.length ? t.noOther : t.noQuestions}</p>
      )}
      <Fate />
      <Book />
      {(fresh > 0 || moved) && (
        <button
          type="button"
          class="link"
          id="reorder"
          onClick={() => {
            calm = undefined;
            redraw();
          }}
        >
          {t.reorder(fresh)}
        </button>
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
      <Earlier />
    </section>
  );
}
