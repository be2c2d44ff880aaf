/** The shape of a card: a circle, a diamond or a triangle, so that its colour never says it alone. */
import type { Card } from '../protocol/items';

/** In a square of 6 units. */
export const PATHS: Record<Card, string> = {
  green: 'M.7 3a2.3 2.3 0 1 0 4.6 0a2.3 2.3 0 1 0-4.6 0Z',
  yellow: 'M3 .24L5.76 3L3 5.76L.24 3Z',
  red: 'M.36 .6H5.64L3 5.31Z',
};

export function Shape({ card }: { card: Card }) {
  return (
    <svg class={`shape ${card}`} viewBox="0 0 6 6" aria-hidden="true">
      <path d={PATHS[card]} />
    </svg>
  );
}
