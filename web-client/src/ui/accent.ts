/**
 * The event's accent, for the theme that is on. The server corrected both values for contrast, so they are only set here.
 */
import type { EventItem } from '../protocol/items';

const night = matchMedia('(prefers-color-scheme: dark)');

export function setAccent({ accent }: EventItem) {
  const { style, dataset } = document.documentElement;
  const dark = dataset.theme ? dataset.theme === 'dark' : night.matches;
  if (accent) style.setProperty('--accent', dark ? accent.dark : accent.light);
}

/** Calls back when the system's theme changes. */
export function onTheme(fn: () => void) {
  // Safari 13 has only the older of the two names.
  if (night.addEventListener) night.addEventListener('change', fn);
  else night.addListener(fn);
}
