/**
 * The options of a screen's link, after its secret: `#SECRET&screen=2&lang=zh,en&theme=dark&scale=1.2`. They apply to this screen only,
 * override the browser's stored settings, and stay in the address, so a reload keeps them.
 */
export interface ScreenOptions {
  /** Languages in the screen's order; the event's other languages follow in its own order. */
  langs?: string[];
  theme?: 'light' | 'dark';
  /** A screen beside the hall's, by id. */
  screen?: number;
  /** Enlarges everything, 1 to 1.5. The last row could not read anything smaller. */
  scale: number;
}

export const SCALE_MAX = 1.5;

/** Parses the part of an address after `#`. Ignores invalid options. */
export function screenOptions(hash: string): ScreenOptions {
  const said = new URLSearchParams(hash.replace(/^#/, ''));
  const langs = said.get('lang')?.split(',').filter(Boolean);
  const theme = said.get('theme');
  const screen = said.get('screen') ?? '';
  const scale = Number(said.get('scale') ?? 1);
  return {
    ...(langs?.length && { langs }),
    ...((theme === 'light' || theme === 'dark') && { theme }),
    ...(/^\d{1,9}$/.test(screen) && { screen: Number(screen) }),
    scale: scale > 0 ? Math.min(SCALE_MAX, Math.max(1, scale)) : 1,
  };
}
