/**
 * How guests ask: what a session lets them do, what they see before a moderator has read it, similar questions, edits, reports, and
 * what goes over into the next session.
 */
import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { device, SIZES, sees, seesNot, until } from './harness/browser.mjs';
import { browser, server } from './harness/hall.mjs';
import { DIALOGUE, Moderator, openRole, plain, ROUND_TABLE } from './harness/roles.mjs';
import { guest, host, stage } from './harness/stage.mjs';

/** @type {import('./harness/roles.mjs').Phone} */
let ann;
/** @type {import('./harness/roles.mjs').Phone} */
let bob;
/** @type {import('./harness/roles.mjs').Moderator} */
let moderator;
/** @type {import('playwright-core').Page} */
let screen;

await stage({ session: DIALOGUE.en });

before(async () => {
  moderator = await Moderator.open(await device(browser), server);
  screen = await openRole(await device(browser, { size: SIZES.full }), server, 'screen');
  ann = await guest();
  bob = await guest();
  await host.hand.locator('.settings summary').click();
});

/** Sets one of the session's rows. @param {string} row @param {string} to */
async function set(row, to) {
  const choice = host.hand.locator('.settings').getByRole('group', { name: row });
  await choice.getByText(to, { exact: true }).click();
  await choice.locator('label.on', { hasText: to }).waitFor();
}

const picture = async () => plain(await screen.locator('main.screen').innerText());

test('what is published at once is on phones, and on the screen only once it is approved', async () => {
  await host.show('Top questions');
  await set('Phones show a question', 'at once');
  await sees(host.hand, /The screen shows approved ones only, always/);
  await ann.openAsk();
  await sees(ann.page, /Others see it on their phones at once/);
  await ann.page.locator('#ask-text').fill('Who pays for the solar panels?');
  await ann.page.locator('form [type=submit]').tap();
  await ann.ownIs('solar panels', 'Others can see it. A moderator has not read it yet');
  await bob.question('solar panels').getByText('not yet read by a moderator').waitFor();
  await bob.question('solar panels').locator('button.upvotes').tap();
  await moderator.row('solar panels').getByText('on phones, unread').waitFor();
  // Another question passes the screen meanwhile, so it had its chance to show the first one.
  await ann.ask('How long does the retrofit take?');
  await moderator.do('retrofit', 'Approve');
  await until('the approved one on the screen', async () => (await picture()).includes('retrofit'));
  assert.ok(!(await picture()).includes('solar'), 'the screen shows what nobody has read');
  await moderator.do('solar panels', 'Approve');
  await until('both on the screen', async () => (await picture()).includes('solar'));
  await set('Phones show a question', 'once approved');
});

test('a guest who types what others asked supports it with one tap', async () => {
  await bob.openAsk();
  await bob.page.locator('#ask-text').fill('How long will the retro');
  await sees(bob.page, 'Somebody asked something like this. Support it instead?');
  const similar = bob.page.locator('#similar li', { hasText: 'How long does the retrofit take?' });
  await similar.locator('button.upvotes').tap();
  await similar.getByText('You support it. There is no need to ask again.').waitFor();
  await bob.page.locator('#ask-text').fill('');
  await bob.page.getByRole('button', { name: 'Cancel' }).tap();
  await bob.question('retrofit').locator('[aria-pressed="true"]').waitFor();
  await until(
    'one supporter',
    async () => (await ann.own('retrofit').locator('.upvotes').innerText()) === '1',
  );
});

test('what waits is in no answer to a guest who types', async () => {
  await ann.ask('Is the budget of the ministry secret?');
  await moderator.row('ministry').waitFor();
  await bob.openAsk();
  const answer = bob.page.waitForResponse(response => response.url().endsWith('/similar'));
  await bob.page.locator('#ask-text').fill('Is the budget of the ministry');
  assert.deepEqual(await (await answer).json(), []);
  await bob.page.locator('#ask-text').fill('');
  await bob.page.getByRole('button', { name: 'Cancel' }).tap();
});

