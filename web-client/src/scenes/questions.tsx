/**
 * Questions on the screen: the one that is *now*, as large as its languages allow, with its author, its addressee and its
 * support; and the most supported ones, which glide when their order changes, but not faster than people read.
 */
import './questions.css';
import { Fragment, type JSX } from 'preact';
import { useMemo, useRef } from 'preact/hooks';
import { calledTo, nameOf } from '../people/addressee';
import type { Addressee, QuestionItem } from '../protocol/items';
import { textsOf } from '../questions/content';
import type { View } from '../sync/store';
import { down, FLOOR, type Plan, useFit } from '../ui/fit';
import { useCalm, useGlide } from '../ui/motion';
import { Piece, useSetting, Words } from '../ui/screen';
import { directionOf } from '../words/languages';
import { sameLanguage } from '../words/texts';
import { Turning } from './turning';
import { Label, spoken, useOwn } from './words';

/** If not all languages fit on one picture, each has a page. */
const NOW_PLANS: Plan[] = [
  ...down(10.8, FLOOR / 0.64, 12).map(say => ({ sizes: { say, alt: say * 0.64 } })),
  ...down(5.2, FLOOR, 4).map(say => ({ sizes: { say, alt: FLOOR } })),
  ...down(5.2, FLOOR, 4).map(say => ({ sizes: { say, alt: say }, pages: true })),
  { sizes: { say: FLOOR, alt: FLOOR }, bare: 'to-alt', pages: true },
];

/** One question, large. */
export function QuestionScene(props: {
  question: QuestionItem;
  /** The chair has said that no other one follows. */
  last: boolean;
  program: Pick<View, 'people' | 'sessions'>;
}): JSX.Element {
  const { last } = props;
  const { content, merged = [], upvotes, staff } = props.question;
  const { langs } = useSetting();
  const texts = textsOf(content);
  const to = addressee(props.program, props.question.to, langs);
  // A guest who asked the same in another language has their words in the picture, too.
  const words = langs.map(tag => merged.find(other => tag !== content.lang && other.content.lang === tag));
  const all = [content, ...words.flatMap(other => other?.content ?? [])];
  // One guest who asked twice stands there once.
  const from = [...new Map(all.map(asked => [`${asked.name}\n${asked.org}`, asked])).values()].filter(
    ({ name, org }) => name || org,
  );
  const fitted = useFit<HTMLDivElement>(NOW_PLANS, JSON.stringify([texts, langs, from, to, last]));
  return (
    <div class="scene question" ref={fitted.ref}>
      <div class="now" data-fit>
        <Words texts={texts} say main="h1" items />
      </div>
      <footer class="who">
        <span class="from">
          {last ? (
            <>
              <b>
                <Label of={w => w.lastQuestion} />
              </b>
              {' · '}
            </>
          ) : null}
          {from.length ? (
            <Askers contents={from} />
          ) : (
            <Label of={w => (staff ? w.fromStaff : w.fromTheHall)} />
          )}
        </span>
        <Turning {...fitted} />
        {to.length ? <Answers texts={to} /> : null}
        {upvotes ? (
          <span class="n" role="img" aria-label={spoken(langs)[0]?.[1].support(upvotes)}>
            {upvotes}
          </span>
        ) : null}
      </footer>
    </div>
  );
}

/** The authors, as far as given. A guest has one name, so only the first language frames it. */
function Askers(props: { contents: QuestionItem['content'][] }): JSX.Element {
  const { langs } = useSetting();
  const [tag, words] = spoken(langs)[0] ?? ['en', undefined];
  const [before, after] = words?.asks ?? ['', ''];
  return (
    <span lang={tag} dir={directionOf(tag)}>
      {before}{' '}
      {props.contents.map(({ name, org, lang }, i) => (
        <Fragment key={i}>
          {i ? '· ' : ''}
          <b lang={lang} dir="auto">
            {name ?? org}
          </b>{' '}
          {name && org ? (
            <span lang={lang} dir="auto">
              {org}{' '}
            </span>
          ) : null}
        </Fragment>
      ))}
      {after}
    </span>
  );
}

