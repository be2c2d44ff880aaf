/**
 * Finds unreadable text in a screen's picture: text that leaves the screen, is clipped, overlaps other text or a bar, or is too
 * small for the last row. It measures the drawn lines and does not know how they were fitted.
 */

/** The smallest size, as a fraction of the height of the 16:9 picture that fits into the window. */
const FLOOR_PART = 0.034;

/**
 * Returns one line per fault.
 * @param {import('playwright-core').Page} page
 */
export const readable = page => page.evaluate(inspect, FLOOR_PART);

function inspect(/** @type {number} */ floor_part) {
  const lines = [];
  const root = /** @type {HTMLElement} */ (document.scrollingElement);
  if (root.scrollWidth > innerWidth || root.scrollHeight > innerHeight)
    lines.push(`the page is ${root.scrollWidth} × ${root.scrollHeight} px`);
  const main = /** @type {HTMLElement} */ (document.querySelector('main.screen'));
  const unit = Math.min(innerHeight / 100, (innerWidth * 0.5625) / 100);
  const floor = floor_part * 100 * unit;
  /** @type {{ said: string, el: Element, top: number, bottom: number, left: number, right: number }[]} */
  const drawn = [];
  const walker = document.createTreeWalker(main, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const el = node.parentElement;
    const words = node.textContent?.trim();
    if (!words || !el?.checkVisibility({ checkOpacity: true, checkVisibilityCSS: true })) continue;
    const said = `“${words.slice(0, 30)}” in ${el.tagName.toLowerCase()}.${el.className || el.parentElement?.className}`;
    const style = getComputedStyle(el);
    const size = Number.parseFloat(style.fontSize);
    // Lines beyond those that a text may have are not drawn.
    const end = style.webkitLineClamp === 'none' ? Infinity : el.getBoundingClientRect().bottom;
    if (size < floor - 0.1)
      lines.push(`${said} is ${size.toFixed(1)} px, and the floor is ${floor.toFixed(1)}`);
    const range = document.createRange();
    range.selectNodeContents(node);
    for (const r of range.getClientRects()) {
      if (!r.width) continue;
      // The drawn part of a line: from about the height of its capitals to its descenders.
      const middle = (r.top + r.bottom) / 2;
      const box = {
        said,
        el,
        top: middle - size * 0.4,
        bottom: middle + size * 0.4,
        left: r.left,
        right: r.right,
      };
      if (middle > end) continue;
      if (
        box.left < -1 ||
        box.right > innerWidth + 1 ||
        box.top < -1 ||
        box.bottom > innerHeight - 4.6 * unit
      )
        lines.push(
          `${said} stands at ${Math.round(box.left)}, ${Math.round(box.top)} to ${Math.round(box.right)}, ${Math.round(box.bottom)}`,
        );
      for (let out = el.parentElement; out && out !== main.parentElement; out = out.parentElement) {
        if (getComputedStyle(out).overflow === 'visible') continue;
        const frame = out.getBoundingClientRect();
        if (
          box.left < frame.left - 2 ||
          box.right > frame.right + 2 ||
          box.top < frame.top - 2 ||
          box.bottom > frame.bottom + 2
        )
          lines.push(`${said} is cut by ${out.tagName.toLowerCase()}.${out.className}`);
      }
      drawn.push(box);
    }
  }
  const over = (
    /** @type {typeof drawn[0]} */ a,
    /** @type {{ top: number, bottom: number, left: number, right: number }} */ b,
  ) =>
    Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > unit * 0.35 &&
    Math.min(a.right, b.right) - Math.max(a.left, b.left) > unit * 0.35;
  for (const [i, a] of drawn.entries())
    for (const b of drawn.slice(i + 1))
      if (a.el !== b.el && over(a, b)) lines.push(`${a.said} lies on ${b.said}`);
  for (const other of main.querySelectorAll('.bar > i, .register i, .columns li > i, img')) {
    const box = other.getBoundingClientRect();
    for (const a of drawn)
      if (box.width && box.height && over(a, box))
        lines.push(`${a.said} lies on a ${other.tagName.toLowerCase()}`);
  }
  return [...new Set(lines)].slice(0, 6);
}
