/**
 * Pictures of options: on the phone by touch and by keyboard, while they load and when they never come; on the screen with few and with
 * many options, in both themes; at the host's desk; and from right to left.
 */
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { before, test } from 'node:test';
import { accessible } from './checks/accessible.mjs';
import { layout } from './checks/layout.mjs';
import { device, faults, phoneDevice, SIZES, until } from './harness/browser.mjs';
import { browser, server } from './harness/hall.mjs';
import { landscape, pictured, ring } from './harness/pictures.mjs';
import { Host, openRole, Phone } from './harness/roles.mjs';
import { guest, host, stage, url } from './harness/stage.mjs';

/** @typedef {import('playwright-core').Page} Page */
/** @typedef {import('playwright-core').Locator} Locator */

const CODE = 'PCTRES';
const SITES = [
  ['Rooftop solar on every public building of the city', '全市所有公共建筑屋顶安装光伏'],
  ['District heating from the waste heat of data centres', '利用数据中心余热的区域供热'],
  ['Offshore wind', '海上风电'],
  ['Pumped storage in old mines', '利用废弃矿井的抽水蓄能'],
  ['Green hydrogen for steel and chemistry', '用于钢铁和化工的绿氢'],
  ['Smart grids across provinces', '跨省智能电网'],
];
const THREE = { en: 'Which site do we visit?', 'zh-Hans': '我们参观哪里？' };
const TWO = { en: 'Which of these two?', 'zh-Hans': '两者选哪个？' };
const SIX = { en: 'Which of these six?', 'zh-Hans': '六者选哪个？' };
const MANY = { en: 'Which of all these?', 'zh-Hans': '这些中选哪个？' };

/** @param {number} count @returns {import('./harness/pictures.mjs').Option[]} */
const options = count =>
  Array.from({ length: count }, (_, i) => {
    const [en = '', zh = ''] = SITES[i % SITES.length] ?? [];
    const more = i < SITES.length ? '' : ` ${i}`;
    const texts = { en: `${en}${more}`, 'zh-Hans': `${zh}${more}` };
    return [`o${i}`, texts, i === 1 ? 'pictures/ring.png' : `pictures/${i % 4}.png`];
  });

/** The second has less text than its picture is high. */
const short = options(3).filter((_, i) => i !== 1);

/** @type {Phone} */
let en;
/** @type {Page} */
let screen;

before(async () => {
  const pictures = Object.fromEntries([0, 1, 2, 3].map(n => [`pictures/${n}.png`, landscape(n)]));
  const file = await pictured(
    join(server.folder, 'pictured'),
    CODE,
    ['en', 'zh-Hans'],
    [
      {
        key: 'three',
        title: THREE,
        options: [...short, ['plain', { en: 'Neither', 'zh-Hans': '都不去' }]],
      },
      { key: 'two', title: TWO, options: options(2), lines: ['kind = "single"', 'live = "count"'] },
      { key: 'six', title: SIX, options: options(6) },
      { key: 'many', title: MANY, options: options(20) },
    ],
    { ...pictures, 'pictures/ring.png': ring() },
  );
  await server.command('event', 'import', file);
  await stage({ code: CODE, session: 'Pictures' });
  screen = await openRole(await device(browser, { size: SIZES.full }), server, 'screen', CODE);
});

/** Waits until all pictures in it are drawn, and returns how many there are. @param {Locator} images */
async function drawn(images) {
  await images.first().waitFor();
  await until('the pictures are there', () =>
    images.evaluateAll(all => all.every(img => /** @type {HTMLImageElement} */ (img).naturalWidth > 0)),
  );
  return images.count();
}

/** The places of the options on a phone. @param {Page} page */
const places = page =>
  page
    .locator('.sheet .opt')
    .evaluateAll(rows => rows.map(row => JSON.stringify(row.getBoundingClientRect())).join());

