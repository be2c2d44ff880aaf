/**
 * The options of a poll's own address, after its secret: `?poll=KEY#SECRET&theme=dark&ground=clear&join=on&lang=zh,en&scale=1.2`. They
 * stay in the address, so a page that is loaded again keeps them.
 */
import { saidIn, sizeIn } from '../../ui/linked';

export interface SlideOptions {
  secret: string;
  theme?: 'light' | 'dark';
  /** What is behind the page shows through: a slide, or a camera's picture. */
  clear: boolean;
  /** With the event's code, and the address to type. */
  join: boolean;
  /** Languages in the picture's order; the event's other languages follow. */
  langs?: string[];
  /** Enlarges everything, 1 to 1.5. */
  scale: number;
}

const SCALE_MAX = 1.5;

/** Parses the part of an address after `#`. Ignores invalid options. */
export function slideOptions(hash: string): SlideOptions {
  const said = saidIn(hash);
  const theme = said.get('theme');
  const langs = said.get('lang')?.split(',').filter(Boolean);
  const parts = hash.replace(/^#/, '').split('&');
  return {
    secret: parts.find(part => part && !part.includes('=')) ?? '',
    ...((theme === 'light' || theme === 'dark') && { theme }),
    clear: said.get('ground') === 'clear',
    join: said.get('join') === 'on',
    ...(langs?.length && { langs }),
    scale: sizeIn(said, 'scale', 1, SCALE_MAX),
  };
}
