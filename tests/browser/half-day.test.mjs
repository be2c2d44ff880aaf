/** A half-day event: its people have one name in both languages, two share an organisation, and its last poll has no session. */
import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { device, faults, SIZES, until } from './harness/browser.mjs';
import { browser, server } from './harness/hall.mjs';
import { Moderator, openRole, Phone, plain } from './harness/roles.mjs';
import { guest, host, stage } from './harness/stage.mjs';

const CODE = 'EAU234';

/** @type {import('playwright-core').Page} */
let screen;
/** @type {Phone} */
let phone;

await stage({ fixture: 'water', code: CODE });

before(async () => {
  screen = await openRole(await device(browser, { size: SIZES.full }), server, 'screen', CODE);
  phone = await guest('fr');
});

const said = async () => plain(await screen.locator('main.screen').innerText()).replace(/\s+/g, ' ');
const times = (/** @type {string} */ text, /** @type {string} */ part) => text.split(part).length - 1;

test('a name that two languages share stands once, on plates and in the hand of the host', async () => {
  await host.start('Round table: who pays, who decides?');
  await until('the plates', async () => (await said()).includes('Ngozi Okafor'));
  const text = await said();
  for (const name of ['Hélène Durand', 'Karim Benali', 'Ngozi Okafor'])
    assert.equal(times(text, name), 1, `${name} in: ${text}`);
  assert.equal(times(text, 'City of Lagos'), 1);
});

test('a question to one of two of an organisation names the person on the screen, in each language', async () => {
  const moderator = await Moderator.open(await device(browser), server, CODE);
  await phone.ask('Qui décide du tarif ?', { to: 'Karim Benali' });
  await moderator.row('Qui décide').waitFor();
  await moderator.do('Qui décide', 'Approve');
  await moderator.approved.locator('[data-q]:not(.held)', { hasText: 'Qui décide' }).waitFor();
  await moderator.do('Qui décide', 'On screen');
  const who =
    /Pour Karim Benali, Métropole de Lyon, direction de l’eau For Karim Benali, Lyon Metropolis, water department/;
  await until('the screen names the person', async () => who.test(await said()));
  await moderator.page.context().close();
});

test('with a poll of no session in hand the session that runs can be shown', async () => {
  await host.openPoll('Which means should be funded first?');
  await host.show('Session');
  await until('the session is shown', async () => (await said()).includes('Table ronde'));
  await host.show('Automatic');
});

test('a word of the screen that two languages share stands once', async () => {
  await host.reveal();
  await until('the results', async () => (await said()).includes('un par téléphone one per phone'));
  await host.show('Join');
  await until('the way in', async () => (await said()).includes('Scannez'));
  assert.equal(times(await said(), 'Wi-Fi'), 1);
});

test('no page had a fault', () => assert.deepEqual(faults, []));
