/**
 * Moments on a phone: a poll opens while the guest writes or reads, a question is sent and reaches the screen, results appear;
 * and their announcements to screen readers.
 */
import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { layout } from './checks/layout.mjs';
import { device, faults, phoneDevice, SIZES, sees, seesNot, until } from './harness/browser.mjs';
import { browser, server } from './harness/hall.mjs';
import { Host, Moderator, Phone, plain } from './harness/roles.mjs';
import { guest, host, stage } from './harness/stage.mjs';

const CODE = 'ARABEN';
const PANEL = 'Panel: which route for the tram?';
const ROUTE = 'Which route do you prefer?';
const FINAL = 'Do we start next year?';
const SEVERAL = 'What matters?';

/** @type {Moderator} */
let moderator;

await stage({ fixture: 'arabic', code: CODE, session: PANEL });

before(async () => {
  moderator = await Moderator.open(await device(browser), server, CODE);
});

/** Returns the browser's accessibility tree. @param {import('playwright-core').Page} page */
async function tree(page) {
  const line = await page.context().newCDPSession(page);
  const { nodes } = await line.send('Accessibility.getFullAXTree');
  await line.detach();
  return nodes;
}

/** Returns true if a whole element is within the window. @param {import('playwright-core').Locator} of */
const inView = of =>
  of.evaluate(el => {
    const { top, bottom } = el.getBoundingClientRect();
    return top >= 0 && bottom <= innerHeight;
  });

test('a screen reader is told once what opened, that the vote was received, that it closed and of the results', async () => {
  const phone = await guest();
  const { page } = phone;
  // Record every announcement of every live region.
  await page.evaluate(() => {
    const heard = /** @type {string[]} */ ([]);
    Object.assign(window, { heard });
    new MutationObserver(changes => {
      const regions = new Set(
        changes.map(({ target }) => {
          const el = target instanceof Element ? target : target.parentElement;
          return el?.closest('[role=status], [role=alert], [aria-live]');
        }),
      );
      for (const region of regions) {
        const text = region?.textContent?.replaceAll('\u200b', '').trim();
        if (text) heard.push(text);
      }
    }).observe(document.body, { childList: true, subtree: true, characterData: true });
  });
  const heard = () => page.evaluate(() => /** @type {any} */ (window).heard);
  const hears = (/** @type {string} */ text) =>
    until(`it is told “${text}”`, async () => (await heard()).includes(text));

  await host.openPoll(ROUTE);
  await hears(`Poll open: ${ROUTE}`);
  // The region is in the tree that screen readers read, and has this text.
  const nodes = await tree(page);
  const region = nodes.find(node => !node.ignored && node.role?.value === 'status' && node.childIds?.length);
  const said = (/** @type {any} */ node) =>
    node.role?.value === 'StaticText'
      ? node.name?.value
      : (node.childIds ?? [])
          .map((/** @type {string} */ id) => said(nodes.find(n => n.nodeId === id) ?? {}))
          .join('');
  assert.equal(said(region), `Poll open: ${ROUTE}`);

  await phone.tap('Through the port');
  await hears('Your vote was received.');
  await host.verb(/^Close(?! and)/).click();
  await hears(`Poll closed: ${ROUTE}`);
  await host.reveal();
  await hears(`Poll results: ${ROUTE}`);
  assert.deepEqual(await heard(), [
    `Poll open: ${ROUTE}`,
    'Your vote was received.',
    `Poll closed: ${ROUTE}`,
    `Poll results: ${ROUTE}`,
  ]);
  await page.context().close();
});

test('what is final is chosen with the arrows and cast with a button, and the focus stays', async () => {
  await host.openPoll(FINAL);
  const phone = await guest('en', { touch: false });
  const { page } = phone;
  await phone.showsHeadline(FINAL);
  const radio = page.getByRole('radio');
  await radio.first().focus();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowUp');
  await page.keyboard.press('ArrowDown');
  await until('the second is chosen', () => radio.nth(1).isChecked());
  assert.ok(await radio.nth(1).evaluate(el => el === document.activeElement), 'the focus is on it');
  const send = page.getByRole('button', { name: 'Send 1 choice' });
  await send.waitFor();
  await phone.acked('Choose one, then send it. A sent vote is final.');
  assert.equal(await page.getByText('Choose one, then send it.').count(), 1, 'said once');
  await sees(page, 'Not sent yet');
  // A tap only chooses; the button sends.
  await phone.option('Yes').click();
  await until('the first is chosen', () => radio.first().isChecked());
  await send.focus();
  await page.keyboard.press('Enter');
  await phone.acked('Counted.');
  assert.equal(
    await page
      .locator('.opt.on')
      .innerText()
      .then(text => text.includes('Yes')),
    true,
  );
  assert.equal(await page.getByRole('radio', { disabled: false }).count(), 0);
  assert.ok(await phone.ack.evaluate(el => el === document.activeElement), 'what became of it has the focus');
  await page.context().close();
});

