/** The page number of a scene with several pages: as squares, and in words. */
import './turning.css';
import type { JSX } from 'preact';
import { Label } from './words';

export function Turning(props: { page: number; pages: number }): JSX.Element | null {
  const { page, pages } = props;
  if (pages < 2) return null;
  return (
    <span class="turning">
      <span class="squares" aria-hidden="true">
        {Array.from({ length: pages }, (_, i) => (
          <i key={i} class={i === page ? 'on' : ''} />
        ))}
      </span>
      <span>
        <Label of={w => w.page(page + 1, pages)} />
      </span>
    </span>
  );
}
