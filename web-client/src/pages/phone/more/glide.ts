/**
 * Lets the rows of a list glide to their new places when the order changes. Call it while drawing, before the page changes: it
 * measures then, and again right after, and moves each row from its old place. It uses only transforms, and nothing waits for it.
 */
const GLIDE_MS = 240;

const still = matchMedia('(prefers-reduced-motion: reduce)');

/** The places of the rows within their list, because the content above may grow in the meantime. */
function places(list: HTMLElement): Map<HTMLElement, number> {
  const rows = [...list.children] as HTMLElement[];
  return new Map(rows.map(row => [row, row.offsetTop - list.offsetTop]));
}

export function glide(id: string) {
  const list = document.getElementById(id);
  if (!list || still.matches) return;
  const before = places(list);
  // A microtask runs after the page is drawn and before it is painted.
  Promise.resolve().then(() => {
    places(list).forEach((top, row) => {
      const by = (before.get(row) ?? top) - top;
      if (!by) return;
      row.style.transition = 'none';
      row.style.transform = `translateY(${by}px)`;
      // Reading its place makes the browser apply the start.
      void row.offsetTop;
      row.style.transition = `transform ${GLIDE_MS}ms cubic-bezier(.2, .7, .2, 1)`;
      row.style.transform = '';
    });
  });
}