test('an author changes what waits, and the moderator who saw the old text is told', async () => {
  const chinese = await Moderator.open(await device(browser, { lang: 'zh' }), server);
  await chinese.row('ministry').waitFor();
  await moderator.focus('ministry');
  await moderator.calm();
  // The button is already down when the text changes under it.
  await moderator.row('ministry').getByRole('button', { name: 'Approve' }).hover();
  await moderator.page.mouse.down();
  // Ann has begun another question. It waits for her meanwhile.
  await ann.openAsk();
  await ann.page.locator('#ask-text').fill('And the county?');
  await ann.page.getByRole('button', { name: 'Cancel' }).tap();
  await ann.own('ministry').getByRole('button', { name: 'Change' }).tap();
  await ann.page.getByRole('heading', { name: 'Change your question' }).waitFor();
  await ann.page.locator('#ask-text').fill('Is the budget of the city public?');
  await ann.page.locator('form [type=submit]').tap();
  await ann.own('of the city').waitFor();
  await moderator.row('of the city').getByText('changed by the asker').waitFor();
  await chinese.row('of the city').getByText('提问者改过').waitFor();
  assert.equal(await moderator.row('ministry').count(), 0);
  await moderator.page.mouse.up();
  moderator.acted();
  await moderator.says(/^Question \d+: It has just changed\. Nothing was done: read it, then decide\./);
  await sees(ann.own('of the city'), 'Waiting for a moderator');
  await chinese.page.context().close();
  await moderator.do('of the city', 'Approve');
  await moderator.says(/^Question \d+ is approved/);
  await ann.ownIs('of the city', 'Approved');
  assert.equal(await ann.own('of the city').getByRole('button', { name: 'Change' }).count(), 0);
  await ann.page.reload();
  await ann.openAsk();
  assert.equal(await ann.page.locator('#ask-text').inputValue(), 'And the county?');
  await ann.page.locator('#ask-text').fill('');
  await ann.page.getByRole('button', { name: 'Cancel' }).tap();
});

test('moderators see what is similar, and how many reported a question', async () => {
  await bob.ask('How long does a retrofit take?');
  await moderator
    .row('does a retrofit')
    .locator('.tag.like', { hasText: /^similar to \d+$/ })
    .waitFor();
  await moderator.decline('does a retrofit', 'Already asked');
  await bob.question('of the city').getByRole('button', { name: 'Report' }).tap();
  await bob
    .question('of the city')
    .getByRole('button', { name: /^Tap again to report/ })
    .tap();
  await bob.question('of the city').getByText('you reported it').waitFor();
  await moderator.row('of the city').getByText('1 report').waitFor();
  // Among thousands it is found by one press.
  const filter = moderator.page.getByRole('button', { name: /^reported 1/ });
  await filter.click();
  await until('the others are away', async () => (await moderator.page.locator('[data-q]').count()) === 1);
  await moderator.row('of the city').waitFor();
  await filter.click();
  // It hides nothing.
  const carl = await guest();
  await carl.question('of the city').waitFor();
  // Who has looked at it settles it, for all desks.
  const chinese = await Moderator.open(await device(browser, { lang: 'zh' }), server);
  await chinese.row('of the city').getByText('举报 1 次', { exact: true }).waitFor();
  await moderator.focus('of the city');
  await moderator.press('u');
  await moderator.says(/^Question \d+: 1 report looked at/);
  await moderator.row('of the city').getByText('1 report looked at').waitFor();
  await filter.waitFor({ state: 'detached' });
  await chinese.row('of the city').getByText('举报 1 次，已看过').waitFor();
  await moderator.press('z');
  await moderator.row('of the city').getByText('1 report', { exact: true }).waitFor();
  await chinese.do('of the city', '举报已看过');
  await chinese.says(/^已看过 \d+ 号的 1 次举报/);
  // One that comes later is open, also where the question is on the screen, and it is settled there.
  await carl.question('of the city').getByRole('button', { name: 'Report' }).tap();
  await carl
    .question('of the city')
    .getByRole('button', { name: /^Tap again to report/ })
    .tap();
  await moderator.row('of the city').getByText('1 report', { exact: true }).waitFor();
  await moderator.do('of the city', 'On screen');
  await moderator.slot.getByText('1 report', { exact: true }).waitFor();
  if (process.env.LOOK) {
    await moderator.page.screenshot({ path: `${process.env.LOOK}/reports-en.png` });
    await chinese.page.screenshot({ path: `${process.env.LOOK}/reports-zh.png` });
  }
  await moderator.calm();
  await moderator.slot.getByRole('button', { name: 'Reports looked at' }).click();
  moderator.acted();
  await moderator.slot.getByText('2 reports looked at').waitFor();
  await moderator.calm();
  await moderator.slot.getByRole('button', { name: 'Take down' }).click();
  moderator.acted();
  await moderator.approved.locator('[data-q]', { hasText: 'of the city' }).waitFor();
  for (const page of [chinese.page, carl.page]) await page.context().close();
});

test('guests see how many questions wait, were answered, and were declined and why', async () => {
  await ann.ask('One more?');
  await sees(bob.page, '1 waiting for a moderator, 0 answered. 1 not chosen: already asked 1.');
});

test('a tap goes to the row that was under the finger when it came down', async () => {
  const { page } = bob;
  const row = page.locator('#questions li', { hasText: 'of the city' });
  const button = row.locator('button.upvotes');
  await button.scrollIntoViewIfNeeded();
  const box = await button.boundingBox();
  assert.ok(box);
  const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
  assert.equal(await button.getAttribute('aria-pressed'), 'false');
  await page.mouse.move(x, y);
  await page.mouse.down();
  // The list moves under the finger, by the height of a row.
  await page.evaluate(() => {
    const space = document.createElement('div');
    space.id = 'moved';
    space.style.height = '90px';
    document.querySelector('#questions')?.before(space);
  });
  await page.mouse.up();
  await row.locator('[aria-pressed="true"]').waitFor();
  assert.equal(
    await page.locator('#questions [aria-pressed="true"]').count(),
    3,
    'no other row took the tap',
  );
  await page.evaluate(() => document.querySelector('#moved')?.remove());
  // A finger that moves on does not tap.
  await page.mouse.move(x, y);
  await page.mouse.down();
  await page.mouse.move(x, y - 60);
  await page.mouse.up();
  assert.equal(await button.getAttribute('aria-pressed'), 'true');
});

