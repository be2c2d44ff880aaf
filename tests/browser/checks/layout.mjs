/** Finds layout faults of a page at its current size: sideways overflow, clipped text, text too small. */

/** The smallest text on a projector, as a fraction of the height of the 16:9 picture that fits into it. */
const SCREEN_PART = 1 / 30;

/**
 * Returns one line per fault.
 * @param {import('playwright-core').Page} page
 * @param {boolean} projected
 */
export async function layout(page, projected) {
  await settled(page);
  const lines = await page.evaluate(inspect);
  if (projected) lines.push(...(await page.evaluate(inspectProjected, SCREEN_PART)));
  return lines;
}

/** Two frames after the last resize, everything that depends on sizes is up to date. */
const settled = (/** @type {import('playwright-core').Page} */ page) =>
  page.evaluate(
    () => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(done)))),
  );

function inspect() {
  const lines = [];
  const root = /** @type {HTMLElement} */ (document.scrollingElement);
  if (root.scrollWidth > innerWidth + 1) lines.push(`the page is ${root.scrollWidth} px wide`);

  /**
   * Ignored: deliberately hidden elements, pictures of something else, elements fading out, and the title in a desk's head, which
   * may be cut because the desk shows it in full elsewhere. So may the title in a phone's strip of an open poll.
   */
  const apart =
    '.unseen, .mini, [inert], .leaving, select, script, style, noscript, .topbar .grow > [lang], .opens p > [lang]';
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const text = node.textContent?.trim();
    const el = node.parentElement;
    if (
      !text ||
      !el ||
      el.closest(apart) ||
      !el.checkVisibility({ checkOpacity: true, checkVisibilityCSS: true })
    )
      continue;
    const range = document.createRange();
    range.selectNodeContents(node);
    const size = Number.parseFloat(getComputedStyle(el).fontSize);
    // The content area of a line is taller than the drawn text, so tight lines extend beyond their boxes without harm.
    const slack = size * 0.35;
    const said = `“${text.slice(0, 40)}” in ${el.tagName.toLowerCase()}.${el.className}`;
    let scrolls = false;
    for (let box = /** @type {HTMLElement | null} */ (el); box; box = box.parentElement) {
      const { overflowX, overflowY, position } = getComputedStyle(box);
      if (/auto|scroll/.test(overflowX + overflowY)) scrolls = true;
      const cutsX = /hidden|clip/.test(overflowX);
      const cutsY = /hidden|clip/.test(overflowY);
      if ((cutsX || cutsY) && !scrolls && box !== document.body && box !== document.documentElement) {
        const frame = box.getBoundingClientRect();
        for (const r of range.getClientRects()) {
          if (cutsX && (r.left < frame.left - 2 || r.right > frame.right + 2)) {
            lines.push(`${said} is cut at the side by ${box.tagName.toLowerCase()}.${box.className}`);
            break;
          }
          if (cutsY && (r.top < frame.top - slack || r.bottom > frame.bottom + slack)) {
            lines.push(`${said} is cut in height by ${box.tagName.toLowerCase()}.${box.className}`);
            break;
          }
        }
      }
      if (position === 'fixed') break;
    }
    if (!scrolls)
      for (const r of range.getClientRects())
        if (r.left < -1 || r.right > innerWidth + 1) {
          lines.push(`${said} stands from ${Math.round(r.left)} to ${Math.round(r.right)} px`);
          break;
        }
  }
  return lines;
}

/** A projector cannot scroll, and the last row must be able to read it. */
function inspectProjected(/** @type {number} */ part) {
  const lines = [];
  const root = /** @type {HTMLElement} */ (document.scrollingElement);
  if (root.scrollHeight > innerHeight + 1) lines.push(`the screen is ${root.scrollHeight} px high`);
  const height = Math.min(innerHeight, (innerWidth * 9) / 16);
  const main = /** @type {HTMLElement} */ (document.querySelector('main.screen'));
  for (const bar of main.querySelectorAll('.o > .bar')) {
    const name = bar.previousElementSibling?.firstElementChild;
    const its = bar.getBoundingClientRect();
    const { left = 0, right = 0, top = 0, bottom = 0 } = name?.getBoundingClientRect() ?? {};
    const over = getComputedStyle(main).direction === 'rtl' ? its.right - left : right - its.left;
    // A bar can stand below its name.
    const middle = (its.top + its.bottom) / 2;
    if (over > 0 && bar.clientWidth && top < middle && middle < bottom)
      lines.push(`“${name?.textContent}” runs ${Math.round(over)} px into its bar`);
  }
  const walker = document.createTreeWalker(main, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const text = node.textContent?.trim();
    const el = node.parentElement;
    if (!text || !el?.checkVisibility({ checkOpacity: true, checkVisibilityCSS: true })) continue;
    const range = document.createRange();
    range.selectNodeContents(node);
    const size = Number.parseFloat(getComputedStyle(el).fontSize);
    const said = `“${text.slice(0, 40)}” in ${el.tagName.toLowerCase()}.${el.className}`;
    if (size < height * part - 0.5) lines.push(`${said} is ${size} px of ${height}`);
    for (const r of range.getClientRects())
      if (r.top < -size * 0.35 || r.bottom > innerHeight + size * 0.35) {
        lines.push(`${said} stands from ${Math.round(r.top)} to ${Math.round(r.bottom)} px`);
        break;
      }
  }
  return lines;
}
