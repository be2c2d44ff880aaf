/** A text in all languages of the event, side by side; what is missing is marked where it belongs. */
import type { JSX } from 'preact';
import type { Change } from '../../protocol/commands';
import type { Hold, Rejection } from '../../protocol/frames';
import { useLanguageName } from '../../ui/desk';
import { useT } from '../../ui/hooks';
import type { Texts } from '../../words/texts';
import { Field } from './field';
import type { EditTexts } from './texts.en';
import { lacking } from './written';

type TextEdit = { [lang: string]: Change<string> };

export function Pair(props: {
  id: string;
  /** What the text is: "Title of 09:00". */
  label: string;
  texts: Texts;
  langs: string[];
  save: (edit: TextEdit, lang: string) => Promise<Rejection | null>;
  hold: Pick<Hold, 'k' | 'id'>;
  look?: string;
}): JSX.Element {
  const t = useT<EditTexts>().edit;
  const named = useLanguageName();
  const lacks = lacking(props.texts, props.langs);
  return (
    <>
      {props.langs.map(lang => (
        <Field
          key={lang}
          id={`${props.id}-${lang}`}
          lang={lang}
          label={t.inLanguage(props.label, named(lang))}
          value={props.texts[lang] ?? ''}
          missing={lacks.includes(lang) ? t.isMissing(named(lang)) : undefined}
          placeholder={named(lang)}
          hold={{ ...props.hold, lang }}
          {...(props.look && { look: props.look })}
          save={(was, now) => props.save({ [lang]: { was, now } }, lang)}
        />
      ))}
    </>
  );
}

/** The heads of the languages' columns. */
export function Heads({ langs }: { langs: string[] }): JSX.Element {
  const named = useLanguageName();
  return (
    <>
      {langs.map(lang => (
        <span key={lang} class="mut sm lang-head" lang={lang}>
          {named(lang)}
        </span>
      ))}
    </>
  );
}
