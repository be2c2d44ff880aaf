/** The choice of the interface's language: all that there are, each under its own name. */
import { LANGS, LANGUAGES, type Lang } from '../words/languages';
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
        setLang(e.currentTarget.value as Lang);
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
