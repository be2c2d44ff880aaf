/** Parts of the organiser's forms. */
import type { JSX, Ref } from 'preact';
import { TITLE_CHARS_MAX } from '../../protocol/limits';

/** One line for each of these languages, of which the first must be filled in. */
export function InEach(props: {
  langs: readonly string[];
  label: (lang: string) => string;
  texts: Record<string, string>;
  set: (texts: Record<string, string>) => void;
  first?: Ref<HTMLInputElement>;
}): JSX.Element {
  const { langs, label, texts, set, first } = props;
  return (
    <>
      {langs.map((lang, i) => (
        <label key={lang} class="line">
          <span>{label(lang)}</span>
          <input
            {...(i === 0 && first ? { ref: first } : {})}
            class="f"
            lang={lang}
            dir="auto"
            maxLength={TITLE_CHARS_MAX}
            required={i === 0}
            value={texts[lang] ?? ''}
            onInput={e => set({ ...texts, [lang]: e.currentTarget.value })}
          />
        </label>
      ))}
    </>
  );
}

/** Why something was not done, if it was not. */
export function Wrong(props: { why: string }): JSX.Element | null {
  return props.why ? (
    <p class="wrong" role="alert">
      {props.why}
    </p>
  ) : null;
}
