/**
 * The texts of the screen, each in all of the event's languages: the first one large, the others below it, smaller and quieter.
 * Each screen has its own first language, independent of this browser's other pages.
 */
import { type ComponentChildren, createContext, Fragment, type JSX } from 'preact';
import { useContext } from 'preact/hooks';
import { directionOf, LANGS, type Lang, langOf } from '../words/languages';
import { written } from '../words/numbers';
import type { Texts } from '../words/texts';
import { onlyOnce, sameLanguage } from '../words/texts';
import { segmented } from './text';

/** What a scene needs in addition to the view. */
export interface Setting {
  /** The event's languages; the first one is set large. */
  langs: string[];
  /** On ink a QR code has a white label. */
  ink: boolean;
  /** Rises when somebody turns the page by hand. */
  turned: number;
}

export const SettingContext = createContext<Setting>({ langs: ['en'], ink: false, turned: 0 });
export const useSetting = (): Setting => useContext(SettingContext);

/** Returns the existing texts, in the screen's order. A text that two languages share appears once. */
export function inOrder(texts: Texts, langs: string[]): [tag: string, text: string][] {
  const tags = [...new Set([...langs, ...Object.keys(texts)])];
  return onlyOnce(tags.map(tag => [tag, texts[tag] ?? '']));
}

/** A word with a hyphen inside, short enough for any line. */
const HYPHENATED = /(\S{1,12}-\S{1,12})(?!\S)/;

/** A short word with a hyphen, such as “U.S.-China”, stays on one line. */
export const whole = (text: string): ComponentChildren =>
  HYPHENATED.test(text)
    ? text.split(HYPHENATED).map((part, i) => (i % 2 ? <span class="whole">{part}</span> : part))
    : text;

/** One text in its language and direction. On a screen Chinese always breaks between words. */
export function Piece(props: {
  tag: string;
  text: string;
  as?: 'p' | 'h1' | 'b' | 'i' | 'small' | 'span';
  class?: string | undefined;
  item?: boolean | undefined;
}): JSX.Element {
  const { tag, text, as: As = 'p', item } = props;
  const cut = sameLanguage(tag, 'zh') ? segmented(text) : text;
  return (
    <As
      lang={tag}
      dir="auto"
      class={props.class}
      data-seg={cut === text ? undefined : ''}
      data-item={item ? '' : undefined}
    >
      {whole(cut)}
    </As>
  );
}

/** A text in every language: the first as the headline or `.main`, each other one as `.alt`; `items` may turn as pages. */
export function Words(props: {
  texts: Texts;
  say?: boolean;
  main?: 'p' | 'h1' | 'b';
  items?: boolean;
}): JSX.Element | null {
  const { langs } = useSetting();
  const [first, ...others] = inOrder(props.texts, langs);
  if (!first) return null;
  return (
    <>
      <Piece
        tag={first[0]}
        text={first[1]}
        as={props.main ?? 'p'}
        class={props.say ? 'say' : 'main'}
        item={props.items}
      />
      {others.map(([tag, text]) => (
        <Piece key={tag} tag={tag} text={text} class="alt" item={props.items} />
      ))}
    </>
  );
}

/** A text in every language inside a line of its own: the first bold, the others plain. */
export function Pair(props: { texts: Texts }): JSX.Element {
  const { langs } = useSetting();
  return (
    <>
      {inOrder(props.texts, langs).map(([tag, text], i) => (
        <Piece key={tag} tag={tag} text={text} as={i ? 'i' : 'b'} />
      ))}
    </>
  );
}

/** A whole number as the screen's first language writes it. */
export function Num(props: { of: number }): JSX.Element {
  const [first = 'en'] = useSetting().langs;
  return <>{written(props.of, langOf(first))}</>;
}

/** The interface's words in the event's languages, in the screen's order. */
export interface Speaking<C> {
  /** The words in each of the event's languages that the interface supports; in the default language if it supports none. */
  spoken(langs: string[]): [lang: Lang, words: C][];
  /** One of the words in each language, side by side. */
  Label(props: { of: (words: C) => string; strong?: boolean }): ComponentChildren;
  /** One of the words as texts, for [`Words`]. */
  useOwn(of: (words: C) => string): Texts;
}

/** Returns the words of a folder's `texts.*.ts`, all loaded: the result of an eager `import.meta.glob`. */
export function speaking<C>(catalogues: Record<string, C>): Speaking<C> {
  const words = (lang: Lang) => catalogues[`./texts.${lang}.ts`] as C;
  const speaks = (tag: string) => LANGS.some(lang => sameLanguage(lang, tag));
  function spoken(langs: string[]): [lang: Lang, words: C][] {
    const known = new Set(langs.filter(speaks).map(langOf));
    return [...(known.size ? known : LANGS.slice(0, 1))].map(lang => [lang, words(lang)]);
  }
  return {
    spoken,
    Label(props) {
      const { langs } = useSetting();
      const texts = spoken(langs).map(([lang, words]): [Lang, string] => [lang, props.of(words)]);
      return onlyOnce(texts).map(([lang, text], i) => (
        <Fragment key={lang}>
          {i ? ' ' : ''}
          <span class={i ? 'alt' : props.strong ? 'strong' : ''} lang={lang} dir={directionOf(lang)}>
            {text}
          </span>
        </Fragment>
      ));
    },
    useOwn(of) {
      const { langs } = useSetting();
      return Object.fromEntries(
        spoken(langs).map(([lang, words]) => [langs.find(tag => sameLanguage(tag, lang)) ?? lang, of(words)]),
      );
    },
  };
}
