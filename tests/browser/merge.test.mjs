/**
 * A moderator makes one question of several that ask the same, across languages, by keyboard alone; the guests see it as one, in their own
 * words, and what became of theirs. Then what colleagues mark, the reply in writing, a question by staff, and the leaf.
 */
import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { layout } from './checks/layout.mjs';
import { device, faults, SIZES, sees, until } from './harness/browser.mjs';
import { browser, server } from './harness/hall.mjs';
import { Moderator, openRole, Phone } from './harness/roles.mjs';
import { guest, stage } from './harness/stage.mjs';

/** @type {Moderator} */
let desk;
/** @type {Phone} */
let ann;
/** @type {Phone} */
let li;
/** @type {Phone} */
let other;

const EN = 'How can a small city finance retrofits?';
const ZH = '小城市怎样为改造融资？';
const BETTER = 'How can a small city finance green retrofits?';

before(async () => {
  await stage();
  desk = await Moderator.open(await device(browser), server);
  ann = await guest();
  li = await guest('zh-CN');
  other = await guest();
  await ann.ask(EN);
  await li.ask(ZH, { name: '李薇', org: '四川大学' });
  for (const text of [EN, ZH]) {
    await desk.waiting.locator('[data-q]', { hasText: text }).waitFor();
    await desk.do(text, 'Approve');
    await desk.approved.locator('[data-q]', { hasText: text }).waitFor();
  }
});

const leaf = () => desk.page.locator('.leaf');
const support = (/** @type {Phone} */ phone, /** @type {string} */ text) =>
  phone.question(text).locator('.upvotes');

test('two questions become one by M, the texts stay, and each guest counts once', async () => {
  await support(other, EN).tap();
  await support(other, ZH).tap();
  await until('both are supported', async () => (await support(other, ZH).innerText()) === '1');
  await desk.focus(ZH);
  await desk.press('m');
  const dialog = desk.page.getByRole('dialog');
  await dialog.waitFor();
  await desk.page.keyboard.type('retrofits');
  await dialog.locator('label.on', { hasText: EN }).waitFor();
  await desk.page.keyboard.press('Enter');
  await dialog.waitFor({ state: 'detached' });
  await desk.says(/^Question \d+ is merged into \d+/);
  const row = desk.approved.locator('[data-q]', { hasText: EN });
  await row.locator('.brace', { hasText: ZH }).waitFor();
  // Two who asked and one who supports both: 2 + 2 guests, and one of them counts once.
  await until('each counts once', async () => (await row.locator('.sup [aria-hidden]').innerText()) === '3');
  assert.deepEqual(await row.locator('.sup-part').allInnerTexts(), ['2', '2']);
  assert.equal(await desk.approved.locator('[data-q]').count(), 1);

  await other.question(EN).getByText(ZH).waitFor();
  await other.question(EN).getByText('Asked 2 times · Asked by 李薇，四川大学').waitFor();
  await row.locator('.brace', { hasText: '李薇，四川大学' }).waitFor();
  assert.equal(await support(other, EN).getAttribute('aria-pressed'), 'true');
  await li.ownIs(ZH, '已与其他提问合并 · 已通过');
  await sees(li.own(ZH), EN);
  // It is the guest's own now, so there is nothing to press.
  await li.question(ZH).locator('span.upvotes').waitFor();
});

test('undo gives back both, and I splits again', async () => {
  await desk.undo();
  await until('there are two again', async () => (await desk.approved.locator('[data-q]').count()) === 2);
  await li.ownIs(ZH, '已通过');
  await desk.focus(ZH);
  await desk.press('m');
  await desk.page.getByRole('dialog').locator('label.on', { hasText: EN }).waitFor();
  await desk.page.keyboard.press('Enter');
  await desk.approved.locator('[data-q]', { hasText: EN }).locator('.brace').waitFor();
  await desk.focus(EN);
  await desk.press('i');
  await desk.says(/^Question \d+ stands alone again/);
  await until('there are two', async () => (await desk.approved.locator('[data-q]').count()) === 2);
  assert.equal(await support(other, ZH).getAttribute('aria-pressed'), 'true');
});

test('a question that leads nowhere is refused with words', async () => {
  await desk.focus(ZH);
  await desk.press('m');
  const dialog = desk.page.getByRole('dialog');
  await dialog.locator('input[type=search]').fill('nothing like this');
  await dialog.getByText('No question matches the filter.').waitFor();
  await desk.page.keyboard.press('Escape');
  await dialog.waitFor({ state: 'detached' });
});

