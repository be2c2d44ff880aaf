/**
 * What a screen's link says beside its secret: `#SECRET&lang=zh,en&theme=dark&scale=1.2`. It holds for this screen alone, before
 * what its browser remembers, and stays in the address, so that a reload keeps it.
 */
export interface ScreenOptions {
  /** Languages in the order of the screen; those that the link does not name follow in the event's order. */
  langs?: string[];
  theme?: 'light' | 'dark';
  /** How much larger everything is set than usual, 1 to 1.5. Smaller would fall below what the last row can read. */
  scale: number;
}

export const SCALE_MAX = 1.5;

/** Reads the part of an address behind `#`. What cannot be read counts as not said. */
export function screenOptions(hash: string): ScreenOptions {
  const said = new URLSearchParams(hash.replace(/^#/, ''));
  const langs = said.get('lang')?.split(',').filter(Boolean);
  const theme = said.get('theme');
  const scale = Number(said.get('scale') ?? 1);
  return {
    ...(langs?.length && { langs }),
    ...((theme === 'light' || theme === 'dark') && { theme }),
    scale: scale > 0 ? Math.min(SCALE_MAX, Math.max(1, scale)) : 1,
  };
}
