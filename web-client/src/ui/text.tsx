/**
 * Texts of an event in its languages. The viewer's language comes first and the others stand below it, each with its `lang`,
 * so that fonts and screen readers get it right. User text is only ever text here, never markup.
 */
import type { Texts } from '../texts';
import { type Lang, langOf } from '../i18n';
import { useLang } from './hooks';

/** The text for a reader of `lang`: exactly that tag, else another of the same language, else what there is. */
export function pick(texts: Texts, lang: Lang): [tag: string, text: string] {
  const tags = Object.keys(texts);
  const near = (tag: string) => langOf(tag) === lang && tag.slice(0, 2) === lang.slice(0, 2);
  const tag = lang in texts ? lang : (tags.find(near) ?? tags[0] ?? lang);
  return [tag, texts[tag] ?? ''];
}

interface Words {
  segment(text: string): Iterable<{ segment: string; isWordLike?: boolean }>;
}
const words: Words | null =
  'Segmenter' in Intl ? (new Intl.Segmenter('zh', { granularity: 'word' }) as Words) : null;

/** A Chinese headline with zero-width spaces where a line may break: before each word that does not follow a bracket. */
export function segmented(text: string): string {
  if (!words) return text;
  let out = '';
  for (const { segment, isWordLike } of words.segment(text))
    out += isWordLike && out && !/[（《“‘「【(\s]$/.test(out) ? `\u200b${segment}` : segment;
  return out;
}

/** One text in one language. With `say` it is a headline, set in the serif. */
export function Text(props: { tag: string; text: string; as?: string; say?: boolean; class?: string }) {
  const { tag, text, say } = props;
  const As = (props.as ?? 'p') as 'p';
  const split = say && words && langOf(tag) === 'zh-Hans';
  return (
    <As lang={tag} class={[say && 'say', props.class].filter(Boolean).join(' ')} data-seg={split ? '' : undefined}>
      {split ? segmented(text) : text}
    </As>
  );
}

/** A text in all its languages, the viewer's first. */
export function Both(props: {
  texts: Texts;
  say?: boolean;
  class?: string;
  altClass?: string;
  as?: string;
  altAs?: string;
}) {
  const [lang] = useLang();
  const { texts, say, class: cls, altClass = 'alt', as = 'p', altAs = 'p' } = props;
  const [tag, text] = pick(texts, lang);
  return (
    <>
      <Text tag={tag} text={text} as={as} {...(say && { say })} {...(cls && { class: cls })} />
      {Object.keys(texts)
        .filter(other => other !== tag)
        .map(other => (
          <Text key={other} tag={other} text={texts[other] ?? ''} as={altAs} class={altClass} />
        ))}
    </>
  );
}
