/** Two moderators at two desks: they see each other's work at once, never undo it by accident, and need no mouse. */
import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { device, faults, sees, until } from './harness/browser.mjs';
import { browser, server } from './harness/hall.mjs';
import { Moderator, Phone } from './harness/roles.mjs';
import { guest } from './harness/stage.mjs';

/** @type {Phone} */
let phone;
/** @type {Moderator} */
let one;
/** @type {Moderator} */
let two;

before(async () => {
  one = await Moderator.open(await device(browser), server);
  two = await Moderator.open(await device(browser), server);
  phone = await guest();
});

/** A question that has just come in at both desks. */
async function asked(/** @type {string} */ text) {
  await phone.ask(text);
  await one.row(text).waitFor();
  await two.row(text).waitFor();
}

const lists = (/** @type {Moderator} */ desk) =>
  /** @type {const} */ ({
    waiting: desk.waiting,
    approved: desk.approved,
    next: desk.line,
    now: desk.slot,
    done: desk.done,
  });

/** Waits until a question is in a list, not as a dimmed leftover. */
const stands = (
  /** @type {Moderator} */ desk,
  /** @type {string} */ text,
  /** @type {keyof ReturnType<typeof lists>} */ where,
) => {
  const list = lists(desk)[where];
  const row =
    where === 'now' ? list.filter({ hasText: text }) : list.locator('[data-q]:not(.held)', { hasText: text });
  return row.waitFor();
};

test('each sees what the other does, and that there are two', async () => {
  const text = 'Do both desks see this?';
  await sees(one.page, '2 moderators, 1 phone');
  await asked(text);
  await one.do(text, 'Approve');
  await stands(two, text, 'approved');
  await two.do(text, 'Put next');
  await stands(one, text, 'next');
  await one.do(text, 'On screen');
  await stands(two, text, 'now');
  await two.calm();
  await two.slot.getByRole('button', { name: 'Answered' }).click();
  two.acted();
  await stands(one, text, 'done');
});

test('whoever is slower is told what happened instead, and nothing is done twice', async () => {
  const text = 'Who was faster?';
  await asked(text);
  await one.focus(text);
  await two.focus(text);
  await one.calm();
  await two.calm();
  const verb = (/** @type {Moderator} */ desk, /** @type {string} */ name) =>
    desk.row(text).getByRole('button', { name }).elementHandle();
  const approve = await verb(one, 'Approve');
  const decline = await verb(two, 'Decline');
  await decline?.click();
  const reason = await two
    .row(text)
    .locator('.reasons')
    .getByRole('button', { name: 'Off topic' })
    .elementHandle();
  // Both press at the same moment: the second press is in flight before the first one's effect arrives.
  await Promise.all([
    approve?.evaluate(el => /** @type {HTMLElement} */ (el).click()),
    reason?.evaluate(el => /** @type {HTMLElement} */ (el).click()),
  ]);
  for (const desk of [one, two]) desk.acted();
  const refused = /Somebody was faster: it is now (approved|declined)\. Nothing was done\./;
  const loser = await until('one of them is told', async () => {
    for (const desk of [one, two]) if (refused.test(await desk.foot.innerText())) return desk;
    return null;
  });
  const winner = loser === one ? two : one;
  await winner.says(winner === one ? /^Question \d+ is approved/ : /^Question \d+ is declined/);
  const place = winner === one ? 'Approved' : 'Not chosen: off topic';
  await phone.ownIs(text, place);
  // The loser's desk shows the current state, and its undo has nothing to undo.
  assert.equal(await loser.foot.getByRole('button', { name: 'Undo' }).count(), 0);
});

test('an undo takes back one’s own deed, and never what somebody did since', async () => {
  const text = 'Can it be taken back?';
  await asked(text);
  await one.do(text, 'Approve');
  await phone.ownIs(text, 'Approved');
  await one.undo();
  await phone.ownIs(text, 'Waiting for a moderator');
  await stands(two, text, 'waiting');

  await one.do(text, 'Approve');
  await stands(two, text, 'approved');
  await two.do(text, 'Put next');
  await stands(one, text, 'next');
  // The foot's message is no longer true, so it disappears together with its undo.
  await until('no undo', async () => !(await one.foot.getByRole('button', { name: 'Undo' }).count()));
  await one.press('z');
  await one.says('There is nothing to undo.');
  await phone.ownIs(text, 'Next to be answered');
});

