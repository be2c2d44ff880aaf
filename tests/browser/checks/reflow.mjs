/**
 * Finds faults of an enlarged page: content that needs scrolling in two directions, clipped text, missing words, and fixed parts
 * that leave too little of the window.
 */
import { layout } from './layout.mjs';

/**
 * A window of 1280 × 1024 at 100 %, 200 % and 400 %, and one of 320 px that is as high as a phone. Criterion 1.4.10 asks for a
 * width of 320 CSS px.
 */
export const ENLARGED = [
  { width: 640, height: 512 },
  { width: 320, height: 640 },
  { width: 320, height: 256 },
];

/**
 * Words that may disappear: key hints, which the sheet of all keys also has, and lists that a tab of the desk brings back.
 */
const APART = '.keys > span, kbd, .unseen, [inert], .mini, .mod .cols .col, .mod .tabs';

/** Returns all visible words and their places. @param {import('playwright-core').Page} page */
export const words = page =>
  page.evaluate(apart => {
    const seen = [];
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const el = node.parentElement;
      // Times and counts change by themselves.
      const said = node.textContent?.trim().replace(/[\d:]+/g, '0');
      if (said && el && !el.closest(apart) && el.checkVisibility({ checkVisibilityCSS: true }))
        seen.push(said);
    }
    return seen;
  }, APART);

/**
 * Returns one line per fault at the current size.
 * @param {import('playwright-core').Page} page
 * @param {string[]} before the words that were seen at full size
 */
export async function reflow(page, before) {
  const lines = await layout(page, false);
  const now = new Set(await words(page));
  for (const said of new Set(before)) if (!now.has(said)) lines.push(`“${said.slice(0, 40)}” is gone`);
  return [...new Set([...lines, ...(await page.evaluate(inspect))])];
}

function inspect() {
  const lines = [];
  const said = (/** @type {Element} */ el) => `${el.tagName.toLowerCase()}.${el.className}`;
  /** Returns the rows of the window that fixed parts cover. */
  let covered = 0;
  for (const el of document.querySelectorAll('body *')) {
    if (!el.checkVisibility({ checkVisibilityCSS: true }) || el.closest('.unseen, select, [inert]')) continue;
    const { overflowX, overflowY, position } = getComputedStyle(el);
    const box = el.getBoundingClientRect();
    const scrollsX = /auto|scroll/.test(overflowX) && el.scrollWidth > el.clientWidth + 1;
    const scrollsY = /auto|scroll/.test(overflowY) && el.scrollHeight > el.clientHeight + 1;
    if (scrollsX && !el.matches('input, textarea')) lines.push(`${said(el)} scrolls to the side`);
    // People need at least four lines of text to read while scrolling; an input field may be as high as it is.
    if (scrollsY && box.height < 80 && !el.matches('input, textarea, dialog'))
      lines.push(`${said(el)} scrolls in ${Math.round(box.height)} px`);
    // A head or foot that does not scroll away, because it sticks or because the page itself does not scroll.
    if (
      /fixed|sticky/.test(position) &&
      !el.matches('dialog') &&
      box.width > innerWidth / 2 &&
      box.height < innerHeight
    ) {
      const top = Math.max(0, box.top);
      covered += Math.max(0, Math.min(innerHeight, box.bottom) - top);
    }
  }
  if (covered > innerHeight / 2)
    lines.push(`${Math.round(covered)} of ${innerHeight} px are covered by what stays in place`);
  return lines;
}
