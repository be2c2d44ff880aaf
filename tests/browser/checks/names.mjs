/**
 * Finds faults for people who hear or speak the words: a control's name without its visible label (2.5.3), and Chinese that is
 * not marked as Chinese (3.1.2).
 */

/** One line for each fault. @param {import('playwright-core').Page} page */
export const names = page =>
  page.evaluate(() => {
    const lines = [];
    const plain = (/** @type {string | null} */ text) =>
      (text ?? '').replace(/\s+/g, ' ').trim().toLowerCase();
    for (const el of document.querySelectorAll(':is(a, button, input)[aria-label]')) {
      const written = [...el.childNodes]
        .filter(node => !(node instanceof Element && node.ariaHidden === 'true'))
        .map(node => node.textContent)
        .join('');
      const name = plain(el.getAttribute('aria-label'));
      if (/[\p{L}\d]/u.test(written) && !name.includes(plain(written)))
        lines.push(`“${plain(written)}” is called “${name}”`);
    }
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const el = node.parentElement;
      if (!el || el.closest('script, style, [inert]') || !/\p{Script=Han}/u.test(node.textContent ?? ''))
        continue;
      const lang = el.closest('[lang]')?.getAttribute('lang') ?? '';
      if (!/^(zh|ja)/.test(lang)) lines.push(`“${node.textContent?.slice(0, 30)}” is marked “${lang}”`);
    }
    return lines;
  });
