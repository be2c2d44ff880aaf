/** An item that lacks a language: in the list, and selected. */
import type { JSX } from 'preact';
import { useFullName } from '../../people/called';
import { askerOf, numberOf } from '../../questions/content';
import { letGo, useLanguageName } from '../../ui/desk';
import { useNow, useT, useView } from '../../ui/hooks';
import { Text } from '../../ui/text';
import type { Lacking, Part, Source } from './lacking';
import type { InterpreterTexts } from './texts.en';

const wordsOf = ({ texts, lang }: Part): string => texts[lang] ?? '';

export function Row(props: { one: Lacking; isInHand: boolean; on: () => void }): JSX.Element {
  const t = useT<InterpreterTexts>().interpreter;
  const languageName = useLanguageName();
  const { one, isInHand, on } = props;
  const { source, parts } = one;
  const first = parts[0] as Part;
  return (
    <li data-key={one.key}>
      <button
        type="button"
        class={isInHand ? 'text focus' : 'text'}
        aria-current={isInHand}
        onClick={e => {
          letGo(e);
          on();
        }}
      >
        <Text tag={first.lang} text={wordsOf(first)} as="span" class="txt" />
        <span class="meta">
          <Where source={source} />
          {parts.length > 1 ? <span>{t.nTexts(parts.length)}</span> : null}
          {one.missing.map(tag => (
            <span key={tag} class="tag need">
              {t.missing(languageName(tag))}
            </span>
          ))}
        </span>
      </button>
    </li>
  );
}

/** Its state, and how long a question has waited. */
function Where(props: { source: Source }): JSX.Element {
  const t = useT<InterpreterTexts>();
  const now = useNow(1000);
  const { source } = props;
  switch (source.k) {
    case 'question': {
      const { q, place } = source;
      return (
        <>
          {q.state === 'now' || q.state === 'next' ? (
            <span class={`st ${q.state}`}>
              {q.state === 'now' ? t.states.now : t.interpreter.place(place)}
            </span>
          ) : null}
          <span>{t.interpreter.ago(Math.max(0, Math.floor((now - q.at) / 1000)))}</span>
          {q.upvotes ? <span>{t.interpreter.upvotes(q.upvotes)}</span> : null}
        </>
      );
    }
    case 'poll':
      return (
        <>
          <span class="k">{t.interpreter.kinds.poll}</span>
          <span class={source.poll.phase === 'open' ? 'st now' : ''}>{t.phases[source.poll.phase]}</span>
        </>
      );
    case 'session':
      return (
        <>
          <span class="k">{t.interpreter.kinds.session}</span>
          <span>{t.hours(source.session.start, source.session.end)}</span>
        </>
      );
    case 'person':
    case 'group':
    case 'event':
      return <span class="k">{t.interpreter.kinds[source.k]}</span>;
  }
}

/** The selected item: each text in its original language, and a line for each missing language. */
export function InHand(props: { one: Lacking }): JSX.Element {
  const t = useT<InterpreterTexts>();
  const { source, parts } = props.one;
  const { k } = source;
  return (
    <section class="col hand" aria-labelledby="hand-title">
      <div class="colh">
        <h2 id="hand-title">
          {source.k === 'question' ? t.interpreter.number(numberOf(source.q)) : t.interpreter.kinds[source.k]}
        </h2>
        {source.k === 'question' ? <About source={source} /> : null}
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, also by keyboard */}
      <div class="parts" tabIndex={0}>
        {parts.map(part => (
          <Pair key={wordsOf(part)} part={part} say={k === 'question' || parts.length === 1} />
        ))}
      </div>
    </section>
  );
}

/** Who asked whom, and when. */
function About(props: { source: Source & { k: 'question' } }): JSX.Element {
  const t = useT<InterpreterTexts>().interpreter;
  const fullName = useFullName();
  const { people } = useView();
  const now = useNow(1000);
  const { content, to, at } = props.source.q;
  const from = askerOf(content);
  const to_whom = to === undefined ? null : fullName(people.get(to));
  return (
    <>
      {to_whom ? (
        <span>
          <bdi>{t.to(to_whom)}</bdi>
        </span>
      ) : null}
      {from ? (
        <span>
          <bdi lang={content.lang}>{t.by(from)}</bdi>
        </span>
      ) : null}
      <span>{t.asked(t.ago(Math.max(0, Math.floor((now - at) / 1000))))}</span>
    </>
  );
}

function Pair(props: { part: Part; say: boolean }): JSX.Element {
  const t = useT<InterpreterTexts>().interpreter;
  const languageName = useLanguageName();
  const { part, say } = props;
  const there = Object.keys(part.texts).filter(tag => tag !== part.lang && part.texts[tag]);
  return (
    <div class={say ? 'pair large' : 'pair'}>
      {[part.lang, ...there].map(tag => (
        <div key={tag}>
          <h3>
            <b>{languageName(tag)}</b> {tag === part.lang ? t.original : null}
          </h3>
          <Text tag={tag} text={part.texts[tag] ?? ''} say />
        </div>
      ))}
      {part.missing.map(tag => (
        <div key={tag} class="lack">
          <h3>
            <b>{t.missing(languageName(tag))}</b>
          </h3>
          <i aria-hidden="true" />
        </div>
      ))}
    </div>
  );
}
