/**
 * What no desk of ours sends, from desks whose commands are changed on their way: a merge with itself or in a circle, a row that
 * somebody else has changed, one label too many, a translation of words that are no longer there. Each is refused in words, in English
 * and in Chinese, changes nothing, and the next command counts.
 */
import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { device, faults, sees, until } from './harness/browser.mjs';
import { browser, server } from './harness/hall.mjs';
import { openRole, Phone } from './harness/roles.mjs';
import { guest, stage } from './harness/stage.mjs';

/** @typedef {import('playwright-core').Page} Page */
/** @typedef {{ page: Page, revs: Map<number, number>, star(): Promise<void>, instead(cmd: unknown): void, inject(cmd: unknown): Promise<void> }} Meddled */

const ONE = 'Who pays for the heat pumps?';
const TWO = 'Who finances the heat pumps?';
const THREE = 'When do they come?';
/** As the server numbers them. */
const [ID_ONE, ID_TWO] = [0, 1];
const LABELS_MAX = 40;

/** Opens a desk whose next command can be another one, and which sends commands besides. @param {string} role @param {string} lang @returns {Promise<Meddled>} */
async function meddled(role, lang) {
  const context = await device(browser, { lang, size: { width: 1366, height: 768 } });
  /** @type {unknown} */
  let other;
  const client = Math.floor(Math.random() * 2 ** 31);
  let n = 0;
  let answered = 0;
  /** The last press of a verb: the desk takes the next one a third of a second later. */
  let pressed_at = 0;
  /** The revisions of questions, as this desk was told them. @type {Map<number, number>} */
  const revs = new Map();
  /** @type {import('playwright-core').WebSocketRoute | undefined} */
  let server_side;
  await context.routeWebSocket(/\/socket/, socket => {
    const there = socket.connectToServer();
    server_side = there;
    there.onMessage(message => {
      const frame = JSON.parse(String(message));
      for (const item of frame.items ?? frame.set ?? [])
        if (item.k === 'question') revs.set(item.id, item.desk?.rev ?? 0);
      if (frame.c === client) answered = frame.n;
      else socket.send(message);
    });
    socket.onMessage(message => {
      const frame = JSON.parse(String(message));
      if (!other || frame.t !== 'do') return there.send(message);
      there.send(JSON.stringify({ ...frame, cmd: other }));
      other = undefined;
    });
  });
  const page = await openRole(context, server, role);
  await page.locator('.desk').waitFor();
  return {
    page,
    revs,
    async star() {
      await until('the desk takes the next verb', () => Date.now() - pressed_at > 400);
      pressed_at = Date.now();
      await page.keyboard.press('v');
    },
    instead: cmd => {
      other = cmd;
    },
    async inject(cmd) {
      n += 1;
      server_side?.send(JSON.stringify({ t: 'do', c: client, n, cmd }));
      await until('it is answered', () => answered === n);
    },
  };
}

/** @type {{ en: Meddled, zh: Meddled }} */
let desks;
/** @type {{ en: Meddled, zh: Meddled }} */
let interpreters;
/** @type {Phone} */
let phone;

await stage();

before(async () => {
  desks = { en: await meddled('moderator', 'en'), zh: await meddled('moderator', 'zh-CN') };
  interpreters = { en: await meddled('interpreter', 'en'), zh: await meddled('interpreter', 'zh-CN') };
  phone = await guest();
  for (const text of [ONE, TWO, THREE]) await phone.ask(text);
  await desks.en.page.locator('[data-q]', { hasText: THREE }).waitFor();
});

const rev = (/** @type {Meddled} */ desk, /** @type {number} */ id) => desk.revs.get(id) ?? 0;
/** Presses the key of a star, and sends something else. @param {Meddled} desk @param {unknown} cmd */
async function send(desk, cmd) {
  const row = desk.page.locator('[data-q]', { hasText: THREE });
  await row.locator('.txt, .say').first().click();
  desk.instead(cmd);
  await desk.star();
}
/** @param {Meddled} desk @param {unknown} cmd @param {string} says */
async function refused(desk, cmd, says) {
  await send(desk, cmd);
  await sees(desk.page.locator('footer.keys'), says);
  // The next one counts.
  await desk.star();
  await sees(desk.page.locator('footer.keys'), /has a star|加星标/);
  await desk.star();
}

