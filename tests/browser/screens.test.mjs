/** Screens beside the hall's: named on the host's page, each by its link, with a picture of its own. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { accessible } from './checks/accessible.mjs';
import { device, SIZES, sees, until } from './harness/browser.mjs';
import { browser, server } from './harness/hall.mjs';
import { DIALOGUE, openRole, PILOT, plain } from './harness/roles.mjs';
import { host, stage } from './harness/stage.mjs';

await stage({ session: DIALOGUE.en });

const section = () => host.page.locator('.other-screens');
const pictureOf = async (/** @type {import('playwright-core').Page} */ page) =>
  plain(await page.locator('main.screen').innerText());

test('a screen in the foyer shows what the host chooses for it, and the hall goes on', async () => {
  const hall = await openRole(await device(browser, { size: SIZES.full }), server, 'screen');
  await section().locator('form input').fill('Foyer');
  await section().getByRole('button', { name: 'Add a screen' }).click();
  await sees(section(), 'Foyer');
  const link = section().getByLabel('Link of Foyer');
  await until('the link of the foyer', async () => /#[\w-]+&screen=0$/.test(await link.inputValue()));

  const foyer = await (await device(browser, { size: SIZES.full })).newPage();
  await foyer.goto(await link.inputValue());
  await until('the hall’s picture', async () => (await pictureOf(foyer)) === (await pictureOf(hall)));

  const shows = section().getByLabel('What Foyer shows');
  await shows.selectOption({ label: 'Join' });
  await foyer.locator('.scene-join').waitFor();
  await host.openPoll(PILOT.en);
  await until('the poll in the hall', async () => (await pictureOf(hall)).includes(PILOT.en));
  assert.equal(await foyer.locator('.scene-join').count(), 1, 'the foyer keeps its picture');

  await foyer.reload();
  await foyer.locator('.scene-join').waitFor();

  await shows.selectOption({ label: 'Same as the hall' });
  await until('the poll in the foyer', async () => (await pictureOf(foyer)).includes(PILOT.en));
  await shows.selectOption({ label: 'Black' });
  await foyer.locator('main .blank').waitFor();

  await section().getByRole('button', { name: 'Rename: Foyer' }).click();
  const name = section().getByRole('textbox', { name: 'New name of Foyer' });
  await name.press('Escape');
  await section().getByRole('button', { name: 'Rename: Foyer' }).click();
  await name.fill('Stage monitor');
  await name.press('Enter');
  await section().getByLabel('What Stage monitor shows').waitFor();
  assert.equal(await foyer.locator('main .blank').count(), 1, 'it keeps its picture');
  assert.match(await section().getByLabel('Link of Stage monitor').inputValue(), /&screen=0$/);
  await host.page.getByRole('button', { name: /^Undo/ }).click();
  await section().getByRole('button', { name: 'Remove: Foyer' }).click();
  await until('the hall’s picture again', async () => (await pictureOf(foyer)).includes(PILOT.en));
  await host.page.getByRole('button', { name: /^Undo/ }).click();
  await foyer.locator('main .blank').waitFor();
  assert.deepEqual(await accessible(host.page), []);
});

test('hall, foyer and stage monitor have scenes of their own at once, also over a restart', async () => {
  const hall = await openRole(await device(browser, { size: SIZES.full }), server, 'screen');
  for (const remove of await section()
    .getByRole('button', { name: /^Remove: / })
    .all())
    await remove.click();
  /** @type {[name: string, shows: string, drawn: string, size: { width: number, height: number }][]} */
  const others = [
    ['Foyer / 前厅', 'Join', '.scene-join', SIZES.full],
    ['Stage monitor', 'Top questions', '.scene.question, .scene.top', SIZES.hd],
    ['Overflow room', 'Event title', '.scene-hold', SIZES.tablet],
  ];
  const pages = [];
  for (const [name, shows, drawn, size] of others) {
    await section().getByLabel('Name, such as Foyer').fill(name);
    await section().getByRole('button', { name: 'Add a screen' }).click();
    const link = section().getByLabel(`Link of ${name}`);
    await until('its link', async () => (await link.inputValue()).includes('&screen='));
    const page = await (await device(browser, { size, lang: 'zh-CN' })).newPage();
    await page.goto(await link.inputValue());
    await page.locator('main.screen').waitFor();
    await section().getByLabel(`What ${name} shows`).selectOption({ label: shows });
    await page.locator(drawn).first().waitFor();
    pages.push(page);
  }
  const each = async () => {
    for (const [i, [, , drawn]] of others.entries()) await pages[i]?.locator(drawn).first().waitFor();
    await hall.locator('.scene.poll').waitFor();
    for (const [i, page] of pages.entries())
      for (const [j, [, , drawn]] of others.entries())
        assert.equal((await page.locator(drawn).count()) > 0, i === j, `${others[i]?.[0]} has its own`);
  };
  await each();
  // The hall goes black, and no other screen does.
  await host.page.keyboard.press('b');
  await hall.locator('main .blank').waitFor();
  for (const page of pages) assert.equal(await page.locator('main .blank').count(), 0);
  await host.page.keyboard.press('b');
  await each();
  await server.terminate();
  await server.start();
  for (const page of [hall, ...pages]) await page.reload();
  await each();
  for (const page of pages) assert.deepEqual(await accessible(page), []);
});
