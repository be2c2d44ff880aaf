/**
 * A poll alone, at an address of its own: the host copies it, a page of a site that the operator named frames it, and it shows that poll as
 * the screen does, nothing before it is open and nothing once the address is revoked.
 */
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { after, test } from 'node:test';
import { device, faults, SIZES, sees, until } from './harness/browser.mjs';
import { DIALOGUE, EXPECTATION, Host, OPENING, PILOT } from './harness/roles.mjs';

/** What the pages of other sites contain. */
let html = '';

/**
 * A site of its own on this machine. A page that the test only makes up would be on the internet for the browser, which keeps such
 * pages from frames of a local network.
 */
async function otherSite() {
  const site = createServer((_, answer) => {
    answer.setHeader('content-type', 'text/html');
    answer.end(html);
  });
  await once(site.listen(0, '127.0.0.1'), 'listening');
  after(() => {
    site.closeAllConnections();
    site.close();
  });
  return `http://127.0.0.1:${/** @type {import('node:net').AddressInfo} */ (site.address()).port}`;
}

const SITE = await otherSite();
process.env.PLENARY_FRAME_ANCESTOR = SITE;
const { browser, server } = await import('./harness/hall.mjs');
const hall = await import('./harness/stage.mjs');

/** @typedef {import('playwright-core').Page} Page */

await hall.stage({ session: OPENING.en });
const { guest, host } = hall;

/** Opens the page of another site. */
async function onSite(/** @type {string} */ site) {
  const page = await (await device(browser, { size: SIZES.full })).newPage();
  await page.goto(`${site}/`);
  return page;
}

/** The dialog with the address of the poll in hand. */
async function dialogOf(/** @type {Page} */ page, /** @type {string} */ verb) {
  await page.locator('.hand').getByRole('button', { name: verb }).click();
  const dialog = page.getByRole('dialog');
  await dialog.locator('textarea').waitFor();
  return dialog;
}

await host.choose(DIALOGUE.en);
await host.choosePoll(PILOT.en);
const dialog = await dialogOf(host.page, 'In slides or OBS');
html = await dialog.locator('textarea').inputValue();
await sees(dialog, SITE);
await host.page.keyboard.press('Escape');
/** The address in a piece of HTML, as a browser reads it. */
const src = (/** @type {string} */ of) =>
  host.page.evaluate(
    text => new DOMParser().parseFromString(text, 'text/html').querySelector('iframe')?.src ?? '',
    of,
  );

const site = await onSite(SITE);
const slide = site.frameLocator('iframe');
const scene = slide.locator('.scene.poll');

test('another poll shows nothing there, and its own is drawn once it is open', async () => {
  await slide.locator('main.slide').waitFor({ state: 'attached' });
  await host.choose(OPENING.en);
  await host.openPoll(EXPECTATION.en);
  const phone = await guest();
  await sees(phone.page, EXPECTATION.en);
  assert.equal(await scene.count(), 0);
  await host.start(DIALOGUE.en);
  await host.openPoll(PILOT.en);
  await scene.waitFor();
  await sees(slide.locator('main'), PILOT.en);
  assert.ok(!(await slide.locator('main').innerText()).includes(EXPECTATION.en));
  await phone.tap('LEED city');
  await slide.locator('.foot b', { hasText: /^1$/ }).first().waitFor();
});

test('a transparent address is clear around the poll, in the colours that it names', async () => {
  const page = await (await device(browser, { size: SIZES.full })).newPage();
  await page.goto(`${await src(html)}&ground=clear&theme=dark&join=on&lang=zh`);
  await page.locator('.scene.poll').waitFor();
  assert.equal(await page.locator('.lh .code').count(), 1);
  const [first, second] = await page.locator('h1, .ask .alt').allInnerTexts();
  assert.match(`${first}`, /\p{Script=Han}/u);
  assert.doesNotMatch(`${second}`, /\p{Script=Han}/u);
  const png = await page.screenshot({ omitBackground: true });
  const corner = await page.evaluate(async base64 => {
    const bytes = Uint8Array.from(atob(base64), c => c.charCodeAt(0));
    const image = await createImageBitmap(new Blob([bytes]));
    const brush = new OffscreenCanvas(image.width, image.height).getContext('2d');
    brush?.drawImage(image, 0, 0);
    return brush?.getImageData(2, 2, 1, 1).data[3];
  }, png.toString('base64'));
  assert.equal(corner, 0);
  await page.context().close();
});

test('no page of another site shows it in a frame', async () => {
  const page = await onSite(await otherSite());
  const frame = await until('the frame was refused', () =>
    page.frames().find(one => one.url().startsWith('chrome-error:')),
  );
  assert.equal(await frame.locator('#app').count(), 0);
  await page.context().close();
  // This test is about that refusal.
  faults.length = 0;
});

test('a host revokes the addresses, in Chinese, and what is on the slide is gone', async () => {
  const other = await Host.open(await device(browser, { lang: 'zh-CN', theme: 'dark' }), server);
  await other.page.locator('.run button.item', { hasText: PILOT.zh }).click();
  const dialog = await dialogOf(other.page, '用于幻灯片或 OBS');
  const before = await dialog.locator('#address-url').inputValue();
  await dialog.getByRole('button', { name: '停用网址' }).click();
  // Escape takes back the question alone.
  const sure = dialog.getByRole('button', { name: '停用全部网址' });
  await sure.press('Escape');
  await sure.waitFor({ state: 'detached' });
  await dialog.getByRole('button', { name: '停用网址' }).click();
  await sure.click();
  await sees(dialog, '网址已停用，这是新网址。');
  await until('there is a new address', async () => {
    return (await dialog.locator('#address-url').inputValue()) !== before;
  });
  await scene.waitFor({ state: 'detached' });
  assert.equal((await slide.locator('main').innerText()).trim(), '');
  const page = await (await device(browser)).newPage();
  await page.goto(before);
  await sees(page, 'The one used here is incomplete or was revoked.');
  faults.length = 0;
});
