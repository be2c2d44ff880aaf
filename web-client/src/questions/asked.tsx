/** A guest's text as the desks show it. */
import type { JSX } from 'preact';
import type { QuestionContent } from '../protocol/items';
import { Text } from '../ui/text';

/** A guest's text: the original first, translations below. Desks judge the original, so it leads. */
export function Asked(props: { content: QuestionContent; say?: boolean }): JSX.Element {
  const { text, lang, translations } = props.content;
  return (
    <>
      <Text tag={lang} text={text} class={props.say ? '' : 'txt'} {...(props.say && { say: true })} />
      {Object.entries(translations ?? {}).map(([tag, words]) => (
        <Text key={tag} tag={tag} text={words} class="tr" />
      ))}
    </>
  );
}
