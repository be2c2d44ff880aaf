/** A text of staff in the event's languages: one field each, the reader's own first. */
import type { JSX, RefObject } from 'preact';
import { useLanguageName } from '../ui/desk';
import { useLang, useView } from '../ui/hooks';
import type { Texts } from '../words/texts';

/** Returns what is written, trimmed, without empty languages. */
export const written = (texts: Texts): Texts =>
  Object.fromEntries(
    Object.entries(texts).flatMap(([tag, text]) => (text.trim() ? [[tag, text.trim()]] : [])),
  );

/** Returns the texts in the event's languages. An import may have dropped one of them since. */
export const inLangs = (texts: Texts, langs: string[]): Texts =>
  Object.fromEntries(Object.entries(texts).filter(([tag]) => langs.includes(tag)));

/** From so many characters before the limit on, their number is shown. */
const NEAR = 40;

/** How long a text is, near its limit. The server counts what people read as one character once; this never counts less. */
function Length(props: { text: string; max: number }): JSX.Element | null {
  const chars = [...props.text.trim()].length;
  if (chars <= props.max - NEAR) return null;
  return (
    <span class={chars > props.max ? 'bad' : 'mut'}>
      {' '}
      {chars} / {props.max}
    </span>
  );
}

export function InLanguages(props: {
  texts: Texts;
  on(texts: Texts): void;
  max: number;
  first?: RefObject<HTMLTextAreaElement | null>;
}): JSX.Element {
  const name = useLanguageName();
  const [own] = useLang();
  const langs = useView().event?.langs ?? [];
  const ordered = [...langs].sort((a, b) => Number(b === own) - Number(a === own));
  return (
    <>
      {ordered.map((tag, i) => (
        <label key={tag} class="field">
          <span>
            {name(tag)}
            <Length text={props.texts[tag] ?? ''} max={props.max} />
          </span>
          <textarea
            {...(i || !props.first ? {} : { ref: props.first })}
            rows={3}
            dir="auto"
            lang={tag}
            maxLength={props.max * 2}
            value={props.texts[tag] ?? ''}
            onInput={e => props.on({ ...props.texts, [tag]: e.currentTarget.value })}
          />
        </label>
      ))}
    </>
  );
}
