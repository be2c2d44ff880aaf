import { before, test } from 'node:test';
import { device, SIZES } from './harness/browser.mjs';
import { browser, server } from './harness/hall.mjs';
before(async () => { await server.import('edit'); });
test('look', async () => {
  const code = process.env.CODE ?? 'EDXT22';
  for (const [lang, theme] of [['en','light'],['zh-CN','dark']]) {
    const page = await (await device(browser, { lang, theme })).newPage();
    page.on('console', m => console.log(lang, m.type(), m.text()));
    page.on('pageerror', e => console.log('ERR', e.message));
    const link = await server.link('host', code);
    await page.goto(link.replace(`/${code}/host`, `/${code}/edit`));
    await page.locator('.desk.edit .slot').first().waitFor();
    await page.keyboard.press('2');
    await page.waitForTimeout(1500);
    for (const [name, size] of Object.entries({ phone: SIZES.phone, laptop: { width: 1366, height: 768 }, full: SIZES.full })) {
      await page.setViewportSize(size);
      await page.waitForTimeout(400);
      await page.screenshot({ path: `/tmp/edit/${lang}-${name}.png` });
    }
    await page.close();
  }
});
