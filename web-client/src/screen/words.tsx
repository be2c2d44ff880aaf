/**
 * The texts of the screen: each in all of the event's languages, the first one large and the others below,
 * smaller and quieter. Which language is first is the screen's own choice and no one else's in this browser.
 */
import { type ComponentChildren, createContext } from 'preact';
import { useContext } from 'preact/hooks';
import { langOf } from '../i18n';
import en, { type ScreenTexts } from '../i18n/en/screen';
import zh from '../i18n/zh-Hans/screen';
import type { QuestionContent } from '../protocol/items';
import type { Texts } from '../texts';
import { Text } from '../ui/text';

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

/** A text in every language: the first as `main`, each other one as `.alt`. */
export function Words(props: {
  texts: Texts;
  say?: boolean;
  main?: 'p' | 'h1' | 'h2' | 'b';
}): ComponentChildren {
  const { langs } = useSetting();
  const [first, ...others] = inOrder(props.texts, langs);
  if (!first) return null;
  return (
    <>
      <Text
        tag={first[0]}
        text={first[1]}
        as={props.main ?? 'p'}
        class="main"
        {...(props.say && { say: true })}
      />
      {others.map(([tag, text]) => (
        <Text key={tag} tag={tag} text={text} class="alt" />
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
