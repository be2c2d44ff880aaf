/**
 * Questions on the screen: the one that is *now*, as large as both languages allow, with who asked and to
 * whom; and the most supported ones, which glide when their order changes, but not more often than people read.
 */
import './questions.css';
import type { JSX } from 'preact';
import { useMemo, useRef } from 'preact/hooks';
import type { PersonItem, QuestionItem } from '../protocol/items';
import { textsOf } from '../questions/content';
import type { View } from '../sync/store';
import { down, FLOOR, type Plan, useFit } from '../ui/fit';
import { useCalm, useGlide } from '../ui/motion';
import { inOrder, useSetting, Words } from '../ui/screen';
import { Label, useOwn } from './words';

const NOW_PLANS: Plan[] = [
  ...down(10.8, FLOOR / 0.64, 12).map(say => ({ sizes: { say, alt: say * 0.64 } })),
  ...down(5.2, FLOOR, 4).map(say => ({ sizes: { say, alt: FLOOR } })),
  ...down(5.2, FLOOR, 4).map(say => ({ sizes: { say, alt: FLOOR }, bare: 'alt' })),
];

/** One question, large. */
export function QuestionScene(props: { question: QuestionItem; to: PersonItem | undefined }): JSX.Element {
  const { content } = props.question;
  const { langs } = useSetting();
  const texts = textsOf(content);
  const from = [content.name, content.org].filter(Boolean);
  const ref = useFit<HTMLDivElement>(NOW_PLANS, JSON.stringify([texts, langs, from, props.to]));
  return (
    <div class="scene question" ref={ref}>
      <div class="now" data-fit>
        <Words texts={texts} say main="h1" />
      </div>
      <footer class="who">
        <span class="from">
          {from.length ? (
            <>
              <Label of={w => w.asks} /> <b lang={content.lang}>{content.name ?? content.org}</b>
              {content.name && content.org ? <span lang={content.lang}> {content.org}</span> : null}
            </>
          ) : (
            <Label of={w => w.fromTheHall} />
          )}
        </span>
        {props.to ? <To person={props.to} /> : null}
      </footer>
    </div>
  );
}

/** To whom a question goes: the organisation, which is what stands on the name plate. */
function To(props: { person: PersonItem }): JSX.Element {
  const { langs } = useSetting();
  const { name, org } = props.person;
  const texts = inOrder(org, langs).length ? org : name;
  return (
    <span class="to">
      <Label of={w => w.answers} />{' '}
      {inOrder(texts, langs).map(([tag, text], i) =>
        i ? (
          <span key={tag} class="alt" lang={tag}>
            {' '}
            {text}
          </span>
        ) : (
          <b key={tag} lang={tag}>
            {text}
          </b>
        ),
      )}
    </span>
  );
}

/** As many as stay readable from the last row. */
const TOP_MAX = 5;
/** The order rests this long, so that nobody loses the line being read. */
const ORDER_MS = 4000;

const TOP_PLANS: Plan[] = [
  ...down(6.6, FLOOR, 9).map(say => ({ sizes: { say, alt: Math.max(FLOOR, say * 0.8) } })),
  { sizes: { say: FLOOR, alt: FLOOR }, bare: 'fifth' },
  { sizes: { say: FLOOR, alt: FLOOR }, bare: 'fifth fourth' },
  { sizes: { say: FLOOR, alt: FLOOR }, bare: 'fifth fourth alt' },
];

/** The questions of the picture, in the order that the server sends. */
export const topQuestions = ({ stage, questions }: View): QuestionItem[] =>
  (stage?.shown ?? []).flatMap(id => questions.find(q => q.id === id) ?? []).slice(0, TOP_MAX);

export function QuestionsScene(props: { view: View }): JSX.Element {
  const { langs } = useSetting();
  const top = useMemo(() => topQuestions(props.view), [props.view.questions, props.view.stage]);
  const shown = useCalm(top, ORDER_MS);
  // Support counts follow sooner than the order does; a question taken back leaves at once.
  const fresh = new Map(props.view.questions.map(q => [q.id, q]));
  const rows = shown.flatMap(old => {
    const q = fresh.get(old.id);
    return q && (q.state === 'approved' || q.state === 'next') ? [q] : [];
  });
  const order = rows.map(q => q.id).join();
  const ref = useFit<HTMLDivElement>(TOP_PLANS, JSON.stringify([rows.map(q => [q.id, q.content]), langs]));
  const list = useRef<HTMLOListElement>(null);
  useGlide(list, order);
  const none = useOwn(w => w.noQuestions);
  const how = useOwn(w => w.noQuestionsHow);
  if (!rows.length) {
    return (
      <div class="scene question none" ref={ref}>
        <div class="now" data-fit>
          <Words texts={none} say main="h1" />
          <div class="how">
            <Words texts={how} />
          </div>
        </div>
      </div>
    );
  }
  return (
    <div class="scene top" ref={ref}>
      <ol class="qs" ref={list} data-fit>
        {rows.map(q => (
          <li key={q.id} data-key={q.id}>
            <div>
              <Words texts={textsOf(q.content)} />
            </div>
            <span class="n">{q.upvotes}</span>
          </li>
        ))}
      </ol>
    </div>
  );
}
