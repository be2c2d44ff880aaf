/** Texts on paper: in all the event's languages, the first one large. */
import type { JSX } from 'preact';
import { inOrder, Piece, speaking } from '../../ui/screen';
import type { Texts } from '../../words/texts';
import { onlyOnce } from '../../words/texts';
import type { PrintTexts } from './texts.en';

export const CATALOGUES = import.meta.glob<PrintTexts>('./texts.*.ts', { eager: true, import: 'default' });
export const { spoken } = speaking<PrintTexts>(CATALOGUES);

/** A text of the interface in each language: a paragraph each, or spans in one line. */
export function Say(props: {
  langs: string[];
  of: (words: PrintTexts) => string;
  as?: 'p' | 'span';
}): JSX.Element {
  const { langs, of, as } = props;
  const said = onlyOnce(spoken(langs).map(([lang, words]): [string, string] => [lang, of(words)]));
  return <Pieces said={said} as={as ?? 'p'} />;
}

/** A text of the event in each language. */
export function Told(props: { langs: string[]; texts: Texts; as?: 'p' | 'span' }): JSX.Element {
  return <Pieces said={inOrder(props.texts, props.langs)} as={props.as ?? 'p'} />;
}

function Pieces(props: { said: [tag: string, text: string][]; as: 'p' | 'span' }): JSX.Element {
  return (
    <>
      {props.said.map(([tag, text], i) => (
        <Piece key={tag} tag={tag} text={text} as={props.as} class={i ? 'alt' : 'main'} />
      ))}
    </>
  );
}