test('a poll that opens while one writes is told under the head, and the draft stays', async () => {
  const phone = await guest();
  const { page } = phone;
  await phone.openAsk();
  await page.locator('#ask-text').fill('Half a question');
  await host.openPoll(SEVERAL, { limit: false });
  const strip = page.locator('.opens');
  await sees(strip, 'Poll open');
  await sees(strip, SEVERAL);
  assert.ok(await inView(strip));
  assert.equal(await page.locator('#ask-text').inputValue(), 'Half a question');
  assert.deepEqual(await layout(page, false), []);
  await strip.getByRole('button', { name: `Vote: ${SEVERAL}` }).tap();
  const title = page.locator('h1', { hasText: SEVERAL });
  await title.waitFor();
  await until('the poll is in view', () => inView(title));
  await until('the strip is gone', async () => !(await strip.count()));
  await phone.openAsk();
  assert.equal(await page.locator('#ask-text').inputValue(), 'Half a question');
  await page.context().close();
});

test('a poll that opens while one reads further down is one tap away', async () => {
  const phone = await guest('en', { size: { width: 360, height: 480 } });
  const { page } = phone;
  const strip = page.locator('.opens');
  const title = page.locator('h1', { hasText: SEVERAL });
  await title.waitFor();
  assert.equal(await strip.count(), 0, 'what is in view needs no strip');
  await page.evaluate(() => scrollTo(0, document.body.scrollHeight));
  await strip.waitFor();
  assert.ok(await inView(strip));
  await strip.getByRole('button').tap();
  await until('the poll is in view', () => inView(title));
  await page.locator('.opt').first().tap();
  await page.getByRole('button', { name: 'Send 1 choice' }).tap();
  await phone.acked('Counted.');
  await page.evaluate(() => scrollTo(0, document.body.scrollHeight));
  // A guest who voted is not bothered with that poll again, and is led to the other open one.
  await strip.getByRole('button', { name: `Vote: ${FINAL}` }).waitFor();
  await page.context().close();
});

test('marks that were not sent are kept, and the page says what counts', async () => {
  const phone = await guest();
  const { page } = phone;
  await phone.showsHeadline(SEVERAL);
  await phone.tap('Price');
  await phone.tap('Speed');
  await page.getByRole('button', { name: 'Send 2 choices' }).tap();
  await phone.acked('Counted.');
  // Nothing is marked any more, but the sent vote still counts.
  await phone.tap('Price');
  await phone.acked('Your earlier vote counts until you send again.');
  await phone.tap('Speed');
  await phone.acked('Your earlier vote counts until you send again.');
  await sees(page.locator('.foot'), '0 marked, 1 more needed');
  await phone.tap('Comfort');
  await page.reload();
  await phone.ready();
  await phone.acked('Your earlier vote counts until you send again.');
  assert.ok(await phone.option('Comfort').getByRole('checkbox').isChecked());
  const other = await guest();
  await other.tap('Comfort');
  await host.verb(/^Close(?! and)/).click();
  for (const of of [phone, other]) await of.acked('Your latest changes were not sent in time.');
  await phone.page.context().close();
  await other.page.context().close();
});

test('a question that was sent comes into view and says so; Enter in the name goes to the organisation', async () => {
  const phone = await guest();
  const { page } = phone;
  await phone.openAsk();
  await page.locator('#ask-text').fill('Who pays for it?');
  await page.locator('form .opt').tap();
  const name = page.locator('#ask-name');
  await name.fill('N'.repeat(80));
  assert.equal((await name.inputValue()).length, 60, 'a name is as long as the server takes it');
  await name.press('Enter');
  const org = page.locator('#ask-org');
  await until('the organisation is next', () => org.evaluate(el => el === document.activeElement));
  await org.fill('Residents');
  // Rows of own questions are a live region: a new row is read from its start.
  await page.evaluate(() => {
    const rows = /** @type {Set<Node>} */ (new Set());
    Object.assign(window, { rows });
    new MutationObserver(() => {
      for (const row of document.querySelectorAll('#mine > li')) rows.add(row);
    }).observe(document.body, { childList: true, subtree: true, characterData: true });
  });
  await org.press('Enter');
  const own = phone.own('Who pays for it?');
  await phone.ownIs('Who pays for it?', 'Sent, waiting for a moderator');
  assert.equal(await page.evaluate(() => /** @type {any} */ (window).rows.size), 1, 'the row is read once');
  await until('it is in view', () => inView(own));
  await moderator.row('Who pays for it?').waitFor();
  await page.context().close();
});

test('whoever is addressed is named in full, by name and organisation', async () => {
  const phone = await guest('en', { size: SIZES.small });
  const { page } = phone;
  await phone.openAsk();
  const karim = 'Karim Alaoui, Ministry of Transport';
  await page.locator('#ask-to').selectOption(karim);
  const shown = page.locator('.pick .field');
  await until('it is shown', async () => (await shown.innerText()) === karim);
  assert.ok(
    await shown.evaluate(el => el.scrollWidth <= el.clientWidth && el.scrollHeight <= el.clientHeight),
  );
  await page.locator('#ask-text').fill('Is there a budget?');
  await page.locator('form [type=submit]').tap();
  await sees(phone.own('Is there a budget?'), `For ${karim}`);
  // A phone shows its question before the server has it.
  await moderator.row('Is there a budget?').waitFor();
  await page.context().close();
});

