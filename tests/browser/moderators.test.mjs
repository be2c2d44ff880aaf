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
/** What the second desk has not been told yet; null while it is told everything at once. @type {(() => void)[] | null} */
let untold = null;

before(async () => {
  one = await Moderator.open(await device(browser), server);
  const context = await device(browser);
  await context.routeWebSocket(/\/socket/, socket => {
    const upstream = socket.connectToServer();
    upstream.onMessage(message => {
      const tell = () => socket.send(message);
      if (untold) untold.push(tell);
      else tell();
    });
  });
  two = await Moderator.open(context, server);
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
  await two.row(text).getByRole('button', { name: 'Decline' }).click();
  const reason = two.row(text).locator('.reasons').getByRole('button', { name: 'Off topic' });
  await reason.waitFor();
  // Both press at the same moment: the second press is under way before the first one's effect arrives.
  untold = [];
  await one.row(text).getByRole('button', { name: 'Approve' }).click();
  await one.says(/^Question \d+ is approved/);
  await reason.click();
  for (const desk of [one, two]) desk.acted();
  for (const tell of untold) tell();
  untold = null;
  await two.says('Somebody was faster: it is now approved. Nothing was done.');
  await phone.ownIs(text, 'Approved');
  // The loser's desk shows the current state, and its undo has nothing to undo.
  assert.equal(await two.foot.getByRole('button', { name: 'Undo' }).count(), 0);
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
  await one.says(/^Not undone: “Question \d+ is approved”. Somebody has changed it since: it is now next\./);
  await phone.ownIs(text, 'Next to be answered');
});

test('each undo takes back one act more and says which, also of one question, until nothing is left', async () => {
  const [first, second] = ['Which act was the first?', 'Which act was the second?'];
  const [english, chinese] = [
    await Moderator.open(await device(browser), server),
    await Moderator.open(await device(browser, { lang: 'zh' }), server),
  ];
  for (const text of [first, second]) await asked(text);
  const z = async (/** @type {Moderator} */ desk, /** @type {RegExp} */ said) => {
    await desk.press('z');
    await desk.says(said);
  };
  await english.do(first, 'Approve');
  await stands(english, first, 'approved');
  await english.do(first, 'Put next');
  await english.do(second, 'Approve');
  await z(english, /^Undone: “Question \d+ is approved”Undo the one before/);
  await stands(two, second, 'waiting');
  await z(english, /^Undone: “Question \d+ is next”/);
  await stands(two, first, 'approved');
  // What is left can be taken back without a key.
  await english.calm();
  await english.foot.getByRole('button', { name: 'Undo the one before' }).click();
  await english.says(/^Undone: “Question \d+ is approved”/);
  await stands(two, first, 'waiting');
  assert.equal(await english.foot.getByRole('button', { name: 'Undo' }).count(), 0);
  await z(english, /^There is nothing to undo\./);

  // A colleague's change stays, and the act before can be undone all the same.
  await chinese.do(second, '通过');
  await chinese.do(first, '通过');
  await stands(two, first, 'approved');
  await two.do(first, 'Put next');
  await stands(chinese, first, 'next');
  await z(chinese, /^未撤销：“已通过 \d+ 号”。此后已有他人更改：现为“.+”。再撤销上一步/);
  await stands(two, first, 'next');
  await z(chinese, /^已撤销：“已通过 \d+ 号”/);
  await stands(two, second, 'waiting');
  await z(chinese, /^没有可撤销的操作。/);
  await two.do(first, 'Back to approved');
  await stands(two, first, 'approved');
  for (const desk of [english, chinese]) await desk.page.context().close();
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
  // Their own text was written before: it replaces nothing that they may not have read.
  await two.page.keyboard.press('Control+Enter');
  await sees(two.page.getByRole('dialog'), 'it is now approved and was edited. Nothing was done.');
  await two.page.keyboard.press('Escape');
  await two.page.getByRole('dialog').waitFor({ state: 'hidden' });
  await stands(two, better, 'approved');
});

