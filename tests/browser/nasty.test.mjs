/**
 * Text of every nasty kind stays in its box and starts nothing: a word without an end, direction overrides, piled marks, emoji
 * families and markup, in questions, names, organisations, labels, notes, replies, terms and translations, on every page.
 */
import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { accessible } from './checks/accessible.mjs';
import { layout } from './checks/layout.mjs';
import { device, faults, phoneDevice, SIZES, sees, until } from './harness/browser.mjs';
import { browser, server } from './harness/hall.mjs';
import { Moderator, openRole, Phone } from './harness/roles.mjs';
import { DEMO } from './harness/server.mjs';
import { host, stage, url } from './harness/stage.mjs';

/** @typedef {import('playwright-core').Page} Page */

/** What nasty text begins with, so that a page can be asked for it, and a text of the length that is wanted. */
/** @type {Record<string, (n: number) => string>} */
const KINDS = {
  word: n => 'Donaudampf'.repeat(40).slice(0, n),
  override: n => `Bidi \u202eabc\u202d \u2067סוף\u2066 ${'أين سوف '.repeat(40)}`.slice(0, n),
  marks: n => `Zalgo ${`e${'\u0301\u0323\u0489'.repeat(20)}`.repeat(12)}`.slice(0, n * 3),
  family: n => `Kin ${'👩‍👩‍👧‍👦'.repeat(Math.min(8, Math.floor(n / 6)))}`,
  markup: n =>
    `<img src=x onerror="window.broken=1"><script>window.broken=1</script>&amp;</p>${'<b>'.repeat(60)}`.slice(
      0,
      n,
    ),
  wide: n => '﷽'.repeat(Math.min(n, 30)),
};
const NAMES = Object.keys(KINDS);
/** @param {string} kind @param {number} n */
const nasty = (kind, n) => KINDS[kind]?.(n) ?? '';

/**
 * Sends commands on a socket of the page's own role, and returns the server's answer to each.
 * @param {Page} page
 * @param {string} role
 * @param {unknown[]} commands
 * @returns {Promise<any[]>}
 */
const send = (page, role, commands) =>
  page.evaluate(
    async ({ role, commands, code }) => {
      const socket = new WebSocket(`${location.origin.replace('http', 'ws')}/${code}/socket?role=${role}`);
      const c = Math.floor(Math.random() * 4e9);
      /** @type {any[]} */
      const answers = [];
      await new Promise((done, fail) => {
        const next = () => {
          if (answers.length === commands.length) return done(undefined);
          const n = answers.length + 1;
          socket.send(JSON.stringify({ t: 'do', c, n, cmd: commands[n - 1] }));
        };
        socket.onclose = () => fail(new Error(`the connection ended after ${JSON.stringify(answers)}`));
        socket.onmessage = ({ data }) => {
          const frame = JSON.parse(data);
          if (frame.t === 'welcome') return next();
          if (frame.t !== 'ack' && frame.t !== 'rejected') return;
          answers.push(frame.why ?? 'ack');
          next();
        };
      });
      socket.onclose = null;
      socket.close();
      return answers;
    },
    { role, commands, code: DEMO },
  );

/** @type {Moderator} */
let mod;
/** @type {Phone} */
let phone;
/** @type {Page} */
let interpreter;
/** @type {Page} */
let screen;

before(async () => {
  await stage({ session: 'Round table' });
  mod = await Moderator.open(await device(browser), server);
  phone = await Phone.open(await phoneDevice(browser, 'en'), url());
  interpreter = await openRole(await device(browser), server, 'interpreter');
  screen = await openRole(await device(browser, { size: SIZES.hd }), server, 'screen');
});

/** @param {Page} page @param {string} where @param {boolean} [projected] */
async function stays(page, where, projected = false) {
  assert.deepEqual(await layout(page, projected), [], where);
  assert.equal(await page.evaluate(() => Reflect.get(window, 'broken')), undefined, `${where} ran markup`);
}

