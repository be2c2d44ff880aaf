/**
 * The lower third as a video mixer gets it: plates over a clear ground at 1080p and 2160p, in Chromium's transparent screenshots. It shows
 * who has the floor, the question or the poll on the screen and, if its link says so, captions, and nothing else at any time.
 */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { device, SIZES, sees, until } from './harness/browser.mjs';
import { browser, server } from './harness/hall.mjs';
import { HELP, Moderator, openRole, plain, ROUND_TABLE } from './harness/roles.mjs';
import { guest, host, stage } from './harness/stage.mjs';

await stage({ session: ROUND_TABLE.en });
const chair = await openRole(await device(browser), server, 'chair');

/** @typedef {import('playwright-core').Page} Page */

/** Opens the lower third as it is copied on the host's page. */
async function lower(options = '', /** @type {Parameters<typeof device>[1]} */ of = { size: SIZES.full }) {
  const page = await (await device(browser, of)).newPage();
  await page.goto(`${(await server.link('screen')).replace('/screen#', '/lower#')}${options}`);
  await page.locator('main.lower .plates').waitFor({ state: 'attached' });
  return page;
}

/** The picture that a mixer gets: how much of it is covered, and in which part of it (shares of its width and height). */
async function picture(/** @type {Page} */ page) {
  await page.evaluate(() => Promise.allSettled(document.getAnimations().map(one => one.finished)));
  const png = await page.screenshot({ omitBackground: true });
  return page.evaluate(async base64 => {
    const bytes = Uint8Array.from(atob(base64), c => c.charCodeAt(0));
    const image = await createImageBitmap(new Blob([bytes]));
    const canvas = new OffscreenCanvas(image.width, image.height);
    const brush = canvas.getContext('2d');
    brush?.drawImage(image, 0, 0);
    const { data } = brush?.getImageData(0, 0, image.width, image.height) ?? { data: [] };
    let [left, top, right, bottom, covered] = [1, 1, 0, 0, 0];
    for (let i = 3; i < data.length; i += 4) {
      if (!data[i]) continue;
      const at = (i - 3) / 4;
      const [x, y] = [(at % image.width) / image.width, Math.floor(at / image.width) / image.height];
      covered++;
      [left, top, right, bottom] = [
        Math.min(left, x),
        Math.min(top, y),
        Math.max(right, x),
        Math.max(bottom, y),
      ];
    }
    return {
      size: [image.width, image.height],
      covered: covered / (data.length / 4),
      left,
      top,
      right,
      bottom,
    };
  }, png.toString('base64'));
}

/** Nothing is outside the title-safe nine tenths. */
function isSafe(/** @type {Awaited<ReturnType<typeof picture>>} */ p) {
  assert.ok(p.left >= 0.045 && p.right <= 0.955 && p.top >= 0.045 && p.bottom <= 0.955, JSON.stringify(p));
}

const hall = await lower();

test('without a speaker and a question the whole picture is clear', async () => {
  assert.equal((await picture(hall)).covered, 0);
});

test('who has the floor stands at the lower left in both languages', async () => {
  await chair.locator('.plate-verb', { hasText: 'Emerson' }).waitFor();
  await chair.keyboard.press('2');
  await sees(hall.locator('.who:not(.gone)'), 'Emerson');
  await sees(hall.locator('.who:not(.gone)'), '艾默生');
  const shown = await picture(hall);
  assert.deepEqual(shown.size, [1920, 1080]);
  assert.ok(shown.covered > 0.01 && shown.covered < 0.2, JSON.stringify(shown));
  assert.ok(shown.top > 0.6 && shown.right < 0.7, JSON.stringify(shown));
  isSafe(shown);
});

test('the link sets place and size, and 2160p is the same picture with twice the dots', async () => {
  const small = await picture(hall);
  const large = await lower('', { size: SIZES.uhd });
  await sees(large.locator('.who'), 'Emerson');
  const uhd = await picture(large);
  assert.deepEqual(uhd.size, [3840, 2160]);
  for (const side of /** @type {const} */ (['left', 'top', 'right', 'bottom']))
    assert.ok(Math.abs(uhd[side] - small[side]) < 0.01, `${side}: ${JSON.stringify([small, uhd])}`);

  const other = await lower('&at=top-right&size=1.4&lang=zh');
  await sees(other.locator('.who .name .main'), '艾默生');
  const moved = await picture(other);
  assert.ok(moved.top < 0.06 && moved.right > 0.94 && moved.left > 0.3, JSON.stringify(moved));
  assert.ok(moved.covered > small.covered * 1.5, 'it is larger');
  isSafe(moved);
});

test('the question on the screen stands beside the speaker, however long, and only once it is approved', async () => {
  const phone = await guest();
  const text =
    'How did your projects keep heating running, who paid for what, and what would you do otherwise? '.repeat(
      3,
    );
  await phone.ask(text.trim(), { name: undefined });
  const moderator = await Moderator.open(await device(browser), server);
  await moderator.do(text.trim(), 'Approve');
  assert.equal(await hall.locator('.ask:not(.gone)').count(), 0, 'an approved question is not on yet');
  await moderator.do(text.trim(), 'On screen');
  await until('the question', async () =>
    plain(await hall.locator('main').innerText()).includes('who paid for what'),
  );
  const shown = await picture(hall);
  isSafe(shown);
  assert.ok(shown.top > 0.45, 'it leaves the upper half to the camera');
  const clipped = await hall.locator('.plates').evaluate(el => el.scrollHeight > el.clientHeight + 4);
  assert.equal(clipped, false);
});