test('an edit of the text leaves a question with whom a colleague chose', async () => {
  const text = 'Whom is this for?';
  await asked(text);
  for (const desk of [one, two]) {
    await desk.focus(text);
    await desk.press('e');
  }
  const [mine, theirs] = [one, two].map(desk => desk.page.locator('dialog[open]'));
  assert.ok(mine && theirs);
  const whom = theirs.locator('select', { hasText: 'Emerson' });
  const emerson = whom.locator('option', { hasText: 'Emerson' }).first();
  await mine.locator('textarea').first().fill('Whom is this question for?');
  await whom.selectOption(await emerson.getAttribute('value'));
  await two.page.keyboard.press('Control+Enter');
  await theirs.waitFor({ state: 'detached' });
  await mine.locator('.tell').waitFor();
  // The first press is refused, because it came before the news was read.
  await one.page.keyboard.press('Control+Enter');
  await one.says(/Nothing was done/);
  await one.page.keyboard.press('Control+Enter');
  await mine.waitFor({ state: 'detached' });
  for (const desk of [one, two]) {
    const row = desk.approved.locator('[data-q]', { hasText: 'Whom is this question for?' });
    await row.locator('.meta', { hasText: 'Emerson' }).waitFor();
    desk.acted();
  }
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
  // The lists of what is finished, and the filters.
  const list = desk.page.locator('.done-head label.on');
  await sees(list, /^Answered/);
  await desk.press(';');
  await sees(list, /^Declined/);
  for (let presses = 0; presses < 4 && !/^Answered/.test(await list.innerText()); presses++)
    await desk.press(';');
  await sees(list, /^Answered/);
  await desk.press('Escape');
  await desk.press('-');
  await keyboard.press('Enter');
  await desk.page.locator('.filters [aria-pressed=true]').waitFor();
  await desk.press('Escape');
  await desk.page.locator('.filters [aria-pressed=true]').waitFor({ state: 'detached' });
  await keyboard.press('?');
  await sees(desk.page.getByRole('dialog'), 'All keys');
  await keyboard.press('Escape');
  await desk.page.getByRole('dialog').waitFor({ state: 'hidden' });
  await desk.page.context().close();
});

test('a wait of ten minutes is marked quietly, in the row and over the list', async () => {
  const text = 'Has this waited for long?';
  await asked(text);
  await one
    .row(text)
    .locator('.meta')
    .getByText(/^\d+ s$/)
    .waitFor();
  /** Opens a desk whose server is ahead by so many minutes: a page takes the time from the server. */
  const after = async (/** @type {number} */ minutes, /** @type {'en' | 'zh'} */ lang) => {
    const context = await device(browser, { lang });
    await context.routeWebSocket(/\/socket/, socket => {
      const there = socket.connectToServer();
      socket.onMessage(message => there.send(message));
      there.onMessage(message => {
        const frame = JSON.parse(String(message));
        if (typeof frame.now === 'number') frame.now += minutes * 60_000;
        socket.send(JSON.stringify(frame));
      });
    });
    const desk = await Moderator.open(context, server);
    return { desk, wait: desk.row(text).locator('.meta'), head: desk.waiting.locator('h2').locator('..') };
  };
  const soon = await after(9, 'en');
  await soon.wait.getByText('9 min').waitFor();
  assert.equal(await soon.wait.locator('.long').count(), 0);
  assert.doesNotMatch(await soon.head.innerText(), /over 10 min/);
  const late = await after(10, 'en');
  await late.wait.locator('.long', { hasText: '10 min' }).waitFor();
  await sees(late.head, /, \d over 10 min/);
  // A mark and no alarm: the row is as tall as before.
  const height = async (/** @type {Moderator} */ desk) => (await desk.row(text).boundingBox())?.height;
  assert.equal(await height(late.desk), await height(soon.desk));
  const chinese = await after(10, 'zh');
  await chinese.wait.locator('.long', { hasText: '10 分钟' }).waitFor();
  await sees(chinese.head, /条已等 10 分钟以上/);
  for (const { desk } of [soon, late, chinese]) await desk.page.context().close();
  await one.do(text, 'Approve');
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
