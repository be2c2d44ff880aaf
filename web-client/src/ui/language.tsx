/** The choice of the interface's language: all that there are, each under its own name. */
import { LANGS, LANGUAGES, type Lang, remember } from '../words/languages';
import { useLang, useT } from './hooks';

export function LangSwitch() {
  const t = useT<{ language: string }>();
  const [lang, setLang] = useLang();
  return (
    <select
      class="lang"
      aria-label={t.language}
      value={lang}
      onChange={e => {
        const to = e.currentTarget.value as Lang;
        remember(to);
        setLang(to);
        // The keyboard belongs to the page again.
        e.currentTarget.blur();
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
