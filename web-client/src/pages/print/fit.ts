/** Sets a sheet's type smaller until all of it stands on the paper. Nothing is ever cut. */
import type { RefObject } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';

/** The sizes to try, as parts of the drawn one. */
const STEPS = [1, 0.9, 0.79, 0.68, 0.56, 0.45, 0.36, 0.28];

/** Returns the ref of a box of fixed size whose styles multiply type by `--fit`. Fits it again when `texts` change. */
export function useFit<E extends HTMLElement>(texts: string): RefObject<E | null> {
  const ref = useRef<E>(null);
  useLayoutEffect(() => {
    let gone = false;
    const shrink = () => {
      const box = ref.current;
      if (!box || gone) return;
      const fits = () => box.scrollHeight <= box.clientHeight + 1 && box.scrollWidth <= box.clientWidth + 1;
      delete box.dataset.tight;
      for (const step of STEPS) {
        box.style.setProperty('--fit', `${step}`);
        if (fits()) return;
      }
      // A word longer than its line breaks inside, where smaller type alone does not help.
      box.dataset.tight = '';
      for (const step of STEPS) {
        box.style.setProperty('--fit', `${step}`);
        if (fits()) return;
      }
    };
    shrink();
    void document.fonts?.ready.then(shrink);
    return () => {
      gone = true;
    };
  }, [texts]);
  return ref;
}
