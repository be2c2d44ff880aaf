/** A browser's settings for an event's screen. The projector page and the host's miniature in that browser share them. */
import { useEffect, useState } from 'preact/hooks';
import { inLinksOrder } from './linked';

/** A setting of this browser for this event's screen. `fixed` overrides the stored value. Without storage it lasts as long as the page. */
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
      // Storage is full or forbidden, so the setting lasts until the page closes.
    }
  };
  return [value, remember];
}

/** Returns whether this browser's screen is dark, and a function that switches it. */
export function useInk(fixed?: 'light' | 'dark'): [boolean, () => void] {
  const wish = matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light';
  const [theme, setTheme] = useRemembered('theme', wish, fixed);
  const ink = theme === 'dark';
  return [ink, () => setTheme(ink ? 'light' : 'dark')];
}

/** Returns the event's languages in this screen's order, and a function that puts the next one first. `fixed` come first. */
export function useOrder(langs: string[], fixed?: string[]): [string[], () => void] {
  const [first, setFirst] = useRemembered('first', '', fixed?.[0]);
  const all = inLinksOrder(langs, fixed);
  const ordered = all.includes(first) ? [first, ...all.filter(tag => tag !== first)] : all;
  return [ordered, () => setFirst(ordered[1] ?? ordered[0] ?? '')];
}
