/**
 * The options of a screen's link, after its secret: `#SECRET&screen=2&lang=zh,en&theme=dark&scale=1.2`. They apply to this screen only,
 * override the browser's stored settings, and stay in the address, so a reload keeps them.
 */
import { type Linked, linked, saidIn, sizeIn } from '../../ui/linked';

export interface ScreenOptions extends Linked {
  theme?: 'light' | 'dark';
  /** Enlarges everything, 1 to 1.5. The last row could not read anything smaller. */
  scale: number;
}

export const SCALE_MAX = 1.5;

/** Parses the part of an address after `#`. Ignores invalid options. */
export function screenOptions(hash: string): ScreenOptions {
  const said = saidIn(hash);
  const theme = said.get('theme');
  return {
    ...linked(said),
    ...((theme === 'light' || theme === 'dark') && { theme }),
    scale: sizeIn(said, 'scale', 1, SCALE_MAX),
  };
}
