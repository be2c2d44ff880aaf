/** The first response alone: what a guest sees, that nothing jumps when the rest arrives, and how few bytes a vote needs. */
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { request } from 'node:http';
import { test } from 'node:test';
import { gunzipSync } from 'node:zlib';
import { faults, phoneDevice } from './harness/browser.mjs';
import { browser, server } from './harness/hall.mjs';
import { DIALOGUE, Phone, PILOT, plain } from './harness/roles.mjs';
import { DEMO } from './harness/server.mjs';
import { host, stage } from './harness/stage.mjs';

/** Limit on the page in bytes, compressed as sent; it contains everything a vote needs. */
const BUDGET_BYTES = 14 * 1024;
/** A heading may settle by this much, but must not jump. */
const STILL_PX = 2;

await stage();

/** A session with a poll whose kind, with the whole programme, would not fit into the first window. */
const TSINGHUA = { en: 'Keynote: Sichuan Energy Internet Research Institute, Tsinghua University' };
const WORD = {
  en: 'In one word: what should the energy internet bring to your city?',
  zh: '请用一个词描述：您希望能源互联网给城市带来什么？',
};

const url = () => `${server.origin}/${DEMO}`;
const LANGS = /** @type {const} */ (['en', 'zh-CN']);
/** The event's short title. */
const TITLES = { en: 'Chengdu Energy Workshop', 'zh-CN': '成都能源合作研讨会' };

/**
 * Returns the place and the text of the heading on a guest's page: with the first response alone, on a line that then goes
 * silent, or with everything that comes later.
 */
async function heading(/** @type {string} */ lang, /** @type {boolean} */ alone) {
  const context = await phoneDevice(browser, lang);
  if (alone) {
    await context.route('**', route =>
      route.request().isNavigationRequest() ? route.continue() : route.abort(),
    );
    await context.routeWebSocket(/./, () => {});
  }
  const page = await context.newPage();
  await page.goto(url());
  const h1 = page.locator('h1').first();
  await (alone ? h1.waitFor() : new Phone(page).ready());
  const box = await h1.boundingBox();
  assert.ok(box, 'there is a heading');
  const seen = {
    ...box,
    text: plain(await h1.textContent()),
    title: await page.title(),
    lang: await page.evaluate(() => document.documentElement.lang),
    options: (await page.locator('.opt .w > b').allTextContents()).map(plain),
    ballot: await page.locator('.opt input:enabled').count(),
    paper: await page.evaluate(() => getComputedStyle(document.body).backgroundColor),
  };
  await context.close();
  return seen;
}

/** Checks that the first response and the complete page agree on what is on and where. */
async function agrees(/** @type {'en' | 'zh-CN'} */ lang, /** @type {string} */ text) {
  const first = await heading(lang, true);
  const then = await heading(lang, false);
  assert.ok(first.text.startsWith(text), `the first paint says “${first.text}”`);
  assert.equal(then.text, first.text);
  assert.equal(then.title, first.title);
  assert.equal(first.title, TITLES[lang]);
  assert.equal(first.lang, lang === 'en' ? 'en' : 'zh-Hans');
  assert.equal(then.paper, first.paper);
  assert.deepEqual(then.options, first.options);
  assert.equal(first.ballot, first.options.length, 'each option can be tapped');
  const moved = Math.hypot(then.x - first.x, then.y - first.y);
  assert.ok(
    moved <= STILL_PX,
    `${lang}: the heading “${text}” moves by ${moved} px (${first.y} to ${then.y})`,
  );
  assert.ok(
    Math.abs(then.height - first.height) <= STILL_PX,
    `${lang}: its height changes from ${first.height} to ${then.height}`,
  );
}

test('before the event the first paint names it, and nothing jumps', async () => {
  await agrees('en', 'U.S.-China (Chengdu)');
  await agrees('zh-CN', '中美（成都）');
});

test('during a session it names the session', async () => {
  await host.start(DIALOGUE.en);
  await agrees('en', DIALOGUE.en);
  await agrees('zh-CN', DIALOGUE.zh);
});

test('with a poll open it shows the poll and its options', async () => {
  await host.openPoll(PILOT.en);
  await agrees('en', PILOT.en);
  await agrees('zh-CN', PILOT.zh);
});

for (const lang of LANGS) {
  test(`without scripts the page says that it needs them (${lang})`, async () => {
    const context = await phoneDevice(browser, lang, { scripts: false });
    const page = await context.newPage();
    await page.goto(url());
    // Playwright does not find text in this element.
    const says = page.locator('noscript p');
    assert.ok(await says.isVisible());
    assert.match(
      await says.innerText(),
      lang === 'en' ? /^This page needs JavaScript/ : /^请在浏览器设置中启用 JavaScript/,
    );
    assert.equal(await page.title(), TITLES[lang]);
    await context.close();
  });
}