/** Returns the addressee's name in each language: of a person the organisation, as on the name plate, with the name if two share it. */
function addressee(
  program: Pick<View, 'people' | 'sessions'>,
  to: Addressee | undefined,
  langs: string[],
): [tag: string, text: string][] {
  const person = to && 'person' in to ? program.people.get(to.person) : undefined;
  const own = person && (Object.keys(person.org).length ? person.org : person.name);
  const texts = own ?? nameOf(program, to) ?? {};
  return langs.filter(tag => texts[tag]).map(tag => [tag, calledTo(program, to, tag)]);
}

/** The addressee, framed in each language. */
function Answers(props: { texts: [tag: string, text: string][] }): JSX.Element {
  return (
    <span class="to">
      {props.texts.map(([tag, text], i) => {
        const [, words] = spoken([tag])[0] ?? [];
        const speaks = spoken([tag]).some(([lang]) => sameLanguage(lang, tag));
        const [before, after] = (speaks && words?.answers) || ['', ''];
        return (
          <Fragment key={tag}>
            {i ? ' ' : ''}
            <span class={i ? 'alt' : ''} lang={tag} dir={directionOf(tag)}>
              {before}
              {before && !sameLanguage(tag, 'zh') ? ' ' : ''}
              <Piece tag={tag} text={text} as={i ? 'span' : 'b'} />
              {after}
            </span>
          </Fragment>
        );
      })}
    </span>
  );
}

/** Number of questions that people can compare. */
const TOP_MAX = 5;
/** The order stays this long, so nobody loses the line they are reading. */
const ORDER_MS = 4000;

const top = (say: number, alt = Math.max(FLOOR, say * 0.8)): Plan => ({ sizes: { say, alt } });
const TOP_PLANS: Plan[] = [
  ...down(6.6, 4.2, 7).map(say => top(say)),
  // Prefer pages with fewer questions at a comfortable size to all of them at the smallest.
  ...down(5.2, 4.2, 3).map(say => ({ ...top(say), pages: true })),
  { ...top(FLOOR), pages: true, bare: 'tight' },
  { ...top(FLOOR), pages: true, bare: 'alt' },
];

/** The questions in the picture, in the server's order. */
export const topQuestions = ({ stage, questions }: View): QuestionItem[] =>
  (stage?.shown ?? []).flatMap(id => questions.find(q => q.id === id) ?? []).slice(0, TOP_MAX);

export function QuestionsScene(props: { view: View }): JSX.Element {
  const { langs } = useSetting();
  const top = useMemo(() => topQuestions(props.view), [props.view.questions, props.view.stage]);
  const shown = useCalm(top, ORDER_MS);
  // Support counts update sooner than the order; a withdrawn question leaves at once.
  const fresh = new Map(props.view.questions.map(q => [q.id, q]));
  const rows = shown.flatMap(old => {
    const q = fresh.get(old.id);
    return q && (q.state === 'approved' || q.state === 'next') ? [q] : [];
  });
  const order = rows.map(q => q.id).join();
  const fitted = useFit<HTMLDivElement>(
    rows.length ? TOP_PLANS : NOW_PLANS,
    JSON.stringify([rows.map(q => [q.id, q.content]), langs]),
  );
  const list = useRef<HTMLOListElement>(null);
  useGlide(list, order);
  const none = useOwn(w => w.noQuestions);
  const how = useOwn(w => w.noQuestionsHow);
  if (!rows.length) {
    return (
      <div class="scene question none" ref={fitted.ref}>
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
    <div class="scene top" ref={fitted.ref}>
      <ol class="qs" ref={list} data-fit>
        {rows.map(q => (
          <li key={q.id} data-key={q.id} data-item>
            <div>
              <Words texts={textsOf(q.content)} />
            </div>
            <span class="n">{q.upvotes}</span>
          </li>
        ))}
      </ol>
      <footer class="marks">
        <Turning {...fitted} />
      </footer>
    </div>
  );
}