test('a text that was edited meanwhile is not approved unread', async () => {
  const text = 'What is the price of a killowat?';
  const better = 'What is the price of a kilowatt hour?';
  await asked(text);
  await one.focus(text);
  await one.row(text).getByRole('button', { name: 'Edit' }).click();
  await two.focus(text);
  await two.row(text).getByRole('button', { name: 'Edit' }).click();
  await one.page.getByLabel('Question: English').fill(better);
  await one.calm();
  await one.page.getByRole('button', { name: 'Save and approve' }).click();
  one.acted();
  await phone.ownIs(better, 'Approved');
  await sees(two.page.getByRole('dialog'), 'Somebody changed this question meanwhile.');
  await two.page.keyboard.press('Escape');
  await two.page.getByRole('dialog').waitFor({ state: 'hidden' });
  await stands(two, better, 'approved');
});

test('what somebody moves does not shift the list under another’s hand', async () => {
  for (const text of ['Rest one?', 'Rest two?']) await asked(text);
  // The second moderator's pointer is in the list, so its order is frozen.
  await two.row('Rest two?').hover();
  const top = async () => (await two.row('Rest two?').boundingBox())?.y ?? 0;
  const at = await top();
  await one.do('Rest one?', 'Approve');
  await two.waiting.locator('.held', { hasText: 'Rest one?' }).getByText('approved').waitFor();
  const moved = Math.abs((await top()) - at);
  assert.ok(moved <= 1, `the row moved by ${moved} px`);
  await two.page.mouse.move(5, 5);
});

test('a question goes all the way by keyboard alone', async () => {
  const text = 'Can this be done without a mouse?';
  const desk = await Moderator.open(await device(browser), server);
  await phone.ask(text);
  await desk.row(text).waitFor();
  const focused = desk.page.locator('.row.focus, .slot.focus');
  const { keyboard } = desk.page;
  await keyboard.press('/');
  await keyboard.type('without a mouse');
  await keyboard.press('Enter');
  await keyboard.press('k');
  await focused.filter({ hasText: text }).waitFor();
  await desk.press('a');
  await desk.says(/^Question \d+ is approved/);
  await desk.press('z');
  await desk.says('Undone');
  await stands(desk, text, 'waiting');
  await desk.press('d');
  await desk.page.locator('.reasons').waitFor();
  await keyboard.press('2');
  await desk.says(/^Question \d+ is declined: already asked/);
  await desk.press('z');
  await desk.says('Undone');
  await stands(desk, text, 'waiting');
  await desk.press('a');
  await stands(desk, text, 'approved');
  await keyboard.press('l');
  await focused.filter({ hasText: text }).waitFor();
  await desk.press('Enter');
  await stands(desk, text, 'next');
  await keyboard.press('l');
  await keyboard.press('j');
  await focused.filter({ hasText: text }).waitFor();
  await desk.press('s');
  await stands(desk, text, 'now');
  await desk.press('w');
  await stands(desk, text, 'done');
  await phone.ownIs(text, 'Answered');
  await keyboard.press('?');
  await sees(desk.page.getByRole('dialog'), 'All keys');
  await keyboard.press('Escape');
  await desk.page.getByRole('dialog').waitFor({ state: 'hidden' });
  await desk.page.context().close();
});

test('the desk says when it has no line, and refuses verbs until it has', async () => {
  const text = 'Is this verb lost?';
  await asked(text);
  await one.focus(text);
  await server.terminate();
  await sees(one.page, /^No connection since \d\d:\d\d/);
  assert.ok(await one.row(text).getByRole('button', { name: 'Approve' }).isDisabled());
  await server.start();
  await until('the desk is back', async () => !(await one.page.locator('.strip').count()));
  await one.do(text, 'Approve');
  await stands(one, text, 'approved');
});

test('no page had a fault', () => assert.deepEqual(faults, []));
