/** A session runs late: the host shifts the agenda, and everybody sees the new times beside the planned ones. */
import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { device, sees, until } from './harness/browser.mjs';
import { browser, server } from './harness/hall.mjs';
import { DIALOGUE, openRole } from './harness/roles.mjs';
import { guest, host, stage } from './harness/stage.mjs';

before(() => stage({ session: DIALOGUE.en }));

const row = (/** @type {string} */ title) => host.page.locator('.show', { hasText: title }).first();
const TABLE = 'Round table: green energy';

test('the host shifts the rest of the day, everybody sees it, and an undo takes it back', async () => {
  const phone = await guest();
  const moderator = await openRole(await device(browser), server, 'moderator');
  await moderator.locator('.hours', { hasText: '13:30 to 14:30' }).waitFor();
  await row(DIALOGUE.en).locator('.pick-row').click();
  await host.page.getByRole('button', { name: 'Shift the agenda' }).click();
  const dialog = host.page.getByRole('dialog', { name: 'Shift the agenda from here on' });
  await dialog.getByRole('button', { name: '+15' }).click();
  // Before it happens, the host reads what will: of the running session only the end moves, and what is over stays.
  await sees(dialog.locator('.new-times li').first(), /14:30\s*until 14:45/);
  await sees(dialog.locator('.new-times li').nth(1), /14:30\s*14:45\s*Round table/);
  assert.equal(await dialog.locator('.new-times li', { hasText: 'Opening' }).count(), 0);
  await dialog.getByRole('button', { name: 'Shift', exact: true }).click();
  await dialog.waitFor({ state: 'detached' });

  await sees(row(TABLE).locator('.starts'), /14:45\s*planned\s*14:30/);
  await sees(row(DIALOGUE.en).locator('.starts'), /^\s*13:30\s*$/);
  await moderator.locator('.hours', { hasText: '13:30 to 14:45' }).waitFor();
  const program = phone.page.locator('.ag', { hasText: TABLE });
  await sees(program.locator('.when'), /14:45\s*planned\s*14:30/);
  await phone.page.locator('.kick', { hasText: '14:45' }).waitFor();

  await host.page.locator('footer.keys').getByRole('button', { name: 'Undo' }).click();
  await sees(row(TABLE).locator('.starts'), /^\s*14:30\s*$/);
  await sees(program.locator('.when'), /^\s*14:30\s*$/);
  await moderator.locator('.hours', { hasText: '13:30 to 14:30' }).waitFor();
});

test('by keyboard alone, with a number of minutes; a wrong one is refused beside it', async () => {
  await row(TABLE).locator('.pick-row').click();
  await host.page.keyboard.press('d');
  const dialog = host.page.getByRole('dialog');
  const minutes = dialog.getByLabel('Minutes');
  await minutes.fill('soon');
  await dialog.getByRole('alert').filter({ hasText: 'from 1 to 720' }).waitFor();
  assert.ok(await dialog.getByRole('button', { name: 'Shift', exact: true }).isDisabled());
  await minutes.fill('-10');
  await sees(dialog.locator('.new-times li').first(), /14:30\s*14:20/);
  await minutes.press('Enter');
  await dialog.waitFor({ state: 'detached' });
  await sees(row(TABLE).locator('.starts'), /14:20\s*planned\s*14:30/);
  await until('the screen has the new times', async () =>
    (await server.command('log', 'CDU7K2')).includes('The agenda was shifted'),
  );
});
