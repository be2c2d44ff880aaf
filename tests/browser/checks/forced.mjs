/**
 * Finds faults of a page in forced colours: a state that looks like its opposite, an invisible bar, and a control without an
 * edge.
 */

/** An element in a state, and one of its kind without it. If a page has both, they must look different. */
const STATES = [
  ['.seg > .on', '.seg > :is(label, button):not(.on)'],
  ['.pick .on', '.pick button:not(.on):not([disabled])'],
  ['.steps .here', '.steps li:not(.here)'],
  ['.pick-row.on', '.pick-row:not(.on)'],
  ['.show .item.on', '.show .item:not(.on):not(.plain-item)'],
  ['.show.here', '.show:not(.here)'],
  ['.row.focus', '.row:not(.focus)'],
  ['.text.focus', '.text:not(.focus)'],
  ['.addr.on', '.addr:not(.on)'],
  ['.opt input:checked', '.opt input:not(:checked)'],
  ['.btn.do', '.btn:not(.do)'],
  ['.upvotes[aria-pressed=true]', '.upvotes[aria-pressed=false]'],
  ['.cells .on', '.cells > :not(.on)'],
  ['.values [aria-pressed=true]', '.values [aria-pressed=false]'],
];
const BARS = '.bar i, .meter i, .columns i';

/**
 * Returns one line per fault, and the number of checked states and bars.
 * @param {import('playwright-core').Page} page
 */
export async function forced(page) {
  await page.emulateMedia({ forcedColors: 'active' });
  const seen = await page.evaluate(inspect, { states: STATES, bars: BARS });
  await page.emulateMedia({ forcedColors: 'none' });
  return seen;
}

function inspect(/** @type {{ states: string[][], bars: string }} */ { states, bars }) {
  const lines = [];
  let looked = 0;
  if (!matchMedia('(forced-colors: active)').matches) lines.push('the colours are not forced');
  const visible = (/** @type {string} */ selector) =>
    [...document.querySelectorAll(selector)].find(
      el => !el.closest('[inert]') && el.checkVisibility({ checkVisibilityCSS: true }),
    );
  const look = (/** @type {Element} */ el) =>
    [undefined, '::before']
      .map(part => {
        const s = getComputedStyle(el, part);
        return [
          s.color,
          s.backgroundColor,
          s.borderTopWidth,
          s.borderTopColor,
          s.borderInlineStartWidth,
          s.outlineStyle === 'none' ? '' : `${s.outlineWidth} ${s.outlineColor}`,
        ].join();
      })
      .join(' | ');
  for (const [on, off] of states) {
    const [a, b] = [visible(on), visible(off)];
    if (!a || !b) continue;
    looked += 1;
    if (look(a) === look(b)) lines.push(`${on} looks as ${off} does`);
  }
  for (const bar of document.querySelectorAll(bars)) {
    if (bar.closest('[inert]') || !bar.getBoundingClientRect().width) continue;
    looked += 1;
    const ground = getComputedStyle(document.body).backgroundColor;
    const { backgroundColor } = getComputedStyle(bar);
    if (backgroundColor === ground || /^rgba\(.*, 0\)$/.test(backgroundColor))
      lines.push(`a bar in ${bar.parentElement?.className} cannot be seen`);
  }
  return { lines, looked };
}