test('a merge with itself, and one in a circle', async () => {
  for (const [lang, itself, circle] of /** @type {const} */ ([
    [
      'en',
      'A question cannot be merged with itself.',
      'The other question is merged with another. Choose another one.',
    ],
    ['zh', '提问不能与自身合并。', '对方提问现为“已并入其他提问”，请另选一条。'],
  ])) {
    const desk = desks[lang];
    await refused(desk, { merge: { question: ID_ONE, seen: rev(desk, ID_ONE), into: ID_ONE } }, itself);
    if (lang === 'en') {
      await desk.inject({ approve: { question: ID_ONE, seen: rev(desk, ID_ONE) } });
      await desk.inject({ merge: { question: ID_TWO, seen: rev(desk, ID_TWO), into: ID_ONE } });
    }
    await until('it is merged', () => rev(desk, ID_TWO) > 1 && rev(desk, ID_ONE) > 1);
    await refused(desk, { merge: { question: ID_ONE, seen: rev(desk, ID_ONE), into: ID_TWO } }, circle);
  }
  assert.equal(
    await desks.en.page.locator('.col-approved [data-q]', { hasText: TWO }).count(),
    1,
    'both texts stand in one row',
  );
});

test('two people in one row: whoever is slower is told what it is now', async () => {
  for (const [lang, says] of /** @type {const} */ ([
    ['en', 'Somebody was faster: it is now approved. Nothing was done.'],
    ['zh', '已有他人先行处理：该提问现为“已通过”。您的操作未执行。'],
  ])) {
    const desk = desks[lang];
    await refused(desk, { decline: { question: ID_ONE, seen: 1, reason: 'off_topic' } }, says);
  }
});

test('one label too many', async () => {
  for (let i = 0; i <= LABELS_MAX; i++)
    await desks.en.inject({ make_label: { texts: { en: `Label ${i}` } } });
  await refused(
    desks.en,
    { make_label: { texts: { en: 'One more' } } },
    `An event can have ${LABELS_MAX} labels. Remove one first.`,
  );
  await refused(
    desks.zh,
    { make_label: { texts: { en: 'One more' } } },
    `每个活动最多 ${LABELS_MAX} 个标签，请先删除一个。`,
  );
});

test('a step back that is not there', async () => {
  for (const [lang, gone] of /** @type {const} */ ([
    ['en', 'It no longer exists.'],
    ['zh', '该内容已不存在。'],
  ])) {
    const desk = desks[lang];
    await refused(desk, { back_to: { question: ID_ONE, seen: rev(desk, ID_ONE), step: 99 } }, gone);
  }
});

test('a translation of words that are no longer there keeps what was written', async () => {
  for (const [lang, says] of /** @type {const} */ ([
    ['en', 'The original has changed meanwhile. Read it again: your text is kept.'],
    ['zh', '原文刚刚改过，请重新阅读。您写的译文已保留。'],
  ])) {
    const { page, instead } = interpreters[lang];
    await page.locator('.text', { hasText: ONE }).click();
    const field = page.locator('.hand textarea').first();
    await field.fill('热泵由谁付费？');
    instead({
      translate: { of: { question: ID_ONE }, original: 'Who paid?', lang: 'zh-Hans', text: '谁付了？' },
    });
    await field.press('Control+Enter');
    await sees(page.locator('footer.keys'), says);
    assert.equal(await field.inputValue(), '热泵由谁付费？');
    if (lang === 'en') await field.press('Escape');
    else {
      await field.press('Control+Enter');
      await until('it is saved', async () => !(await page.locator('.text', { hasText: ONE }).count()));
    }
  }
});

test('no page had a fault', () => assert.deepEqual(faults, []));