test('one’s own question on the screen is a moment of its own, and long words widen nothing', async () => {
  const wide = 'W'.repeat(60);
  const text = `When ${wide}?`;
  const phone = await guest('en', { size: SIZES.small });
  await phone.ask(text, { name: wide, org: wide, to: 'Amina Benabdallah' });
  const reader = await guest('en', { size: SIZES.small });
  await moderator.do(text, 'Approve');
  await reader.question(text).waitFor();
  assert.deepEqual(await layout(reader.page, false), []);
  assert.deepEqual(await layout(phone.page, false), []);
  await moderator.do(text, 'On screen');
  await sees(phone.page, 'Your question is on the screen');
  const yours = phone.page.locator('.yours');
  await sees(yours, 'The hall is reading it now. It goes to Amina Benabdallah, Ministry of Transport.');
  await sees(yours, `You asked as ${wide}, ${wide}. You may raise your hand.`);
  assert.deepEqual(await layout(phone.page, false), []);
  await until('the others see it as well', async () => plain(await reader.headline()) === text);
  assert.equal(await reader.page.locator('.yours').count(), 0);
  assert.deepEqual(await layout(reader.page, false), []);
  await phone.page.context().close();
  await reader.page.context().close();
});

test('at the reveal one reads with how many others one voted', async () => {
  // An earlier guest voted Yes.
  const [phone, second, third] = await Promise.all([guest(), guest(), guest()]);
  for (const [of, answer] of /** @type {const} */ ([
    [phone, 'Yes'],
    [second, 'Yes'],
    [third, /^B\s*No/],
  ])) {
    await of.tap(answer);
    await of.page.getByRole('button', { name: 'Send 1 choice' }).tap();
    await of.page.locator('.ack', { hasText: 'Counted.' }).waitFor();
  }
  await host.choosePoll(FINAL);
  await host.reveal();
  await sees(phone.option('Yes'), 'You and 2 others');
  assert.equal(await phone.option('Yes').locator('circle').count(), 3);
  await sees(third.option(/^B\s*No/), 'your choice');
  await seesNot(phone.page, 'your choice');
  await second.page.context().close();
  await third.page.context().close();

  await moderator.do('Is there a budget?', 'Approve');
  await phone.question('Is there a budget?').waitFor();

  // With forced colours, bars, chosen options and supported questions still differ.
  const { page } = phone;
  await page.emulateMedia({ forcedColors: 'active' });
  const looks = (/** @type {string} */ path, /** @type {string} */ pseudo = '') =>
    page
      .locator(path)
      .first()
      .evaluate((el, pseudo) => {
        const { backgroundColor, borderLeftColor, borderBottomColor } = getComputedStyle(el, pseudo);
        return { ground: backgroundColor, left: borderLeftColor, bottom: borderBottomColor };
      }, pseudo);
  const won = await looks('.won .bar i');
  const lost = await looks('.opt:not(.won) .bar i');
  const track = await looks('.bar');
  assert.notEqual(won.ground, track.ground, 'a bar is seen on its track');
  assert.notEqual(lost.ground, track.ground, 'each is');
  assert.notEqual(won.ground, lost.ground, 'which won is seen');
  const arrow = await looks('.upvotes', '::before');
  assert.equal(arrow.left, 'rgba(0, 0, 0, 0)', 'the arrow is an arrow, and no block');
  assert.notEqual(arrow.bottom, arrow.left);
  await page.context().close();
});

test('with a user’s own colours what is chosen looks chosen', async () => {
  await server.import('scale');
  const scales = await Host.open(await device(browser), server, 'SCA7E2');
  await scales.start('Keynote: Organica Water');
  await scales.openPoll('How well would this technology suit your city?');
  const context = await phoneDevice(browser, 'en');
  const { page } = await Phone.open(context, `${server.origin}/SCA7E2`);
  await page.emulateMedia({ forcedColors: 'active' });
  await page.getByRole('radio').nth(3).tap();
  const ground = (/** @type {string} */ path) =>
    page
      .locator(path)
      .first()
      .evaluate(el => getComputedStyle(el).backgroundColor);
  await page.locator('.cells .on').waitFor();
  assert.notEqual(await ground('.cells .on'), await ground('.cells > :not(.on)'));
  const field = page.locator('#ask-text');
  await page.locator('#ask').tap();
  await field.focus();
  assert.notEqual(await field.evaluate(el => getComputedStyle(el).outlineStyle), 'none', 'the focus is seen');
  assert.notEqual(await ground('form .opt input:checked'), await ground('form .opt'), 'and what is ticked');
  await context.close();
});

test('no page had a fault', () => assert.deepEqual(faults, []));