test('the leaf has the notes, labels, the reply and what happened, each by its key', async () => {
  await desk.focus(EN);
  await desk.press('o');
  await leaf()
    .locator('h2', { hasText: /^Question \d+/ })
    .waitFor();
  await leaf().locator('.steps li', { hasText: 'was split off' }).first().waitFor();
  await desk.press('f');
  await desk.page.keyboard.type('The city’s bureau is in row 3.');
  await desk.page.keyboard.press('Enter');
  await leaf().locator('.notes li', { hasText: 'row 3' }).waitFor();
  await desk.page.keyboard.press('Escape');
  await desk.press('b');
  const dialog = desk.page.getByRole('dialog');
  await dialog.waitFor();
  await desk.page.keyboard.type('financing');
  await desk.page.keyboard.press('Enter');
  await dialog.locator('input:checked').waitFor();
  await desk.page.keyboard.press('Escape');
  await dialog.waitFor({ state: 'detached' });
  await desk.approved
    .locator('[data-q]', { hasText: EN })
    .locator('.chip', { hasText: 'financing' })
    .waitFor();
  await desk.press('v');
  await desk.says(/has a star$/);
  await desk.press('0');
  await desk.says(/is pinned on the desks$/);

  await desk.press('y');
  await desk.page.keyboard.type('In August, with the');
  // Another question is looked up meanwhile, and the leaf is closed: the half of a reply stays with its question.
  await desk.page.keyboard.press('Escape');
  await desk.press('f');
  await desk.page.keyboard.type('Half a note');
  await desk.page.keyboard.press('Escape');
  await desk.focus(ZH);
  await until('no draft of another', async () => !(await leaf().locator('#leaf-reply').inputValue()));
  assert.equal(await leaf().locator('#leaf-note').inputValue(), '');
  await desk.press('o');
  await leaf().waitFor({ state: 'detached' });
  await desk.focus(EN);
  await desk.press('o');
  assert.equal(await leaf().locator('#leaf-note').inputValue(), 'Half a note');
  await leaf().locator('#leaf-note').fill('');
  await desk.page.keyboard.press('Escape');
  await desk.press('y');
  await desk.page.keyboard.press('End');
  await desk.page.keyboard.type(' link.');
  await desk.page.keyboard.press('Control+Enter');
  await other.question(EN).locator('.reply', { hasText: 'In August' }).waitFor();
  await sees(ann.own(EN), 'In August, with the link.');
  // Nothing of what colleagues mark reaches a phone.
  const page = await other.page.content();
  for (const secret of ['row 3', 'financing', '★']) assert.ok(!page.includes(secret), secret);
  await desk.page.keyboard.press('Escape');
  await desk.press('Shift+Y');
  await other.question(EN).locator('.reply').waitFor({ state: 'detached' });
  await desk.undo();
  await other.question(EN).locator('.reply').waitFor();
});

test('a moderator’s edit is told to the guest, and the desk keeps what was asked', async () => {
  await desk.focus(EN);
  await desk.press('e');
  await desk.page.getByLabel('Question: English').fill(BETTER);
  await desk.page.keyboard.press('Control+Enter');
  await ann.own(BETTER).getByText('A moderator edited your text.').waitFor();
  await desk.focus(BETTER);
  await leaf().getByText(EN, { exact: true }).waitFor();
  // A line of the history takes it back, and the undo of that is one step.
  await leaf()
    .getByRole('button', { name: /^Back to here/ })
    .first()
    .click();
  await desk.says('stands as it did before');
  await ann.own(EN).waitFor();
  if (process.env.LOOK) await desk.page.screenshot({ path: `${process.env.LOOK}/leaf-back.png` });
  await desk.undo();
  await ann.own(BETTER).getByText('A moderator edited your text.').waitFor();
  await desk.press('o');
  await leaf().waitFor({ state: 'detached' });
});

test('the focus goes with a question that goes back in its history', async () => {
  const [one, two] = ['Who pays for the pipes?', 'Who pays for the pumps?'];
  for (const text of [one, two]) {
    await other.ask(text);
    await desk.waiting.locator('[data-q]', { hasText: text }).waitFor();
    await desk.do(text, 'Approve');
    await desk.approved.locator('[data-q]', { hasText: text }).waitFor();
    await desk.do(text, 'Put next');
    await desk.line.locator('[data-q]', { hasText: text }).waitFor();
  }
  await desk.focus(one);
  await desk.press('o');
  await leaf().getByText(one, { exact: true }).waitFor();
  await leaf()
    .getByRole('button', { name: /^Back to here/ })
    .first()
    .click();
  await desk.says('stands as it did before');
  await desk.approved.locator('[data-q][aria-current="true"]', { hasText: one }).waitFor();
  await leaf().getByText(one, { exact: true }).waitFor();
  await desk.undo();
  await desk.press('o');
  await leaf().waitFor({ state: 'detached' });
  for (const text of [one, two]) {
    await desk.line.locator('[data-q]', { hasText: text }).waitFor();
    await desk.focus(text);
    await desk.press('x');
  }
});

