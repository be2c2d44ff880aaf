/** The words of the scenes, in all the event's languages. */
import { type ComponentChildren, Fragment, type JSX } from 'preact';
import { speaking, useSetting } from '../ui/screen';
import { directionOf } from '../words/languages';
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
        return (
          <Fragment key={lang}>
            {i ? ' ' : ''}
            <span class={i ? 'alt' : ''} lang={lang} dir={directionOf(lang)}>
              {i ? (
                before || after
              ) : (
                <>
                  {before} {props.children} {after}
                </>
              )}
            </span>
          </Fragment>
        );
      })}
    </>
  );
}
