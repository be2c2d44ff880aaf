/** The language menu: the event's languages, each under its own name. Absent if the event has only one. */
import { directionOf, nameOf, remember, wordsFor } from '../words/languages';
import { useLang, useT, useView } from './hooks';

/** A choice by mouse returns the keyboard to the page, as a click does. Keys and touch leave the focus in place. */
let byMouse = false;

export function LangSwitch() {
  const t = useT<{ language: string }>();
  const [lang, setLang] = useLang();
  const langs = useView().event?.langs ?? [];
  // After a lost connection the page may be in another language than the one just chosen.
  document.documentElement.dir = directionOf(lang);
  if (langs.length < 2) return null;
  return (
    <select
      class="lang"
      aria-label={t.language}
      value={lang}
      onPointerDown={e => {
        byMouse = e.pointerType === 'mouse';
      }}
      onKeyDown={() => {
        byMouse = false;
      }}
      onChange={e => {
        const to = e.currentTarget.value;
        remember(to);
        setLang(to, wordsFor(to, langs, navigator.languages));
        if (byMouse) e.currentTarget.blur();
      }}
    >
      {langs.map(tag => (
        <option key={tag} value={tag} lang={tag}>
          {nameOf(tag)}
        </option>
      ))}
    </select>
  );
}
