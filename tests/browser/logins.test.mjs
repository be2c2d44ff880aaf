/** A role's link lets each device in alone: the host sees them, and signs one out. */
import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { device, sees } from './harness/browser.mjs';
import { browser, server } from './harness/hall.mjs';
import { openRole } from './harness/roles.mjs';
import { DEMO } from './harness/server.mjs';
import { host, stage } from './harness/stage.mjs';

before(() => stage());

const list = () => host.page.locator('.logins');
const moderators = () => list().locator('li', { hasText: 'Moderator' });

test('a host signs a device out, and its link goes on working', async () => {
  const contexts = [await device(browser), await device(browser)];
  const pages = [];
  for (const context of contexts) {
    const page = await openRole(context, server, 'moderator');
    await page.locator('.desk.mod').waitFor();
    pages.push(page);
  }
  await list().locator('summary').click();
  await moderators().nth(1).waitFor();
  await sees(moderators().first(), 'here now');
  // The host's own link is among the others, and last.
  const roles = await host.page.locator('.link-role').allInnerTexts();
  assert.match(roles.at(-1) ?? '', /^Hosts/);
  await sees(list().locator('li').first(), /^Host$/);
  // The link's secret is neither in the address nor in the history.
  for (const page of pages) assert.equal(new URL(page.url()).hash, '');
  await moderators().first().getByRole('button', { name: 'Sign out' }).click();
  await host.page
    .locator('footer.keys')
    .getByText(/is signed out on/)
    .waitFor();
  const [one] = pages;
  assert.ok(one);
  await one.locator('main.gate').waitFor();
  await moderators().nth(1).waitFor({ state: 'detached' });
  await pages[1]?.locator('.desk.mod').waitFor();
  const again = await openRole(/** @type {any} */ (contexts[0]), server, 'moderator');
  await again.locator('.desk.mod').waitFor();
  await moderators().nth(1).waitFor();
});

test('a host is told when somebody tries links', async () => {
  for (let n = 0; n < 6; n++)
    await fetch(`http://127.0.0.1:${server.port}/${DEMO}/auth`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ role: 'host', secret: `wrong${n}` }),
    });
  await sees(
    host.page,
    /Somebody is guessing links to this event’s desks: \d+ wrong tries, none of which got in/,
  );
});
