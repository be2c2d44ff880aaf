/** What a browser remembers of an event's screen: whoever shows it there, the projector page or the host's miniature, follows. */
import { useEffect, useState } from 'preact/hooks';
import { sameLanguage } from '../words/texts';

/** A choice of this browser for this event's screen; `fixed` comes before what was stored. Without storage it lasts as long as the page. */
export function useRemembered(
  name: string,
  otherwise: string,
  fixed?: string,
): [string, (value: string) => void] {
  const key = `plenary.${document.documentElement.dataset.code}.screen.${name}`;
  const [value, setValue] = useState(() => {
    try {
      return fixed ?? localStorage.getItem(key) ?? otherwise;
    } catch {
      return otherwise;
    }
  });
  useEffect(() => {
    const follow = (e: StorageEvent) => {
      if (e.key === key && e.newValue !== null) setValue(e.newValue);
    };
    addEventListener('storage', follow);
    return () => removeEventListener('storage', follow);
  }, [key]);
  const remember = (next: string) => {
    setValue(next);
    try {
      localStorage.setItem(key, next);
    } catch {
      // Storage is full or forbidden: the choice holds until the page is closed.
    }
  };
  return [value, remember];
}

/** True where this browser's screen of the event is dark, and what turns it. */
export function useInk(fixed?: 'light' | 'dark'): [boolean, () => void] {
  const wish = matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light';
  const [theme, setTheme] = useRemembered('theme', wish, fixed);
  const ink = theme === 'dark';
  return [ink, () => setTheme(ink ? 'light' : 'dark')];
}

/** The event's languages in the order of this browser's screen, and what puts the next one first. `fixed` come first. */
export function useOrder(langs: string[], fixed?: string[]): [string[], () => void] {
  const [first, setFirst] = useRemembered('first', '', fixed?.[0]);
  const exactly = (tag: string) => langs.find(lang => lang.toLowerCase() === tag.toLowerCase());
  const told = (fixed ?? []).flatMap(
    tag => exactly(tag) ?? langs.find(lang => sameLanguage(lang, tag)) ?? [],
  );
  const all = [...new Set([...told, ...langs])];
  const ordered = all.includes(first) ? [first, ...all.filter(tag => tag !== first)] : all;
  return [ordered, () => setFirst(ordered[1] ?? ordered[0] ?? '')];
}
