/**
 * Texts of an event in its languages. The viewer's language comes first, the others below it. Each has its `lang`, so fonts and
 * screen readers get it right, and the direction of its own first letter. User text is always text here, never
 * markup.
 */

import type { Texts } from '../words/texts';
import { onlyOnce, sameLanguage } from '../words/texts';
import { useLang } from './hooks';

/** Returns the text for a reader of `lang`: exactly that tag, else another variant of the language, else any text. */
export function pick(texts: Texts, lang: string): [tag: string, text: string] {
  const tags = Object.keys(texts);
  const tag = lang in texts ? lang : (tags.find(tag => sameLanguage(tag, lang)) ?? tags[0] ?? lang);
  return [tag, texts[tag] ?? ''];
}

interface Words {
  segment(text: string): Iterable<{ segment: string; isWordLike?: boolean }>;
}
/** Created when a headline first needs it, because that takes a slow phone a tenth of a second. */
let words: Words | null = null;
const segmenter = (): Words | null =>
  'Segmenter' in Intl ? (new Intl.Segmenter('zh', { granularity: 'word' }) as Words) : null;

/** Returns a Chinese headline with zero-width spaces at possible line breaks: before each word, except after a bracket. */
export function segmented(text: string): string {
  words = words ?? segmenter();
  if (!words) return text;
  let out = '';
  for (const { segment, isWordLike } of words.segment(text))
    out += isWordLike && out && !/[（《“‘「【(\s]$/.test(out) ? `\u200b${segment}` : segment;
  return out;
}

interface Style {
  /** A headline, set in the serif. */
  say?: boolean | undefined;
  class?: string | undefined;
  as?: string | undefined;
}

/** One text in one language. */
export function Text({ tag, text, say, class: own = '', as = 'p' }: Style & { tag: string; text: string }) {
  const As = as as 'p';
  const split = say && 'Segmenter' in Intl && sameLanguage(tag, 'zh');
  return (
    <As lang={tag} dir="auto" class={say ? `say ${own}` : own} data-seg={split || undefined}>
      {split ? segmented(text) : text}
    </As>
  );
}

/** A text in all its languages, the viewer's first. A text that two languages share appears once. */
export function Both(props: Style & { texts: Texts; altClass?: string; altAs?: string }) {
  const { texts, altClass = 'alt', altAs } = props;
  const [first, text] = pick(texts, useLang()[0]);
  const others = onlyOnce([[first, text], ...Object.entries(texts)]).filter(([tag]) => tag !== first);
  return (
    <>
      <Text tag={first} text={text} say={props.say} class={props.class} as={props.as} />
      {others.map(([tag, text]) => (
        <Text key={tag} tag={tag} text={text} class={altClass} as={altAs} />
      ))}
    </>
  );
}