test('a calm list keeps its order until the guest asks for the new one', async () => {
  await set('The list on phones', 'calm: moves when asked');
  const texts = () => ann.page.locator('#questions li').allInnerTexts();
  const carl = await guest();
  await carl.page.locator('#questions li').first().waitFor();
  const first = await ann.page.locator('#questions li').first().innerText();
  await carl.ask('Which heat pump is quiet?');
  await moderator.do('heat pump', 'Approve');
  const fresh = ann.page.locator('#reorder', { hasText: 'Show 1 new, in the new order' });
  await fresh.waitFor();
  assert.ok((await texts()).every(text => !text.includes('heat pump')));
  assert.equal(await ann.page.locator('#questions li').first().innerText(), first);
  await fresh.tap();
  await ann.question('heat pump').waitFor();
  await set('The list on phones', 'moves by itself');
});

test('a session can ask for names, take few questions of each guest, and no support', async () => {
  await set('Who asks', 'name and organisation');
  await set('Questions per guest', '5');
  const dora = await guest();
  await dora.openAsk();
  await sees(dora.page, /a question needs a name and an organisation/);
  await sees(dora.page, 'You can ask 5 questions in this session.');
  await dora.page.locator('#ask-text').fill('Who am I?');
  const send = dora.page.locator('form [type=submit]');
  assert.ok(await send.isDisabled());
  await dora.page.locator('#ask-name').fill('Dora');
  await dora.page.locator('#ask-org').fill('A city');
  await send.tap();
  await dora.own('Who am I?').waitFor();
  await moderator.row('Who am I?').getByText('Dora, A city').waitFor();
  await set('Questions per guest', '1');
  await dora.openAsk();
  await sees(dora.page, /as many questions as each guest can ask in this session: 1/);
  await dora.page.getByRole('button', { name: 'Cancel' }).tap();
  await set('Support', 'off');
  await until('no upvote buttons', async () => !(await dora.page.locator('button.upvotes').count()));
  await set('Support', 'on');
  await set('Who asks', 'anonymous allowed');
  await set('Questions per guest', 'no limit');
  await host.hand
    .getByRole('group', { name: 'Audience questions' })
    .getByText('closed', { exact: true })
    .click();
  await sees(dora.page, 'No more questions are taken in this session.');
  assert.equal(await dora.page.locator('#ask').count(), 0);
  await host.foot.getByRole('button', { name: 'Undo' }).click();
  await dora.page.locator('#ask').waitFor();
});

test('the author whose question is next gets a gentle sign', async () => {
  await moderator.do('retrofit take', 'Put next');
  await ann.page.locator('.comes', { hasText: 'Your question comes next' }).waitFor();
  await seesNot(bob.page, 'Your question comes next');
  await moderator.do('retrofit take', 'Back to approved');
  await until('no sign', async () => !(await ann.page.locator('.comes').count()));
});

test('the host picks what goes over into the next session; the rest is archived, and comes back with an undo', async () => {
  await host.choose(ROUND_TABLE.en);
  await host.verb('Start…').click();
  await host.hand.getByText('picked', { exact: true }).click();
  await host.hand.locator('.carry label', { hasText: 'of the city' }).locator('input').check();
  await host.verb('Start it').click();
  await host.page.locator('.run .show.here', { hasText: ROUND_TABLE.en }).waitFor();
  await bob.page.getByRole('button', { name: /earlier questions?$/ }).waitFor();
  assert.equal(await bob.page.locator('#questions li').count(), 1);
  await bob.question('of the city').waitFor();
  await ann.ownIs('retrofit take', 'Not answered, put away with its session');
  await bob.page.getByRole('button', { name: /earlier questions?$/ }).tap();
  await bob.page.locator('#earlier li', { hasText: 'retrofit take' }).waitFor();
  assert.equal(await bob.page.locator('#earlier button.upvotes').count(), 0);
  await moderator.page.getByText(/^Archived \d+$/).click();
  await moderator.done.getByText('How long does the retrofit take?').waitFor();

  await host.foot.getByRole('button', { name: 'Undo' }).click();
  await host.page.locator('.run .show.here', { hasText: DIALOGUE.en }).waitFor();
  await bob.question('retrofit take').locator('button.upvotes').waitFor();
  await ann.ownIs('retrofit take', 'Approved');
});
