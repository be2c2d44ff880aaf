/** What a guest gets before any script has run, that nothing jumps when it has, and how few bytes it takes to vote. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { device, faults, launch, phoneDevice } from './harness/browser.mjs';
import { DIALOGUE, Host, Phone, PILOT, plain } from './harness/roles.mjs';
import { DEMO, startServer } from './harness/server.mjs';

/** The most bytes of page (styles and snapshot are in it), script and texts, compressed as they are sent, to a first vote. */
const BUDGET_BYTES = 14 * 1024;
/** A heading may settle by a hair, and not jump. */
const STILL_PX = 2;

/** @type {import('./harness/server.mjs').Server} */
let server;
/** @type {import('playwright-core').Browser} */
let browser;
/** @type {Host} */
let host;

before(async () => {
  server = await startServer();
  browser = await launch();
  host = await Host.open(await device(browser), server);
});

after(async () => {
  await browser?.close();
  await server?.stop();
});

const url = () => `${server.origin}/${DEMO}`;
const LANGS = /** @type {const} */ (['en', 'zh-CN']);

/** Where the heading stands on the page of a guest, with or without scripts, and what it says. */
async function heading(/** @type {string} */ lang, /** @type {boolean} */ scripts) {
  const context = await phoneDevice(browser, lang, { scripts });
  const page = await context.newPage();
  await page.goto(url());
  if (scripts) await new Phone(page).ready();
  const h1 = page.locator('h1').first();
  const box = await h1.boundingBox();
  assert.ok(box, 'there is a heading');
  const seen = {
    ...box,
    text: plain(await h1.textContent()),
    title: await page.title(),
    options: (await page.locator('.opt .w > b').allTextContents()).map(plain),
    paper: await page.evaluate(() => getComputedStyle(document.body).backgroundColor),
  };
  await context.close();
  return seen;
}

/** The first paint and the page of the script agree on what is on and where it stands. */
async function agrees(/** @type {string} */ lang, /** @type {string} */ text) {
  const first = await heading(lang, false);
  const then = await heading(lang, true);
  assert.ok(first.text.startsWith(text), `the first paint says “${first.text}”`);
  assert.equal(then.text, first.text);
  assert.equal(then.title, first.title);
  assert.equal(then.paper, first.paper);
  assert.deepEqual(then.options, first.options);
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
  test(`a guest can vote with ${BUDGET_BYTES} bytes (${lang})`, async t => {
    const context = await phoneDevice(browser, lang);
    const page = await context.newPage();
    const line = await context.newCDPSession(page);
    await line.send('Network.enable');
    /** By request; `head` are the bytes of the answer's headers, which are told apart. */
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
    // What is below and over the ballot comes later, and nobody needs it to vote: its chunk and its texts. The rest counts.
    const later = named.filter(r => /\/phone-more-/.test(r.name));
    assert.ok(later.length === 2, 'the second chunk and its texts were told apart');
    const counted = named.filter(
      r => !later.includes(r) && (r.type === 'Document' || r.type === 'Script' || r.type === 'Stylesheet'),
    );
    assert.ok(
      counted.every(r => r.bytes > 0),
      'all of it was measured',
    );
    assert.equal(counted.filter(r => r.type === 'Document').length, 1);
    assert.equal(
      counted.filter(r => /\/phone-/.test(r.name)).length,
      2,
      'the script, and the texts of one language',
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

test('no page had a fault', () => assert.deepEqual(faults, []));
