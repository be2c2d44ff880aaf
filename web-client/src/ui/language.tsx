/** The choice of the interface's language: all that there are, each under its own name. */
import { LANGS, LANGUAGES, type Lang, remember } from '../words/languages';
import { useLang, useT } from './hooks';

/** A choice by mouse gives the keyboard back to the page, as a click does. Keys and fingers leave the focus where it is. */
let byMouse = false;

export function LangSwitch() {
  const t = useT<{ language: string }>();
  const [lang, setLang] = useLang();
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
        const to = e.currentTarget.value as Lang;
        remember(to);
        setLang(to);
        if (byMouse) e.currentTarget.blur();
      }}
    >
      {LANGS.map(tag => (
        <option key={tag} value={tag} lang={tag}>
          {LANGUAGES[tag]}
        </option>
      ))}
    </select>
  );
}
