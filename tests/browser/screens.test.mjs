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
