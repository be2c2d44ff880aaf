/**
 * The checklist before the doors open, and a rehearsal from the host's page: what is missing is said, what is there is good, and the
 * copy that was played on is gone afterwards.
 */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { accessible } from './checks/accessible.mjs';
import { layout } from './checks/layout.mjs';
import { device, faults, SIZES, sees, until } from './harness/browser.mjs';
import { browser, server } from './harness/hall.mjs';
import { Host, openRole } from './harness/roles.mjs';
import { host, stage } from './harness/stage.mjs';

const CODE = 'WRDS52';
await stage({ fixture: 'words', code: CODE });

const section = () => host.page.locator('section[aria-labelledby="ready-title"]');
const line = (/** @type {string} */ of) => section().locator('li', { hasText: of });
const press = (/** @type {string} */ name) => section().getByRole('button', { name, exact: true }).click();

test('a host goes through what must be ready', async () => {
  await press('Go through the checklist');
  await sees(line('Translations'), 'in all languages');
  await sees(line('Disk'), 'free');
  await sees(line('Backup'), 'There is none');
  await sees(line('Wi-Fi'), 'No name and password');
  await sees(line('Date'), 'The event was on 2 August 2018');
  await sees(line('Clock'), 'agrees');
  await sees(line('Screens'), 'No screen is connected');
  assert.equal(await line('Screens').getAttribute('class'), 'look');
  await openRole(await device(browser, { size: SIZES.hd }), server, 'screen', CODE);
  await sees(line('Screens'), '1 screen is connected');
  assert.equal(await line('Screens').getAttribute('class'), 'good');
});

test('a rehearsal plays on a copy, says what it found, and leaves nothing', async () => {
  const before = await server.command('event', 'list');
  await section().getByLabel('Phones').fill('501');
  await sees(section(), '1 to 500 phones');
  assert.ok(await section().getByRole('button', { name: 'Rehearse', exact: true }).isDisabled());
  await section().getByLabel('Phones').fill('60');
  await press('Rehearse');
  await sees(section(), '60 phones play');
  // A second host sees it, and cannot start another.
  const other = await Host.open(await device(browser), server, CODE);
  await other.page.getByRole('button', { name: 'Go through the checklist' }).click();
  await sees(other.page.locator('.ready .play'), '60 phones play');
  const again = await other.page.evaluate(
    code =>
      fetch(`/${code}/rehearse`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: '{"phones":1}',
      }).then(answer => answer.json()),
    CODE,
  );
  assert.equal(again.kind, 'rehearsing');
  await until('the report is there', async () => (await section().locator('.report').count()) === 1, 150_000);
  await sees(section().locator('.report'), 'Nothing was lost');
  await sees(section().locator('.report'), '60 of 60 phones');
  await sees(other.page.locator('.ready .report'), 'Nothing was lost');
  // How long an approved question takes to the screens, and one that is taken back from there.
  for (const news of ['Question approved', 'Question taken back']) {
    const times = section()
      .locator('.report dt', { hasText: news })
      .locator('xpath=following-sibling::dd[1]');
    assert.match(await times.innerText(), /^half within [\d,]+ ms, 99 of 100 within [\d,]+ ms/);
  }
  assert.equal(await server.command('event', 'list'), before);
});

test('one that is stopped ends', async () => {
  await press('Rehearse');
  await sees(section(), '60 phones play');
  await press('Stop');
  await section().getByRole('button', { name: 'Rehearse', exact: true }).waitFor();
});

test('the checklist fits and can be used by everybody', async () => {
  assert.deepEqual(await accessible(host.page), []);
  assert.deepEqual(await layout(host.page, false), []);
});

test('no page had a fault', () => assert.deepEqual(faults, []));
