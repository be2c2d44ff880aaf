/** What the links of all pictures of the hall say after their secret, as `name=value` after `&`: the screen's and the lower third's. */
import type { View } from '../sync/store';
import { sameLanguage } from '../words/texts';

export interface Linked {
  /** Languages in the picture's order; the event's other languages follow in its own order. */
  langs?: string[];
  /** A screen beside the hall's, by id. */
  screen?: number;
}

/** Parses the part of an address after `#`. */
export const saidIn = (hash: string): URLSearchParams => new URLSearchParams(hash.replace(/^#/, ''));

/** Returns what a link says of languages and screens. Ignores invalid options. */
export function linked(said: URLSearchParams): Linked {
  const langs = said.get('lang')?.split(',').filter(Boolean);
  const screen = said.get('screen') ?? '';
  return {
    ...(langs?.length && { langs }),
    ...(/^\d{1,9}$/.test(screen) && { screen: Number(screen) }),
  };
}

/** Returns an event's languages with those first that a link names, exactly or by their base: `zh` is `zh-Hans` where that is the event's. */
export function inLinksOrder(langs: readonly string[], told: readonly string[] = []): string[] {
  const exactly = (tag: string) => langs.find(lang => lang.toLowerCase() === tag.toLowerCase());
  const first = told.flatMap(tag => exactly(tag) ?? langs.find(lang => sameLanguage(lang, tag)) ?? []);
  return [...new Set([...first, ...langs])];
}

/** Returns a size of the link, from `min` to `max`; 1 if it says none. */
export function sizeIn(said: URLSearchParams, name: string, min: number, max: number): number {
  const size = Number(said.get(name) ?? 1);
  return size > 0 ? Math.min(max, Math.max(min, size)) : 1;
}

/** Returns the view with the picture of a screen beside the hall's; one that was removed shows what the hall's does. */
export function onScreen(view: View, id: number | undefined): View {
  const { stage } = view;
  const own = stage?.screens?.find(screen => screen.id === id);
  if (!stage || !own) return view;
  // Captions alone are for the hall, and for screens that follow it.
  const of: View['of'] = k => (k === 'captions' && own.stage !== undefined ? [] : view.of(k));
  return { ...view, of, stage: { ...stage, scene: own.scene, shown: own.shown ?? [] } };
}
