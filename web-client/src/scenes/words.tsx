/** The words of the scenes, in all the event's languages. */
import type { ComponentChildren, JSX } from 'preact';
import { speaking, useSetting } from '../ui/screen';
import type { Around, ScreenTexts } from './texts.en';

export const { spoken, Label, useOwn } = speaking<ScreenTexts>(
  import.meta.glob('./texts.*.ts', { eager: true, import: 'default' }),
);

/** Words around a name or a time, which is the same in every language: the first language frames it, the others follow. */
export function WithName(props: {
  of: (words: ScreenTexts) => Around;
  children: ComponentChildren;
}): JSX.Element {
  const { langs } = useSetting();
  return (
    <>
      {spoken(langs).map(([lang, words], i) => {
        const [before, after] = props.of(words);
        return i ? (
          <span key={lang} class="alt" lang={lang}>
            {' '}
            {before || after}
          </span>
        ) : (
          <span key={lang} lang={lang}>
            {before} {props.children} {after}
          </span>
        );
      })}
    </>
  );
}