test('an open poll stands there by its title, and once it is revealed with the answers that lead', async () => {
  const ask = hall.locator('.ask:not(.gone)');
  await host.openPoll(HELP.en);
  await sees(ask, HELP.en);
  assert.equal(await ask.locator('li').count(), 0);
  const phone = await guest();
  await phone.showsHeadline(HELP.en);
  const answer = phone.page.locator('.opt').nth(1);
  const [text = ''] = plain(await answer.locator('.w').first().innerText()).split('\n');
  await answer.tap();
  await phone.page.locator('.opt').nth(2).tap();
  await phone.page.getByRole('button', { name: 'Send 2 choices' }).tap();
  await phone.acked(/Counted/);
  assert.equal(await ask.locator('li').count(), 0, 'an open poll has no result');
  // The screen counts in for 0.9 s, and its winner stands out 0.8 s later: the air does not tell it before.
  const at = Date.now();
  await host.reveal();
  await ask.locator('.leads').waitFor();
  assert.ok(Date.now() - at >= 1700, `${Date.now() - at} ms`);
  await sees(ask.locator('.leads'), '100%');
  assert.equal(plain(await ask.locator('.whole-of').innerText()).trim(), '1 = 100%');
  await sees(ask.locator('.leads'), text);
  assert.equal(await ask.locator('li').count(), 2, 'nobody leads without a vote');
  const shown = await picture(hall);
  isSafe(shown);
  assert.ok(shown.top > 0.45, 'it leaves the upper half to the camera');
  assert.equal(await hall.locator('.who:not(.gone)').count(), 1, 'the speaker stays beside it');
});

test('captions stand below the plates where the link asks for them, and are not on the other', async () => {
  const captioner = await openRole(await device(browser), server, 'captioner');
  const withLines = await lower('&captions=on');
  const before = await withLines.locator('.plates').boundingBox();
  const english = captioner.getByRole('textbox', { name: 'Line in English' });
  await english.fill('With river water at 7 °C in winter, the heat pumps still reach a COP of 4.2.');
  await english.press('Enter');
  const chinese = captioner.getByRole('textbox', { name: /Chinese|中文/ });
  await chinese.fill('江水源热泵冬季进水 7 ℃，能效比仍达 4.2。');
  await chinese.press('Enter');
  await sees(withLines.locator('.lines'), 'heat pumps still reach');
  await until('the Chinese line', async () =>
    plain(await withLines.locator('.lines').innerText()).includes('江水源热泵'),
  );
  isSafe(await picture(withLines));
  assert.deepEqual(await withLines.locator('.plates').boundingBox(), before, 'no line moves the plates');
  assert.equal(await hall.locator('.lines').count(), 0);
});

test('after the thanks nobody is named, and after the session nothing is left of it', async () => {
  await hall.locator('.who:not(.gone)').waitFor();
  await chair.keyboard.press('0');
  await hall.locator('.who.gone').waitFor({ state: 'attached' });
  await hall.locator('.ask:not(.gone)').waitFor();
  await host.choose(ROUND_TABLE.en);
  await host.verb(/^End/).click();
  await host.verb('End it').click();
  await until('the picture is clear', async () => (await picture(hall)).covered === 0);
  assert.equal(await hall.locator('.who:not(.gone), .ask:not(.gone)').count(), 0);
  await host.start(ROUND_TABLE.en);
  await chair.locator('.plate-verb', { hasText: 'Emerson' }).waitFor();
  await chair.keyboard.press('2');
  await hall.locator('.who:not(.gone)').waitFor();
});

test('without a connection nobody is named for long, and all are again when it is back', async () => {
  const page = await (await device(browser, { size: SIZES.full })).newPage();
  /** @type {import('playwright-core').WebSocketRoute[]} */
  let sockets = [];
  let isCut = false;
  await page.routeWebSocket(/\/socket/, route => {
    if (isCut) return void route.close();
    route.connectToServer();
    sockets.push(route);
  });
  await page.goto((await server.link('screen')).replace('/screen#', '/lower#'));
  const who = page.locator('.who:not(.gone)');
  await who.waitFor();
  isCut = true;
  await Promise.all(sockets.map(socket => socket.close()));
  await who.waitFor({ state: 'detached' });
  isCut = false;
  sockets = [];
  await who.waitFor();
  await page.context().close();
});

test('a black screen is a clear picture, and so is one whose link was revoked', async () => {
  const captioner = await openRole(await device(browser), server, 'captioner');
  const withLines = await lower('&captions=on');
  await withLines.locator('.who:not(.gone)').waitFor();
  await host.show('Black');
  await until('nothing is left', async () => (await picture(hall)).covered === 0);
  const english = captioner.getByRole('textbox', { name: 'Line in English' });
  await captioner.getByRole('button', { name: 'Take over' }).first().click();
  await english.fill('Spoken in the dark.');
  await english.press('Enter');
  await sees(captioner.locator('main'), 'Spoken in the dark.');
  assert.equal((await picture(withLines)).covered, 0, 'no line stands on black');
  await host.show('Automatic');
  await sees(withLines.locator('.lines'), 'Spoken in the dark.');
  await hall.locator('.who:not(.gone)').waitFor();
  await host.page.locator('.link-role', { hasText: 'Screen' }).getByRole('button').click();
  const link = host.page.locator('.one-link', { hasText: 'Lower third' }).locator('input');
  assert.match(await link.inputValue(), /\/lower#[\w-]+$/);
  await host.page.locator('.one-link').getByRole('button', { name: 'Revoke: Screen' }).click();
  await host.page.getByRole('button', { name: 'Revoke it' }).click();
  await until('the picture is clear', async () => (await picture(hall)).covered === 0);
  // Whoever sets it up reads why it is empty.
  await hall.reload();
  await hall.locator('.setup').waitFor();
});