test('the page is the same however it is asked for', async () => {
  /** @param {string} method @param {Record<string, string>} headers */
  async function ask(method, headers) {
    const asked = request({ host: '127.0.0.1', port: server.port, path: `/${DEMO}`, method, headers }).end();
    const [answer] = await once(asked, 'response');
    const body = Buffer.concat(await answer.toArray());
    assert.equal(answer.headers['cache-control'], 'no-store');
    assert.equal(answer.headers.vary, 'accept-encoding, accept-language, cookie');
    return { body, headers: answer.headers };
  }
  const gzip = { 'accept-encoding': 'gzip, deflate' };
  const [plain, zipped, head] = await Promise.all([ask('GET', {}), ask('GET', gzip), ask('HEAD', gzip)]);
  assert.equal(plain.headers['content-encoding'], undefined);
  assert.equal(zipped.headers['content-encoding'], 'gzip');
  assert.ok(gunzipSync(zipped.body).equals(plain.body));
  assert.equal(head.body.length, 0);
  assert.equal(head.headers['content-length'], `${zipped.body.length}`);
});

for (const lang of LANGS) {
  test(`a guest can vote with ${BUDGET_BYTES} bytes (${lang})`, async t => {
    const context = await phoneDevice(browser, lang);
    // What a phone fetches ahead, it fetches at a moment of its own: here after the vote.
    await context.addInitScript(() => {
      Math.random = () => 0.99;
    });
    const page = await context.newPage();
    const line = await context.newCDPSession(page);
    await line.send('Network.enable');
    /** By request; `head` are the bytes of the answer's headers, counted separately. */
    /** @type {Map<string, { url: string, type: string, head: number, bytes: number }>} */
    const requests = new Map();
    line.on('Network.responseReceived', ({ requestId, response, type }) =>
      requests.set(requestId, { url: response.url, type, head: response.encodedDataLength, bytes: 0 }),
    );
    line.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
      const request = requests.get(requestId);
      if (request) request.bytes = encodedDataLength - request.head;
    });
    await page.goto(url());
    const phone = new Phone(page);
    await phone.tap('LEED');
    await phone.acked(/^(Counted|已计入)/);
    await phone.ready();

    const named = [...requests.values()].map(r => ({ ...r, name: new URL(r.url).pathname }));
    // The chunk below and over the ballot, with its texts and what it shares with the kinds of polls, comes later, and no vote
    // needs it. Everything else counts.
    const later = named.filter(r => /\/phone-(more|shared)-/.test(r.name));
    const second = later.filter(r => /\/phone-more-/.test(r.name));
    assert.equal(second.length, 2, 'the second chunk and its texts were told apart');
    const counted = named.filter(
      r => !later.includes(r) && (r.type === 'Document' || r.type === 'Script' || r.type === 'Stylesheet'),
    );
    assert.ok(
      counted.every(r => r.bytes > 0),
      'all of it was measured',
    );
    assert.deepEqual(
      counted.map(r => r.name),
      [new URL(url()).pathname],
      'the page is all that a guest waits for',
    );
    const others = named.filter(r => !later.includes(r) && !counted.includes(r) && !r.url.startsWith('ws'));
    assert.deepEqual(
      others.map(r => r.name).filter(name => !/\/join$|favicon/.test(name)),
      [],
      'a guest fetches nothing else',
    );
    const sum = counted.reduce((bytes, r) => bytes + r.bytes, 0);
    const heads = counted.reduce((bytes, r) => bytes + r.head, 0);
    const told = `${sum} bytes, and ${heads} of headers: ${counted.map(r => `${r.name} ${r.bytes}`).join(', ')}`;
    t.diagnostic(told);
    assert.ok(sum <= BUDGET_BYTES, told);
    await context.close();
  });
}

test('a kind that fills the window comes with what is on, and the rest at once over the socket', async () => {
  await host.start(TSINGHUA.en);
  await host.openPoll(WORD.en);
  await agrees('en', WORD.en);
  await agrees('zh-CN', WORD.zh);

  const context = await phoneDevice(browser, 'en');
  /** @type {() => void} */
  let connect = () => {};
  const connected = new Promise(resolve => {
    connect = () => resolve(undefined);
  });
  await context.routeWebSocket(/./, socket => {
    connected.then(() => socket.connectToServer());
  });
  const page = await context.newPage();
  await page.goto(url());
  const [agenda, said] = [page.locator('li.ag'), page.locator('.unseen')];
  // The second chunk is there, and draws no list of which a part is missing.
  await page.locator('select.lang').waitFor();
  await page.getByRole('textbox').first().waitFor();
  assert.equal(await agenda.count(), 0);
  const before = await page.locator('h1').first().boundingBox();
  connect();
  await agenda.first().waitFor();
  assert.equal(await agenda.count(), 17);
  assert.deepEqual(await page.locator('h1').first().boundingBox(), before, 'nothing moves');
  assert.equal(await said.textContent(), '', 'nothing is announced that was there before');
  await context.close();
});

test('no page had a fault', () => assert.deepEqual(faults, []));
