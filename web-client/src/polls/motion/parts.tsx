/** What all pages draw of a motion: a sign for each side. */
import type { JSX } from 'preact';

/** The sides, in the order of a ballot and of the counts. */
export const SIDES = [0, 1, 2] as const;

/** A tick, a cross and a dash. */
const PATHS = ['M1.4 5.4 4 8 8.8 2', 'M1.8 1.8 8.2 8.2M8.2 1.8 1.8 8.2', 'M1.5 5H8.5'];

export const Sign = ({ side }: { side: number }): JSX.Element => (
  <svg viewBox="0 0 10 10" aria-hidden="true">
    <path d={PATHS[side]} />
  </svg>
);
