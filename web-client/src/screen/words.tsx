/**
 * The texts of the screen: each in all of the event's languages, the first one large and the others below,
 * smaller and quieter. Which language is first is the screen's own choice and no one else's in this browser.
 */
import { type ComponentChildren, createContext, type JSX } from 'preact';
import { useContext } from 'preact/hooks';
import { langOf } from '../i18n';
import en, { type ScreenTexts } from '../i18n/en/screen';
import zh from '../i18n/zh-Hans/screen';
import type { QuestionContent } from '../protocol/items';
import type { Texts } from '../texts';
import { segmented } from '../ui/text';

/** What a scene needs beside the view. */
export interface Setting {
  /** The event's languages, first the one that is set large. */
  langs: string[];
  /** On ink a QR code stands on a white label. */
  ink: boolean;
}

export const SettingContext = createContext<Setting>({ langs: ['en'], ink: false });
export const useSetting = (): Setting => useContext(SettingContext);

/** The texts that there are, in the order of the screen. */
export function inOrder(texts: Texts, langs: string[]): [tag: string, text: string][] {
  const known = langs.filter(tag => texts[tag]);
  const others = Object.keys(texts).filter(tag => texts[tag] && !known.includes(tag));
  return [...known, ...others].map(tag => [tag, texts[tag] ?? '']);
}

/** One text in its language. On a screen Chinese breaks between words only, wherever it stands. */
export function Piece(props: {
  tag: string;
  text: string;
  as?: 'p' | 'h1' | 'b' | 'i';
  class?: string;
}): JSX.Element {
  const { tag, text, as: As = 'p' } = props;
  const cut = langOf(tag) === 'zh-Hans' ? segmented(text) : text;
  return (
    <As lang={tag} class={props.class} data-seg={cut === text ? undefined : ''}>
      {cut}
    </As>
  );
}

/** A text in every language: the first as the headline or `.main`, each other one as `.alt`. */
export function Words(props: { texts: Texts; say?: boolean; main?: 'p' | 'h1' | 'b' }): JSX.Element | null {
  const { langs } = useSetting();
  const [first, ...others] = inOrder(props.texts, langs);
  if (!first) return null;
  return (
    <>
      <Piece tag={first[0]} text={first[1]} as={props.main ?? 'p'} class={props.say ? 'say' : 'main'} />
      {others.map(([tag, text]) => (
        <Piece key={tag} tag={tag} text={text} class="alt" />
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

/** The interface's own words for the event's languages, in the order of the screen; English if it speaks none. */
export function spoken(langs: string[]): [tag: string, words: ScreenTexts][] {
  const known = new Set(langs.filter(tag => /^(en|zh)\b/i.test(tag)).map(langOf));
  return [...(known.size ? known : ['en'])].map(tag => [tag, tag === 'en' ? en : zh]);
}

/** One of the interface's own words in each language, side by side. */
export function Label(props: { of: (words: ScreenTexts) => string; strong?: boolean }): ComponentChildren {
  const { langs } = useSetting();
  return spoken(langs).map(([tag, words], i) => (
    <span key={tag} class={i ? 'alt' : props.strong ? 'strong' : ''} lang={tag}>
      {i ? ' ' : ''}
      {props.of(words)}
    </span>
  ));
}

/** One of the interface's own words as texts, for [`Words`]. */
export function useOwn(of: (words: ScreenTexts) => string): Texts {
  const { langs } = useSetting();
  return Object.fromEntries(
    spoken(langs).map(([tag, words]) => [langs.find(l => l.startsWith(tag.slice(0, 2))) ?? tag, of(words)]),
  );
}

/** A guest's words as texts. */
export function textsOf(content: QuestionContent): Texts {
  return { ...content.translations, [content.lang]: content.text };
}