test('each kind is asked, named, labelled, noted, answered and translated, and nothing is refused', async () => {
  await phone.ask('The first of this guest');
  // Half of them lack a language, so that interpreters have them.
  const texts = NAMES.map((kind, i) => ({
    text: nasty(kind, 280),
    lang: 'en',
    translations: i % 2 ? { 'zh-Hans': nasty(kind, 250) } : {},
    name: nasty(kind, 50),
    org: nasty(kind, 55),
  }));
  const asked = await send(
    mod.page,
    'moderator',
    texts.map(content => ({ ask_as_staff: { content } })),
  );
  assert.deepEqual(
    asked,
    NAMES.map(() => 'ack'),
  );
  const ids = NAMES.map((_, i) => i + 1);
  const labelled = await send(mod.page, 'moderator', [
    ...NAMES.map(kind => ({ make_label: { texts: { en: nasty(kind, 38) } } })),
    ...ids.map(question => ({ note: { question, text: texts[question - 1]?.text.slice(0, 280) } })),
    ...ids.map(question => ({
      reply: {
        question,
        seen: 0,
        texts: { en: texts[question - 1]?.text, 'zh-Hans': texts[question - 1]?.text },
      },
    })),
    ...NAMES.map(kind => ({
      put_term: { texts: { en: `${nasty(kind, 45)}`, 'zh-Hans': nasty(kind, 45) }, note: nasty(kind, 40) },
    })),
  ]);
  assert.deepEqual([...new Set(labelled.map(why => JSON.stringify(why)))], ['"ack"']);
});

test('the moderators’ desk keeps it in its boxes at every size, with the leaf open', async () => {
  await until('all are there', async () => (await mod.approved.locator('[data-q]').count()) >= NAMES.length);
  for (const size of [SIZES.tablet, { width: 768, height: 1024 }, SIZES.desk, SIZES.full]) {
    await mod.page.setViewportSize(size);
    await stays(mod.page, `moderators, ${size.width}`);
  }
  for (const row of await mod.approved.locator('[data-q]').all()) {
    await mod.page.setViewportSize(SIZES.desk);
    await row.locator('.txt').first().click();
    await mod.press('o');
    await mod.page.locator('.leaf').waitFor();
    for (const size of [SIZES.desk, SIZES.tablet]) {
      await mod.page.setViewportSize(size);
      await stays(mod.page, `the leaf of ${await row.getAttribute('data-q')}, ${size.width}`);
    }
    await mod.press('o');
  }
});

test('the interpreters’ desk keeps it in its boxes', async () => {
  for (const size of [SIZES.tablet, SIZES.desk, SIZES.full]) {
    await interpreter.setViewportSize(size);
    await stays(interpreter, `interpreters, ${size.width}`);
  }
  const texts = interpreter.locator('.text');
  assert.ok(await texts.count(), 'interpreters have texts');
  for (let i = 0; i < Math.min(8, await texts.count()); i++) {
    await texts.nth(i).click();
    await stays(interpreter, `interpreters, text ${i}`);
  }
});

test('the phone keeps it in its boxes', async () => {
  await sees(phone.page, 'Donaudampf');
  for (const size of [SIZES.small, SIZES.phone, SIZES.desk]) {
    await phone.page.setViewportSize(size);
    await stays(phone.page, `phone, ${size.width}`);
  }
});

test('the screen and the host’s page keep it in their boxes while it is shown', async () => {
  for (const [i, kind] of NAMES.entries()) {
    const question = i + 1;
    // One of these is the revision that it has.
    const tries = [0, 1, 2, 3].map(seen => ({ move: { question, seen, to: 'now' } }));
    const moved = await send(mod.page, 'moderator', tries);
    assert.ok(moved.includes('ack'), `${kind}: ${JSON.stringify(moved)}`);
    await until(
      'it is on the screen',
      async () => (await screen.locator('main.screen').innerText()).length > 10,
    );
    for (const size of [SIZES.hd, SIZES.full]) {
      await screen.setViewportSize(size);
      await stays(screen, `screen, ${kind}, ${size.width}`, true);
    }
    await stays(host.page, `host, ${kind}`);
    await stays(phone.page, `phone, ${kind}`);
  }
});

test('no page ran a script of it, and all of them are accessible', async () => {
  assert.deepEqual(await accessible(mod.page), []);
  assert.deepEqual(await accessible(phone.page), []);
  assert.deepEqual(faults, []);
});
