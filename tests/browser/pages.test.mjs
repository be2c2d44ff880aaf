/**
 * Every page in its states, in both languages and themes: no serious finding of axe, and at every required size nothing that
 * overflows, is clipped, or is too small for the last row.
 */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { accessible } from './checks/accessible.mjs';
import { layout } from './checks/layout.mjs';
import { faults, SIZES } from './harness/browser.mjs';
import { deviceFor, FITS, play, THEMES, wear } from './harness/gallery.mjs';
import { browser, server } from './harness/hall.mjs';

/** @param {import('./harness/gallery.mjs').View} view @param {string} lang */
async function inspect(view, lang) {
  const found = [];
  const context = await deviceFor(browser, view, { lang, theme: 'light' });
  const page = await view.open(context, server);
  for (const theme of THEMES) {
    await wear(page, view, theme);
    for (const line of await accessible(page)) found.push(`${view.name}, ${lang}, ${theme}: ${line}`);
    // A 4K picture is slow here, and themes differ only in colour.
    const sizes = FITS[view.kind].filter(size => size !== SIZES.uhd || theme === 'light');
    for (const size of [...sizes.slice(1), sizes[0]]) {
      await page.setViewportSize(size);
      for (const line of await layout(page, view.kind === 'screen'))
        found.push(`${view.name}, ${lang}, ${theme}, ${size.width} × ${size.height}: ${line}`);
    }
  }
  await context.close();
  return found;
}

test('every page is accessible and fits', async t => {
  await play(browser, server, (act, views) =>
    t
      .test(act, async () => {
        const found = [];
        for (const view of views)
          for (const lang of ['en', 'zh-CN']) found.push(...(await inspect(view, lang)));
        assert.equal(found.join('\n'), '');
      })
      .then(() => {}),
  );
});

test('no page had a fault', () => assert.deepEqual(faults, []));