test('a phone answers before a picture is there, and nothing moves when it comes', async () => {
  await host.openPoll(THREE.en);
  const context = await phoneDevice(browser, 'en');
  /** @type {(() => void)[]} */
  const held = [];
  await context.route('**/pictures/**', async route => {
    await new Promise(resolve => held.push(() => resolve(undefined)));
    await route.continue();
  });
  // The browser's own sign of loading waits for pictures; a guest does not.
  const page = await context.newPage();
  await page.goto(url(), { waitUntil: 'domcontentloaded' });
  en = new Phone(page);
  await en.ready();
  await until('the page asks for both', () => held.length === 2);
  await en.tap('Offshore wind');
  await en.acked('Counted.');
  const early = await places(en.page);
  for (const go of held) go();
  assert.equal(await drawn(en.page.locator('.opt img')), 2);
  assert.equal(await places(en.page), early);
  // One size is for phones; a picture is decoration, and the letter beside it too.
  const images = await en.page
    .locator('.opt img')
    .evaluateAll(all => all.map(img => [img.getAttribute('alt'), img.getAttribute('src')?.split('/').pop()]));
  assert.deepEqual(images, [
    ['', 'phone'],
    ['', 'phone'],
  ]);
  assert.deepEqual(await layout(en.page, false), []);
  assert.deepEqual(await accessible(en.page), []);
});

test('a vote by keyboard, in Chinese and on paper that is dark', async () => {
  const zh = await guest('zh-CN', { theme: 'dark' });
  await zh.showsHeadline(THREE['zh-Hans']);
  await drawn(zh.page.locator('.opt img'));
  await zh.page.getByRole('radio', { name: '屋顶安装光伏' }).focus();
  await zh.page.keyboard.press('Space');
  await zh.page.locator('.opt.on', { hasText: '光伏' }).waitFor();
  assert.deepEqual(await accessible(zh.page), []);
  await zh.page.context().close();
});

test('a picture that never comes leaves the option as it is', async () => {
  const context = await phoneDevice(browser, 'en');
  await context.route('**/pictures/**', route =>
    route.fulfill({ status: 200, contentType: 'image/png', body: 'no picture' }),
  );
  const broken = await Phone.open(context, url());
  const images = broken.page.locator('.opt img');
  await until('the pictures have failed', () =>
    images.evaluateAll(
      all => all.length === 2 && all.every(img => getComputedStyle(img).visibility === 'hidden'),
    ),
  );
  assert.equal(
    await broken.page.locator('.opt .l').evaluateAll(all => all.map(l => l.textContent).join()),
    'A,B,C',
  );
  const height = (/** @type {Page} */ page) =>
    page
      .locator('.opt')
      .first()
      .evaluate(row => row.clientHeight);
  assert.equal(await height(broken.page), await height(en.page));
  await broken.tap('Neither');
  await broken.acked('Counted.');
  await context.close();
});

/** The boxes of pictures that the screen shows, in fractions of its height. */
const boxes = () =>
  screen.locator('.opts .pic:not(.none)').evaluateAll(all =>
    all
      .map(pic => pic.getBoundingClientRect())
      .filter(box => box.width > 0)
      .map(box => box.height / innerHeight),
  );

test('the screen shows pictures beside the options, open and revealed', async () => {
  await screen.locator('.opts .o').first().waitFor();
  assert.equal(await drawn(screen.locator('.opts .pic img')), 2);
  assert.equal((await boxes()).length, 2);
  assert.deepEqual(await layout(screen, true), []);
  await host.reveal();
  await screen.locator('.opts.told').waitFor();
  assert.equal((await boxes()).length, 2);
  assert.deepEqual(await layout(screen, true), []);
  await en.page.locator('.opt .bar').first().waitFor();
  assert.deepEqual(await layout(en.page, false), []);

  await host.openPoll(TWO.en);
  await screen.locator('.scene.poll.open .two').waitFor();
  await drawn(screen.locator('.opts .pic img'));
  const large = await boxes();
  assert.ok(large.length === 2 && large.every(height => height > 0.2), `${large}`);
  await host.reveal();
  await screen.locator('.scene.poll.revealed .two').waitFor();
  assert.equal((await boxes()).length, 2);
  assert.deepEqual(await layout(screen, true), []);
});

