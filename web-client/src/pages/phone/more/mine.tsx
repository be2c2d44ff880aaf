/** A guest's own questions, each with its state and what the guest can still do with it. */
import type { OwnQuestion } from '../../../protocol/items';
import { inLine, textsOf } from '../../../questions/content';
import { redraw, useStore, useT, useView } from '../../../ui/hooks';
import { Both } from '../../../ui/text';
import { isolated } from '../../../words/texts';
import type { PhoneTexts } from '../texts.en';
import { focusAsk } from './ask';
import { begin } from './draft';
import { openOver } from './over';
import { Reply } from './reply';
import { useMore } from './texts';
import { whoIs } from './whom';

/** The question whose withdraw button was tapped once, until the guest touches something else. */
let sure = -1;

function touched(e: Event) {
  if (sure < 0 || (e.target as HTMLElement).id === `back${sure}`) return;
  sure = -1;
  redraw();
}
addEventListener('pointerdown', touched);
addEventListener('focusin', touched);

/** The shape beside the state. */
const SHAPE = {
  waiting: '',
  approved: 'ok',
  next: 'next',
  now: 'now',
  answered: 'done',
  declined: 'no',
  withdrawn: '',
  merged: '',
  erased: '',
  archived: 'done',
};

function State({ q }: { q: OwnQuestion }) {
  const t = useMore();
  const { reason, joined } = q;
  // What becomes of a merged question becomes of the one that stands for it.
  const { state } = joined ?? q;
  let word: string;
  if (q.id < 0) word = useView().link === 'online' ? useT<PhoneTexts>().sending : t.kept;
  else if (state === 'declined') word = t.declined(reason ? t.reason[reason] : '');
  else word = q.posted ? t.posted : t.state[state];
  return <p class={`st ${SHAPE[state]}`}>{joined ? `${t.state.merged} · ${word}` : word}</p>;
}

function Row({ q }: { q: OwnQuestion }) {
  const t = useMore();
  const store = useStore();
  const to = whoIs(q.to);

  function takeBack() {
    if (sure === q.id) {
      sure = -1;
      store.act({ withdraw: { question: q.id } });
      return;
    }
    sure = q.id;
    redraw();
  }

  function again() {
    begin({ text: q.content.text, ...(q.to !== undefined && { to: q.to }) });
    openOver('ask');
    focusAsk();
  }

  function edit() {
    begin({ text: q.content.text, edits: q.id });
    openOver('ask');
    focusAsk();
  }

  const { state } = q.joined ?? q;
  const open = q.id >= 0 && (state === 'waiting' || state === 'approved');
  const counted = state !== 'waiting' && state !== 'declined';
  return (
    <li class="q mine">
      <div>
        <State q={q} />
        <Both texts={textsOf(q.content)} />
        {q.edited && <p class="meta">{t.edited}</p>}
        {q.joined?.content && (
          <div class="brace">
            <Both texts={textsOf(q.joined.content)} class="alt" />
          </div>
        )}
        {q.note && (
          <p class="note" dir="auto">
            {q.note}
          </p>
        )}
        <Reply reply={q.reply} />
        {to && <p class="meta">{t.toWhom(isolated(to))}</p>}
        {open && q.state === 'waiting' && (
          <button type="button" class="link" onClick={edit}>
            {t.reword}
          </button>
        )}
        {open && (
          <button type="button" class="link" id={`back${q.id}`} onClick={takeBack}>
            {sure === q.id ? t.sure : t.takeBack}
          </button>
        )}
        {q.state === 'declined' && (
          <button type="button" class="link" onClick={again}>
            {t.again}
          </button>
        )}
      </div>
      {counted && (
        <span class="upvotes" role="img" aria-label={t.support(q.upvotes)}>
          {q.upvotes}
        </span>
      )}
    </li>
  );
}

/** A question that is being sent keeps its row when it gets its id: a screen reader would read a new row from the start. */
function keyOf({ id, content }: OwnQuestion, i: number, own: OwnQuestion[]): string | number {
  const { text } = content;
  return own.findIndex(q => q.content.text === text) === i ? text : id;
}

/** A gentle sign that this guest's question comes next. */
export function ComesNext() {
  const t = useMore();
  const { questions, mine } = useView();
  const [first] = questions.filter(q => q.state === 'next').sort(inLine);
  const own = first && mine.questions.find(q => (q.joined ?? q).id === first.id);
  return (
    <div role="status">
      {own && (
        <section class="sheet comes">
          <div class="pad">
            <p class="st next">{t.youAreNext}</p>
            <Both texts={textsOf(own.content)} />
          </div>
        </section>
      )}
    </div>
  );
}

export function Mine() {
  const t = useMore();
  const own = useView()
    .mine.questions.filter(q => q.state !== 'withdrawn')
    // Questions being sent are the latest.
    .sort((a, b) => (b.at || Infinity) - (a.at || Infinity));
  if (!own.length) return null;
  return (
    <section>
      <div class="sec">
        <h2>{t.mine}</h2>
        <span>{own.length}</span>
      </div>
      <ul id="mine" aria-live="polite">
        {own.map((q, i) => (
          <Row key={keyOf(q, i, own)} q={q} />
        ))}
      </ul>
    </section>
  );
}
