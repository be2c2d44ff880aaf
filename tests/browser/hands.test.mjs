/**
 * Hands that were counted in the room: a host enters them, added to the phones' votes or instead of them, and every page says which.
 */
import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { accessible } from './checks/accessible.mjs';
import { layout } from './checks/layout.mjs';
import { device, faults, SIZES, sees, seesNot, until } from './harness/browser.mjs';
import { browser, server } from './harness/hall.mjs';
import { openRole, Phone } from './harness/roles.mjs';
import { guest, host, stage } from './harness/stage.mjs';

const CODE = 'HAND22';
const GROUP = 'The workshop proposes a liaison group on city energy.';
const SEVERAL = 'Which fields?';

/** @type {Phone} */
let phone;
/** @type {import('playwright-core').Page} */
let screen;

await stage({ fixture: 'hands', code: CODE, session: 'Dialogue: Sustainable Urban Development' });

before(async () => {
  await host.openPoll(GROUP);
  phone = await guest();
  screen = await openRole(await device(browser, { size: SIZES.full }), server, 'screen', CODE);
  await phone.tap('Against');
  await phone.acked('Counted.');
});

const room = () => host.hand.locator('.room-count');
const number = (/** @type {string} */ letter) => room().getByLabel(`Hands for ${letter}`);

test('a host enters the hands by keys, and they are added to the phones and told apart', async () => {
  await room().locator('summary').focus();
  await host.page.keyboard.press('Enter');
  await number('A').fill('46');
  await room().getByRole('button', { name: 'One more for A' }).press('Enter');
  await number('B').fill('12');
  await number('C').fill('5');
  await sees(room(), '64 counted, 63 more than phones are connected.');
  await room().getByRole('button', { name: 'Enter the count' }).press('Enter');
  await sees(room(), 'Hands counted in the room: 64 hands and 1 vote from a phone');
  await sees(host.foot, 'The count in the room is entered');
  await host.page.locator('.results .res', { hasText: 'Against' }).filter({ hasText: '13' }).waitFor();
  await sees(screen, '64');
  await sees(screen, 'from phones');
});

test('an undo takes the count out, and it can count instead of the phones', async () => {
  await host.page.keyboard.press('z');
  await until(
    'the count is gone',
    async () => (await room().innerText()).trim() === 'Hands counted in the room',
  );
  await room().locator('summary').click();
  for (const [letter, n] of [
    ['A', '47'],
    ['B', '12'],
    ['C', '5'],
  ])
    await number(letter).fill(n);
  await room().getByText('instead of the phones').click();
  await room().getByRole('button', { name: 'Enter the count' }).click();
  await sees(room(), '64 hands instead of 1 vote from a phone');
  assert.deepEqual(await accessible(host.page), []);
});

test('the reveal draws the hands in fives, and says who entered them', async () => {
  await host.reveal();
  await screen.locator('.raised .five').first().waitFor();
  const rows = await screen.locator('.raised li').all();
  const read = await Promise.all(
    rows.map(async row => [await row.locator('.num').innerText(), await row.locator('.five').count()]),
  );
  assert.deepEqual(read, [
    ['47', 10],
    ['12', 3],
    ['5', 1],
  ]);
  // The last of them is begun: two strokes of five.
  assert.equal(
    await screen.locator('.raised li').first().locator('path').last().getAttribute('d'),
    'M2 2H18M10.5 2V18',
  );
  await sees(screen, 'Counted in the room, entered by the host');
  await sees(screen, '= 5');
  await sees(phone.page, '64 counted in the room. They count instead of 1 from phones.');
  // Raised hands are not other guests, and this guest's own vote does not count.
  await sees(phone.page, 'your choice');
  await seesNot(phone.page, 'You and');
  // On the air too, hands are no votes from phones.
  const lower = await (await device(browser, { size: SIZES.full })).newPage();
  await lower.goto((await server.link('screen', CODE)).replace('/screen#', '/lower#'));
  await sees(lower.locator('.ask'), '64 hands counted in the room, without phones');
  await sees(lower.locator('.ask'), '现场清点举手 64，不含手机投票');
  // After the reveal the count stands.
  assert.equal(await room().locator('input').count(), 0);
  for (const page of [phone.page, screen]) {
    assert.deepEqual(await accessible(page), []);
    assert.deepEqual(await layout(page, page === screen), []);
  }
  const exported = await host.page.evaluate(async () => (await fetch('/HAND22/export.json')).json());
  const [poll] = exported.polls;
  assert.deepEqual(poll.hands, { what: 'hands', instead: true, counts: [47, 12, 5] });
  assert.deepEqual([poll.ballots, poll.tally], [1, { choice: [47, 12, 5] }]);
});

test('a count stays told apart when the next round begins', async () => {
  await sees(host.hand, '64 hands alone, without votes from phones');
  await host.verb('Open round 2').click();
  await host.step('Open');
  // Until then its list is the result of the first round.
  await sees(phone.page, 'Round 2');
  await phone.tap('For');
  await phone.acked('Counted.');
  await host.reveal();
  await sees(host.hand.locator('.earlier'), '64 hands alone, without votes from phones');
  await sees(phone.page.locator('.beside'), /Round 1 64 votes, 64 of them counted in the room/);
});

test('where voters may choose several, nobody can count hands', async () => {
  await host.openPoll(SEVERAL);
  await host.hand.locator('.turnout').waitFor();
  assert.equal(await room().count(), 0);
});

test('no page had a fault', () => assert.deepEqual(faults, []));
