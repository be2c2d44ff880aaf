/**
 * Rows of a list glide to their new places when the order changes. Called while drawing, before the page is changed: it
 * measures then, and again right after, and lets each moved row come from where it was. Transforms only; nothing waits for it.
 */
const GLIDE_MS = 240;

const still = matchMedia('(prefers-reduced-motion: reduce)');

/** The places of the rows within their list, which is all that may differ: what stands above may grow meanwhile. */
function places(list: HTMLElement): Map<HTMLElement, number> {
  const rows = [...list.children] as HTMLElement[];
  return new Map(rows.map(row => [row, row.offsetTop - list.offsetTop]));
}

export function glide(id: string) {
  const list = document.getElementById(id);
  if (!list || still.matches) return;
  const before = places(list);
  // A microtask runs when the page has been drawn and before it is painted.
  Promise.resolve().then(() => {
    places(list).forEach((top, row) => {
      const by = (before.get(row) ?? top) - top;
      if (!by) return;
      row.style.transition = 'none';
      row.style.transform = `translateY(${by}px)`;
      // Asking for its place makes the browser take the start as it is.
      void row.offsetTop;
      row.style.transition = `transform ${GLIDE_MS}ms cubic-bezier(.2, .7, .2, 1)`;
      row.style.transform = '';
    });
  });
}
