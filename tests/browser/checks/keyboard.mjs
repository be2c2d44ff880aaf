/**
 * Walks through a page with Tab, and reports faults for people without a pointer: a control that Tab never reaches, a focus that is
 * invisible or covered, a step against the visual order, and a walk that never ends.
 */

/** Limit on stops; no page has as many. */
const STOPS_MAX = 150;

/**
 * Returns one line per fault, and the number of stops.
 * @param {import('playwright-core').Page} page
 */
export async function keyboard(page) {
  // From the top, as a visitor begins; what depends on scrolling has followed two frames later.
  await page.evaluate(
    () =>
      new Promise(done => {
        scrollTo(0, 0);
        requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(done)));
      }),
  );
  await page.evaluate(begin);
  const found = [];
  let stops = 0;
  for (; stops < STOPS_MAX; stops++) {
    await page.keyboard.press('Tab');
    const { ended, lines } = await page.evaluate(stop);
    found.push(...lines);
    if (ended) break;
  }
  if (stops === STOPS_MAX) found.push('the walk does not end');
  found.push(...(await page.evaluate(end)));
  return { found: [...new Set(found)], stops };
}

/** Starts the walk before the first control, and defines the helpers of the other two steps. */
function begin() {
  const start = /** @type {HTMLElement} */ (document.querySelector('dialog[open]') ?? document.body);
  start.tabIndex = -1;
  start.focus();
  start.removeAttribute('tabindex');
  const CONTROLS =
    'a[href], button:not([disabled]), input:not([disabled]), select:not([disabled]), textarea:not([disabled]), [tabindex="0"]';
  const said = (/** @type {Element} */ el) =>
    `${el.tagName.toLowerCase()}${el.id ? `#${el.id}` : ''}.${el.className} “${(el.getAttribute('aria-label') ?? (el.closest('label') ?? el).textContent ?? '').trim().slice(0, 30)}”`;
  /** Returns the element that shows a control's focus: itself, its label, or its visual replacement. */
  const shown = (/** @type {Element} */ el) =>
    [el, el.closest('label'), el.nextElementSibling].filter(one => one !== null);
  const look = (/** @type {Element} */ el) =>
    shown(el)
      .map(one => {
        const s = getComputedStyle(one);
        const outline =
          s.outlineStyle === 'none' || Number.parseFloat(s.outlineWidth) < 2
            ? ''
            : `${s.outlineWidth} ${s.outlineColor}`;
        return [outline, s.boxShadow, s.borderColor].join();
      })
      .join(' | ');
  /** Returns the element to press: the label if the control itself is hidden. */
  const pressed = (/** @type {Element} */ el) =>
    el.matches('.unseen, input[type=radio], input[type=checkbox]') ? (el.closest('label') ?? el) : el;
  /** Controls that count as one stop: a group of radio buttons, and a row with its verbs, which open on focus. */
  const stopOf = (/** @type {Element} */ el) => {
    if (el instanceof HTMLInputElement && el.type === 'radio') return `radio ${el.name}`;
    const row = el.closest('[data-q]');
    return row ? `row ${row.getAttribute('data-q')}` : el;
  };
  Object.assign(globalThis, {
    walk: {
      CONTROLS,
      said,
      look,
      pressed,
      stopOf,
      stops: /** @type {Element[]} */ ([]),
      reached: new Set(),
      last: null,
    },
  });
}

async function stop() {
  const { walk } = /** @type {any} */ (globalThis);
  // A row opens on focus, and takes the focus from the verb it had while closed.
  if (document.activeElement === document.body)
    await new Promise(drawn => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(drawn))));
  /** @type {string[]} */
  const lines = [];
  const el = document.activeElement;
  // Without the focus, the last control must look different.
  if (walk.last?.el.isConnected && walk.last.el !== el && walk.look(walk.last.el) === walk.last.look)
    lines.push(`${walk.said(walk.last.el)} looks the same with the focus`);
  if (!el || el === document.body || (el === walk.stops[0] && walk.stops.length > 1)) {
    walk.last = null;
    return { ended: true, lines };
  }
  walk.last = { el, look: walk.look(el) };
  walk.stops.push(el);
  walk.reached.add(walk.stopOf(el));
  const box = walk.pressed(el).getBoundingClientRect();
  const inside = (/** @type {number} */ x, /** @type {number} */ y) => {
    const top = document.elementFromPoint(x, y);
    return !!top && (walk.pressed(el).contains(top) || el.closest('label')?.contains(top));
  };
  const xs = [0.1, 0.5, 0.9].map(part => box.left + box.width * part);
  const ys = [0.1, 0.5, 0.9].map(part => box.top + box.height * part);
  if (!xs.some(x => ys.some(y => inside(x, y))))
    lines.push(`${walk.said(el)} is out of sight with the focus`);
  return { ended: false, lines };
}

function end() {
  const { walk } = /** @type {any} */ (globalThis);
  const lines = [];
  const dialog = document.querySelector('dialog[open]');
  for (const el of (dialog ?? document).querySelectorAll(walk.CONTROLS))
    if (
      // The strip of an open poll appears and disappears with scrolling. It comes before everything else.
      !el.closest('[inert], .opens') &&
      el.tabIndex >= 0 &&
      walk.pressed(el).checkVisibility({ checkVisibilityCSS: true }) &&
      !walk.reached.has(walk.stopOf(el))
    )
      lines.push(`${walk.said(el)} is never reached`);
  // A row that its list has scrolled away stands above what is outside the list, and is not seen there.
  const isAway = (/** @type {Element} */ el, /** @type {DOMRect} */ box) => {
    for (let list = el.parentElement; list; list = list.parentElement)
      if (
        /auto|scroll/.test(getComputedStyle(list).overflowY) &&
        box.bottom <= list.getBoundingClientRect().top + 1
      )
        return true;
    return false;
  };
  // What stays in view stands over what is scrolled under it.
  const stays = (/** @type {Element | null} */ el) => {
    for (let up = el; up; up = up.parentElement)
      if (/fixed|sticky/.test(getComputedStyle(up).position)) return true;
    return false;
  };
  const there = walk.stops.filter((/** @type {Element} */ el) => el.isConnected);
  for (const [i, el] of there.entries()) {
    const next = there[i + 1];
    if (!next) break;
    const [a, b] = [walk.pressed(el).getBoundingClientRect(), walk.pressed(next).getBoundingClientRect()];
    const isAbove = b.bottom <= a.top && b.left < a.right && b.right > a.left;
    if (isAbove && !isAway(walk.pressed(next), b) && !(stays(next) && !stays(el)))
      lines.push(`${walk.said(next)} stands above ${walk.said(el)} and comes after it`);
    if (b.right <= a.left && b.top < a.bottom - 4 && b.bottom > a.top + 4 && document.dir !== 'rtl')
      lines.push(`${walk.said(next)} stands left of ${walk.said(el)} and comes after it`);
  }
  return lines;
}