test('with more options pictures are smaller, and long options keep theirs on pages', async () => {
  await host.openPoll(SIX.en);
  await screen.locator('.scene.poll.open .many').waitFor();
  await drawn(screen.locator('.opts .pic img'));
  const six = await boxes();
  assert.ok(six.length === 6 && six.every(height => height >= 0.06), `${six}`);
  assert.deepEqual(await layout(screen, true), []);
  await host.openPoll(MANY.en);
  await screen
    .locator('.opts .o', { hasText: 'Smart grids across provinces 11' })
    .first()
    .waitFor({ state: 'attached' });
  // Long options turn on pages, where a picture takes no room from the words.
  await screen.locator('main .squares i').nth(1).waitFor();
  await drawn(screen.locator('.opts .pic:visible img'));
  const paged = await boxes();
  assert.ok(paged.length > 2 && paged.every(height => height >= 0.06), `${paged}`);
  assert.deepEqual(await layout(screen, true), []);
});

test('a host sees them small, keeps them with their options, and copies them', async () => {
  await host.choosePoll(SIX.en);
  assert.equal(await drawn(host.hand.locator('.res img')), 6);
  const sources = () =>
    host.hand.locator('.res img').evaluateAll(all => all.map(img => img.getAttribute('src')));
  const before = await sources();
  await host.verb(/^Duplicate/).click();
  await host.hand.locator('.steps [aria-current]', { hasText: 'Ready' }).waitFor();
  await until('the copy has them', async () => (await sources()).join() === before.join());
  await host.verb(/^Change/).click();
  const field = host.page.locator('.make textarea').first();
  const lines = (await field.inputValue()).split('\n');
  // The first two change places, and the third goes.
  const [title, first, second, , ...rest] = lines;
  await field.fill([title, second, first, ...rest].join('\n'));
  assert.equal(await host.page.locator('.make .preview img').count(), 5);
  await host.page.getByRole('button', { name: /^Save/ }).click();
  const [a, b, , ...others] = before;
  await until('they went with them', async () => (await sources()).join() === [b, a, ...others].join());
});

test('from right to left the picture stands at the right', async () => {
  const of = (/** @type {string} */ ar, /** @type {string} */ en) => ({ ar, en });
  const title = of('أي موقع نزور؟', 'Which site do we visit?');
  const file = await pictured(
    join(server.folder, 'arabic'),
    'ARABPC',
    ['ar', 'en'],
    [
      {
        key: 'site',
        title,
        options: [
          ['sun', of('ألواح شمسية على المباني العامة', 'Solar panels on public buildings'), 'pictures/0.png'],
          ['wind', of('طاقة الرياح البحرية', 'Offshore wind'), 'pictures/1.png'],
          ['sea', of('تخزين الطاقة', 'Storage'), 'pictures/2.png'],
        ],
      },
    ],
    Object.fromEntries([0, 1, 2].map(n => [`pictures/${n}.png`, landscape(n)])),
  );
  await server.command('event', 'import', file);
  const desk = await Host.open(await device(browser), server, 'ARABPC');
  await desk.start('Pictures');
  await desk.openPoll(title.en);
  const phone = await Phone.open(await phoneDevice(browser, 'ar'), `${server.origin}/ARABPC`);
  const wall = await openRole(await device(browser, { size: SIZES.full }), server, 'screen', 'ARABPC');
  for (const page of [phone.page, wall]) {
    assert.equal(await drawn(page.locator('.pic img')), 3);
    const sides = await page.locator('.opt, .o').evaluateAll(rows =>
      rows.map(row => {
        const x = (/** @type {string} */ of) => row.querySelector(of)?.getBoundingClientRect().x ?? 0;
        return x('.pic') > x('.w');
      }),
    );
    assert.deepEqual(sides, [true, true, true]);
    assert.deepEqual(await layout(page, page === wall), []);
  }
});

test('no page had a fault', () => assert.deepEqual(faults, []));
