/**
 * The options of the lower third's link, after its secret: `#SECRET&at=top-right&size=1.2&captions=on&lang=zh,en&screen=2`. They stay in the
 * address, so a mixer that loads the page again keeps them.
 */
import { type Linked, linked, saidIn, sizeIn } from '../../ui/linked';

export const PLACES = ['bottom-left', 'bottom', 'bottom-right', 'top-left', 'top', 'top-right'] as const;
export type Place = (typeof PLACES)[number];

export interface LowerOptions extends Linked {
  /** Where the plates stand; captions are always at the bottom. */
  at: Place;
  /** Makes everything smaller or larger, 0.6 to 2. */
  size: number;
  captions: boolean;
}

const SIZE_MIN = 0.6;
const SIZE_MAX = 2;

/** Parses the part of an address after `#`. Ignores invalid options. */
export function lowerOptions(hash: string): LowerOptions {
  const said = saidIn(hash);
  return {
    ...linked(said),
    at: PLACES.find(place => place === said.get('at')) ?? 'bottom-left',
    size: sizeIn(said, 'size', SIZE_MIN, SIZE_MAX),
    captions: said.get('captions') === 'on',
  };
}
