/**
 * A tap goes to what was under the finger when it came down, whatever moved meanwhile. Browsers give a click to what is there when
 * the finger leaves, which in a list that reorders itself is another row, or nothing.
 */

/** A finger that moved further than this, in pixels, did not tap. */
const SLOP = 12;

/** Holds this for the elements that match `selector`. */
export function holdPress(selector: string): void {
  let pressed: Element | null = null;
  let at: [number, number] | undefined;
  const hit = (e: Event) => (e.target as Element).closest(selector);
  addEventListener(
    'pointerdown',
    e => {
      pressed = hit(e);
      at = [e.clientX, e.clientY];
    },
    { capture: true, passive: true },
  );
  // The finger scrolls.
  addEventListener('pointercancel', () => (at = undefined), true);
  addEventListener(
    'click',
    e => {
      const from = at;
      at = undefined;
      // Keys and scripts press without a pointer.
      if (!from || !e.detail) return;
      const [x, y] = from;
      if (hit(e) === pressed || Math.hypot(e.clientX - x, e.clientY - y) > SLOP) return;
      e.preventDefault();
      e.stopImmediatePropagation();
      if (pressed?.isConnected) (pressed as HTMLElement).click();
    },
    true,
  );
}
