/** A tick or a cross, beside an answer. */
import type { JSX } from 'preact';

const PATHS = { right: 'M1.4 5.4 4 8 8.8 2', wrong: 'M1.8 1.8 8.2 8.2M8.2 1.8 1.8 8.2' };

/** `says` names it where nothing else does. */
export const Mark = ({ is, says }: { is: 'right' | 'wrong'; says?: string }): JSX.Element => (
  <svg
    class="mark"
    viewBox="0 0 10 10"
    role={says ? 'img' : undefined}
    aria-label={says}
    aria-hidden={says ? undefined : true}
  >
    <path d={PATHS[is]} />
  </svg>
);
