/**
 * What a phone needs for a kind of poll is there before such a poll opens: of the polls in the event file, and of those that a host makes
 * meanwhile.
 */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { faults, phoneDevice, sees, until } from './harness/browser.mjs';
import { browser } from './harness/hall.mjs';
import { Phone } from './harness/roles.mjs';
import { host, stage, url } from './harness/stage.mjs';

await stage({ fixture: 'scale', code: 'SCA7E2', session: 'Keynote: Organica Water' });

test('phones fetch the kinds that are to come, and draw them without the server', async () => {
  const context = await phoneDevice(browser, 'en');
  // Each phone waits for a moment of its own; this one's is now.
  await context.addInitScript(() => {
    Math.random = () => 0;
  });
  const phone = await Phone.open(context, url());
  /** @type {string[]} */
  const got = [];
  phone.page.on('response', r => got.push(new URL(r.url()).pathname));
  await phone.page.reload();
  await phone.ready();
  await until('the scale is there', async () => got.some(path => /polls-scale-phone/.test(path)));
  assert.ok(!got.some(path => /polls-quiz-phone/.test(path)), 'the event has no quiz');

  // A host writes a poll of another kind; nobody has opened it.
  await host.page.keyboard.press('n');
  const dialog = host.page.getByRole('dialog');
  await dialog.getByLabel('Question and options').fill('Shall the group meet monthly?');
  const kinds = dialog.getByRole('combobox').first();
  const names = await kinds.locator('option').allInnerTexts();
  await kinds.selectOption({ index: names.findIndex(name => name.startsWith('Motion')) });
  await dialog.getByRole('button', { name: 'Make, open later' }).click();
  await dialog.waitFor({ state: 'detached' });
  await until('the motion is there', async () => got.some(path => /polls-motion-phone/.test(path)));

  // From now on the phone gets nothing but what its socket brings.
  await context.route('**/a/**', route => route.abort());
  await host.openPoll('Shall the group meet monthly?');
  await phone.showsHeadline('Shall the group meet monthly?');
  await phone.page.getByText('For', { exact: true }).first().tap();
  await sees(phone.page.locator('.ack').first(), 'Counted.');
  await context.close();
});

test('no page had a fault', () => assert.deepEqual(faults, []));