test('a question by staff is approved at once, and everybody sees whose it is', async () => {
  await desk.press('+');
  const dialog = desk.page.getByRole('dialog');
  await dialog.waitFor();
  await desk.page.keyboard.type('What should we try first?');
  await desk.page.keyboard.press('Control+Enter');
  await dialog.waitFor({ state: 'detached' });
  await other.question('What should we try first?').getByText('From the moderators').waitFor();
  await desk.approved
    .locator('[data-q]', { hasText: 'try first' })
    .getByText('from the moderators')
    .waitFor();
  await desk.undo();
  await other.question('What should we try first?').waitFor({ state: 'detached' });
});

test('guests see gently that theirs is next, also in the words of a merged one', async () => {
  const comes = (/** @type {Phone} */ phone) => phone.page.locator('.comes');
  await desk.focus(ZH);
  await desk.press('m');
  const dialog = desk.page.getByRole('dialog');
  await dialog.waitFor();
  await desk.page.keyboard.type('green retrofits');
  await dialog.locator('label.on', { hasText: BETTER }).waitFor();
  await desk.page.keyboard.press('Enter');
  await desk.row(BETTER).locator('.brace').waitFor();
  await desk.focus(BETTER);
  await desk.press('Enter');
  await comes(ann).getByText(BETTER).waitFor();
  await comes(li).getByText(ZH).waitFor();
  await comes(li).getByText('下一个就是您的提问').waitFor();
  await other.question(BETTER).locator('.st', { hasText: 'Next' }).waitFor();
  assert.equal(await comes(other).count(), 0);
  await desk.undo();
  await comes(ann).waitFor({ state: 'detached' });
  await comes(li).waitFor({ state: 'detached' });
});

test('the same desk in Chinese, by keyboard', async () => {
  const { page } = desk;
  const zh = await Moderator.open(await device(browser, { lang: 'zh-CN' }), server);
  await zh.focus(BETTER);
  await zh.press('o');
  await zh.page.locator('.leaf h2', { hasText: '提问' }).waitFor();
  await zh.page.locator('.leaf .steps li', { hasText: '并入' }).first().waitFor();
  await zh.page.locator('.leaf', { hasText: '观众看不到' }).waitFor();
  await zh.press('i');
  await zh.says('已拆开');
  await li.ownIs(ZH, /^已通过$/);
  await zh.press('z');
  await li.ownIs(ZH, '已与其他提问合并 · 已通过');
  await zh.press('d');
  await zh.page.locator('.reasons').waitFor();
  await zh.press('Escape');
  // What one desk has done, the other one sees.
  await page.locator('.col-approved .brace', { hasText: ZH }).waitFor();
  await zh.page.context().close();
});

test('a tablet has all of it under the finger', async () => {
  const tablet = await device(browser, { size: SIZES.tablet, touch: true });
  const touch = await Moderator.open(tablet, server);
  const button = (/** @type {string | RegExp} */ name) =>
    touch.page.locator('.leaf').getByRole('button', { name });
  await touch.page
    .locator('.tabs')
    .getByText(/^Approved/)
    .tap();
  await touch.row(BETTER).locator('.txt, .say').first().tap();
  await touch.row(BETTER).getByRole('button', { name: 'Open' }).tap();
  await button(/^Star/).tap();
  await touch.says(/has no star$/);
  await touch.calm();
  await button(/^Split \d+ again/).tap();
  await touch.says(/stands alone again/);
  await touch.calm();
  await button('Close').tap();
  await touch.page.locator('.leaf').waitFor({ state: 'detached' });
  await touch.undo();
  await touch.row(BETTER).locator('.brace').waitFor();
  await tablet.close();
});

test('on the screen stands who asked, also in the words of the other language', async () => {
  const screen = await openRole(await device(browser, { size: SIZES.full }), server, 'screen');
  await desk.do(BETTER, 'On screen');
  await sees(screen.locator('.now'), ZH);
  await sees(screen.locator('.who'), 'Asked by 李薇 四川大学');
  assert.deepEqual(await layout(screen, true), []);
  await screen.close();
  await desk.undo();
  await ann.ownIs(BETTER, 'Approved');
  await desk.calm();
});

test('whoever is declined reads the reason, merged or not', async () => {
  await desk.focus(BETTER);
  await desk.press('d');
  await desk.press('2');
  // In the words that the guest wrote, and not in those of a moderator.
  await ann.ownIs(EN, /^Not chosen: /);
  await li.ownIs(ZH, '未采用');
  assert.deepEqual(faults, []);
});
