/**
 * Polls that the host makes during the event: from one pasted field in two languages, with what is wrong at its line; a quick
 * pulse in one tap; a change of words while guests vote; a copy, a removal and the undo of each; and the exported event file.
 */
import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { accessible } from './checks/accessible.mjs';
import { layout } from './checks/layout.mjs';
import { device, faults, SIZES, sees, seesNot, until } from './harness/browser.mjs';
import { browser, server } from './harness/hall.mjs';
import { Host, OPENING, openRole, Phone, plain } from './harness/roles.mjs';
import { DEMO } from './harness/server.mjs';
import { guest, host, stage } from './harness/stage.mjs';

/** @type {import('playwright-core').Page} */
let screen;
/** @type {Phone} */
let phone;

await stage({ session: OPENING.en });

before(async () => {
  screen = await openRole(await device(browser, { size: SIZES.full }), server, 'screen');
  phone = await guest('zh-CN');
});

const dialog = () => host.page.getByRole('dialog');
const field = () => dialog().getByLabel('Question and options');
const row = (/** @type {string} */ title) => host.page.locator('.run button.item', { hasText: title });
const shows = (/** @type {string} */ text) =>
  until(`“${text}” on the screen`, async () =>
    plain(await screen.locator('main.screen').innerText()).includes(text),
  );
const undo = () => host.foot.getByRole('button', { name: 'Undo' }).click();

test('a pasted question becomes a poll, and what is wrong is told at its line', async () => {
  await host.page.keyboard.press('n');
  await field().fill(
    'Which energy first? / 先用哪种能源？\n1. Solar / 太阳能\n\n2. Wind / 风能\n3. solar / 日光',
  );
  await sees(dialog(), 'Wind');
  assert.deepEqual(await accessible(host.page), []);
  assert.deepEqual(await layout(host.page, false), []);
  await dialog().getByRole('button', { name: 'Make and open' }).click();
  await sees(dialog(), 'Line 5: this looks the same as an earlier option.');
  const marked = await field().evaluate(el => {
    const { value, selectionStart, selectionEnd } = /** @type {HTMLTextAreaElement} */ (el);
    return value.slice(selectionStart, selectionEnd);
  });
  assert.equal(marked, '3. solar / 日光');
  await host.page.keyboard.type('3. Water');
  await host.page.keyboard.press('Control+Enter');
  await host.step('Open');
  await host.hand.getByRole('heading', { name: 'Which energy first?' }).waitFor();
  await phone.showsHeadline('先用哪种能源？');
  await phone.tap('风能');
  await phone.acked('已计入');
  await shows('Which energy first?');
});

test('more options than a poll can have are refused while one writes', async () => {
  await host.page.keyboard.press('n');
  await field().fill(['Which?', ...Array.from({ length: 21 }, (_, i) => `Option ${i + 1}`)].join('\n'));
  await sees(dialog(), 'A poll has at most 20 options.');
  await host.page.keyboard.press('Escape');
});

test('a title in Chinese alone lacks the language of the event', async () => {
  await host.page.keyboard.press('n');
  await field().fill('先用哪种能源？\n太阳能\n风能');
  await host.page.keyboard.press('Control+Enter');
  await sees(dialog(), 'Line 1: the text in English is missing.');
  await field().fill('One option / 一个选项\nSolar');
  await sees(dialog(), 'One option is not enough');
  await host.page.keyboard.press('Escape');
  await dialog().waitFor({ state: 'detached' });
});

test('while guests vote, its words can change and its meaning cannot', async () => {
  await host.verb('Change…').click();
  assert.equal(
    await field().inputValue(),
    'Which energy first? / 先用哪种能源？\nSolar / 太阳能\nWind / 风能\nWater',
  );
  // What cannot change is not offered, and the dialog says why.
  assert.ok(await dialog().getByRole('combobox').first().isDisabled());
  assert.ok(await dialog().getByRole('radio', { name: 'abstain' }).isDisabled());
  await sees(dialog(), 'Its words and settings can change');
  assert.ok(await dialog().getByLabel('Votes can be changed').isEnabled());
  assert.deepEqual(await accessible(host.page), []);
  await field().fill('Which energy first? / 先用哪种能源？\nSolar / 太阳能\nWind / 风能');
  await host.page.keyboard.press('Control+Enter');
  await sees(dialog(), 'its options can be reworded, but not added, removed or moved');
  await field().fill('Which energy now? / 现在先用哪种？\nSun / 太阳能\nWind / 风能\nWater / 水能');
  await host.page.keyboard.press('Control+Enter');
  await dialog().waitFor({ state: 'detached' });
  await phone.showsHeadline('现在先用哪种？');
  await phone.page.locator('label.opt.on', { hasText: '风能' }).waitFor();
  await undo();
  await phone.showsHeadline('先用哪种能源？');
});

test('a dialog that was open does not turn a colleague’s change back unawares', async () => {
  const colleague = await Host.open(await device(browser, { size: SIZES.desk }), server);
  const its = colleague.page.getByRole('dialog');
  const live = (/** @type {Host} */ of) => of.hand.getByRole('group', { name: 'Bars while open' });
  const chosen = (/** @type {Host} */ of) => live(of).locator('label.on');
  await colleague.choosePoll('Which energy first?');
  await host.verb('Change…').click();
  await live(colleague).getByText('everywhere').click();
  await sees(chosen(colleague), 'everywhere');
  await colleague.verb('Change…').click();
  const options = 'Solar / 太阳能\nWind / 风能\nWater';
  await its.getByLabel('Question and options').fill(`Which energy now? / 现在先用哪种？\n${options}`);
  await colleague.page.keyboard.press('Control+Enter');
  await its.waitFor({ state: 'detached' });
  await row('Which energy now?').waitFor();
  await field().fill(`Which energy first? / 先用哪种能源？\n${options}`);
  await host.page.keyboard.press('Control+Enter');
  await sees(dialog(), 'Somebody else has changed it meanwhile.');
  await phone.showsHeadline('现在先用哪种？');
  await host.page.keyboard.press('Control+Enter');
  await dialog().waitFor({ state: 'detached' });
  await phone.showsHeadline('先用哪种能源？');
  // Who sees the bars was not said in this dialog.
  await sees(chosen(host), 'everywhere');
  await colleague.page.context().close();
});

test('a copy is empty and can be removed and brought back', async () => {
  await host.verb('Duplicate').click();
  await host.step('Ready');
  assert.equal(await row('Which energy first?').count(), 2);
  // Before it opens, everything can change.
  await host.verb('Change…').click();
  assert.ok(await dialog().getByRole('combobox').first().isEnabled());
  assert.ok(await dialog().getByRole('radio', { name: 'abstain' }).isEnabled());
  await seesNot(dialog(), 'Its words and settings can change');
  await host.page.keyboard.press('Escape');
  await host.verb('Remove').click();
  await until('one is left', async () => (await row('Which energy first?').count()) === 1);
  await undo();
  await until('both are there', async () => (await row('Which energy first?').count()) === 2);
  await row('Which energy first?').first().click();
  await host.step('Open');
  assert.ok(await host.verb('Remove').isDisabled(), 'it has a vote');
});

test('without options, a scale is made and kept for later', async () => {
  await host.page.keyboard.press('n');
  await field().fill('How useful was it? / 收获如何？');
  await dialog().getByRole('combobox').first().selectOption('Scale, 1 to 10');
  await dialog().getByRole('button', { name: 'Make, open later' }).click();
  await host.hand.getByRole('heading', { name: 'How useful was it?' }).waitFor();
  await host.step('Ready');
  await sees(host.hand, 'Scale, 1 to 10');
});

test('a rating with votes can still change its look, and nothing else of its kind', async () => {
  await host.page.keyboard.press('n');
  await field().fill('How was the visit? / 参观如何？');
  await dialog().getByRole('combobox').first().selectOption('Scale, 1 to 5');
  await dialog()
    .getByRole('button', { name: /^Make and open/ })
    .click();
  await host.step('Open');
  await phone.showsHeadline('参观如何？');
  await phone.page.locator('.cells label').nth(3).tap();
  await host.hand.locator('.turnout', { hasText: '1 voter' }).waitFor();
  await host.verb('Change…').click();
  const kinds = dialog().getByRole('combobox').first();
  assert.deepEqual(await kinds.locator('option').allInnerTexts(), [
    'as it is',
    'Scale, 1 to 5',
    'Rating, up to 5 stars',
  ]);
  await kinds.selectOption('Rating, up to 5 stars');
  await dialog().getByRole('button', { name: /^Save/ }).click();
  await dialog().waitFor({ state: 'detached' });
  await phone.page.locator('.stars').waitFor();
  await host.hand.locator('.turnout', { hasText: '1 voter' }).waitFor();
  await host
    .verb(/^Close/)
    .first()
    .click();
});

test('a dialog that opens before the browser told of the last one’s end stays open', async () => {
  await host.page.keyboard.press('n');
  await dialog().waitFor();
  const stays = await host.page.evaluate(async () => {
    const is = () => document.querySelector('dialog');
    // Without a frame in between: the browser tells of the close with the next one.
    is()?.dispatchEvent(new Event('cancel'));
    while (is()) await null;
    document.body.dispatchEvent(new KeyboardEvent('keydown', { key: 'n', bubbles: true }));
    while (!is()) await null;
    for (let frames = 0; frames < 3; frames++) await new Promise(requestAnimationFrame);
    return !!is();
  });
  assert.ok(stays);
  await host.page.keyboard.press('Escape');
  await dialog().waitFor({ state: 'detached' });
});

test('every kind that the dialog offers can be made as it is', async () => {
  const polls = () => host.page.locator('.run button.item').count();
  let made = 0;
  for (const text of [
    'Asked in every form / 各种题型',
    'With options / 有选项\nOne / 一\nTwo / 二\nThree / 三',
  ]) {
    await host.page.keyboard.press('n');
    await field().fill(text);
    const names = await dialog().getByRole('combobox').first().locator('option').allTextContents();
    await host.page.keyboard.press('Escape');
    await dialog().waitFor({ state: 'detached' });
    assert.ok(names.length > 1, names.join());
    assert.match(names[0] ?? '', /^(Scale|Poll)/, 'the usual one comes first');
    for (const name of names) {
      const before = await polls();
      await host.page.keyboard.press('n');
      await field().fill(text);
      await dialog().getByRole('combobox').first().selectOption(name);
      const taller = await dialog()
        .locator('.kv')
        .evaluateAll(all => all.flatMap(el => (el.scrollHeight > el.clientHeight ? [el.innerText] : [])));
      assert.deepEqual(taller, [], `${name}: no rule stands on the next one`);
      await dialog().getByRole('button', { name: 'Make, open later' }).click();
      await dialog().waitFor({ state: 'detached' });
      await until(`${name} is there`, async () => (await polls()) > before);
      made++;
    }
  }
  assert.ok(made >= 8, `${made} forms`);
});

test('a poll is made with its settings, and none is offered that its kind does not take', async () => {
  await host.page.keyboard.press('n');
  await dialog().getByLabel('Question and options').fill('What do you expect?');
  await dialog().getByRole('combobox').first().selectOption('Open text, up to 140 characters');
  await dialog().getByText('More settings').click();
  await dialog().getByLabel('Votes can be changed').waitFor();
  assert.equal(await dialog().getByText('Results in').count(), 0);
  await dialog().getByLabel('Question and options').fill('Which bridge first?\nNorth\nSouth');
  await dialog().getByText('votes', { exact: true }).click();
  await dialog().getByLabel('Votes can be changed').uncheck();
  await dialog().getByLabel('Reveal as soon').check();
  await dialog().getByText('2 min', { exact: true }).click();
  assert.deepEqual(await accessible(host.page), []);
  assert.deepEqual(await layout(host.page, false), []);
  await dialog().getByRole('button', { name: 'Make, open later' }).click();
  await host.hand.getByRole('heading', { name: 'Which bridge first?' }).waitFor();
  await sees(host.hand, 'votes are final, the result is shown when the time is up');
  assert.ok(await host.hand.getByRole('radio', { name: '2 min', exact: true }).isChecked());
  // A change begins with what is set.
  await host.verb(/^Change/).click();
  assert.ok(await dialog().getByRole('radio', { name: 'votes', exact: true }).isChecked());
  assert.equal(await dialog().getByLabel('Votes can be changed').isChecked(), false);
  await dialog().getByLabel('Reveal as soon').uncheck();
  await dialog().getByRole('button', { name: 'Save' }).click();
  await host.hand.getByText('when the time is up').waitFor({ state: 'detached' });
  await sees(host.hand, 'votes are final');
});

test('a poll opens with its time limit and with what guests see of it meanwhile', async () => {
  await host.page.keyboard.press('n');
  await dialog().getByLabel('Question and options').fill('Which road first?\nEast\nWest');
  await dialog().getByText('More settings').click();
  const limit = dialog().getByRole('group', { name: 'Time limit' });
  const live = dialog().getByRole('group', { name: 'Bars while open' });
  assert.ok(await limit.getByLabel('none').isChecked());
  assert.ok(await live.getByLabel('on screen').isChecked());
  await limit.getByText('2 min', { exact: true }).click();
  await live.getByText('count only', { exact: true }).click();
  await dialog().getByRole('button', { name: 'Make and open' }).click();
  await host.step('Open');
  await sees(host.hand, /1:[0-5]\d/);
  await sees(host.hand, 'only the count is shown while open');
  // A change begins with both, and can take the limit of the next opening away.
  await host.verb(/^Change/).click();
  assert.ok(await limit.getByLabel('2 min').isChecked());
  assert.ok(await live.getByLabel('count only').isChecked());
  await host.page.keyboard.press('Escape');
  await host
    .verb(/^Close/)
    .first()
    .click();
});

test('the words at the ends of a scale are made, and changed while guests vote', async () => {
  const ends = () => dialog().getByLabel('Words at both ends');
  await host.page.keyboard.press('n');
  await dialog().getByLabel('Question and options').fill('How clear was it? / 讲得清楚吗？');
  await dialog().getByRole('combobox').first().selectOption('Scale, 1 to 5');
  await dialog().getByLabel('Last number').fill('11');
  await dialog()
    .getByRole('button', { name: /^Make and open/ })
    .click();
  await sees(dialog(), '“Last number”: this does not fit.');
  await dialog().getByLabel('Last number').fill('7');
  await ends().fill('Not at all / 完全不清楚');
  await dialog()
    .getByRole('button', { name: /^Make and open/ })
    .click();
  await sees(dialog(), 'needs 2 lines');
  await ends().fill('Not at all / 完全不清楚\nVery / 非常清楚');
  assert.deepEqual(await accessible(host.page), []);
  assert.deepEqual(await layout(host.page, false), []);
  await dialog()
    .getByRole('button', { name: /^Make and open/ })
    .click();
  await host.step('Open');
  await phone.showsHeadline('讲得清楚吗？');
  await sees(phone.page.locator('main'), '非常清楚');
  assert.equal(await phone.page.locator('.cells label').count(), 7);
  await phone.page.locator('.cells label').nth(3).tap();
  await host.hand.locator('.turnout', { hasText: '1 voter' }).waitFor();
  await host.verb('Change…').click();
  assert.ok(await dialog().getByLabel('Last number').isDisabled());
  assert.equal(await ends().inputValue(), 'Not at all / 完全不清楚\nVery / 非常清楚');
  await ends().fill('No / 不清楚\nYes / 很清楚');
  await dialog().getByRole('button', { name: /^Save/ }).click();
  await dialog().waitFor({ state: 'detached' });
  await sees(phone.page.locator('main'), '很清楚');
  await host
    .verb(/^Close/)
    .first()
    .click();
});

test('an estimate is made with its range, unit, true value and what is close to it', async () => {
  const rule = (/** @type {string} */ name) => dialog().getByLabel(name, { exact: true });
  const truth = () => rule('True value, told with the result; or nothing');
  await host.page.keyboard.press('n');
  await dialog().getByLabel('Question and options').fill('How long is the bridge? / 桥有多长？');
  await dialog().getByRole('combobox').first().selectOption('Estimate, 0 to 1000');
  await rule('Step').fill('0.5');
  await rule('To').fill('40');
  await truth().fill('12.25');
  await dialog().getByLabel('Unit; or nothing').fill('kilometres / 公里');
  await dialog()
    .getByRole('button', { name: /^Make and open/ })
    .click();
  await sees(dialog(), 'True value, told with the result; or nothing”: this does not fit.');
  await truth().fill('12,5');
  await rule('Close is within; or nothing').fill('2');
  await dialog()
    .getByRole('button', { name: /^Make and open/ })
    .click();
  await host.step('Open');
  await sees(host.hand, 'Estimate, 0 to 40 in steps of 0.5');
  await sees(host.hand, 'True value, ±2');
  await phone.showsHeadline('桥有多长？');
  await sees(phone.page.locator('main'), '公里');
  await seesNot(phone.page.locator('main'), '12.5');
  // The range is fixed while guests answer; the true value is not.
  await host.verb('Change…').click();
  assert.ok(await rule('To').isDisabled());
  await truth().fill('13');
  await dialog().getByRole('button', { name: /^Save/ }).click();
  await dialog().waitFor({ state: 'detached' });
  const file = await server.command('event', 'export', DEMO);
  for (const line of ['step = 0.5', 'truth = 13', 'tolerance = 2', 'kilometres'])
    assert.ok(file.includes(line), line);
  await host
    .verb(/^Close/)
    .first()
    .click();
});

test('each rule of each kind that the event file knows can be set', async () => {
  /** @type {[field: string, kind: string, [name: string, value: string][], says: string[]][]} */
  const made = [
    [
      'A\nOne\nTwo\nThree\nFour',
      'Poll, 1 to 4 choices',
      [
        ['Choices, at most', '3'],
        ['Choices, at least', '2'],
      ],
      ['min = 2', 'max = 3'],
    ],
    ['B\nOne\nTwo\nThree', 'Ranking of 3', [['Places to give, at most', '2']], ['places = 2']],
    ['C\nOne\nTwo', 'Points, 100 each', [['Points of each guest', '60']], ['points = 60']],
    [
      'D\nOne\nTwo',
      'Matrix of impact and effort',
      [
        ['Steps of each axis', '3'],
        ['Best corner', 'top right'],
      ],
      ['steps = 3', 'best = "top-right"'],
    ],
    [
      'E\nOne\nTwo\nThree',
      'Quiz question, A is correct',
      [
        ['Correct answers, by their letters', 'c, a'],
        ['Points for a correct answer', '500'],
        ['Fewer points the later', 'yes'],
      ],
      ['points = 500'],
    ],
    [
      'F',
      'Words, one each',
      [
        ['Words from each guest, at most', '5'],
        ['Characters of a word, at most', '12'],
        ['Chinese answers', 'divided into words'],
      ],
      ['max = 5', 'chars = 12', 'chinese = "divided"'],
    ],
    ['G', 'Open text, up to 140 characters', [['Characters, at most', '200']], ['chars = 200']],
  ];
  for (const [field, kind, rules, says] of made) {
    await host.page.keyboard.press('n');
    await dialog().getByLabel('Question and options').fill(field);
    await dialog().getByRole('combobox').first().selectOption(kind);
    for (const [name, value] of rules) {
      const at = dialog().getByLabel(name, { exact: true });
      if (await at.evaluate(el => el.tagName === 'SELECT')) await at.selectOption(value);
      else await at.fill(value);
    }
    await dialog().getByRole('button', { name: 'Make, open later' }).click();
    await dialog().waitFor({ state: 'detached' });
    const file = await server.command('event', 'export', DEMO);
    for (const line of says) assert.ok(file.includes(line), `${kind}: ${line}`);
  }
  await host.page.keyboard.press('n');
  await dialog().getByLabel('Question and options').fill('H');
  const motion = dialog().getByRole('combobox').first();
  await motion.selectOption({
    index: (await motion.locator('option').allInnerTexts()).findIndex(name => name.startsWith('Motion')),
  });
  await dialog().getByLabel('Majority needed').selectOption('three quarters');
  await dialog().getByLabel('100% is', { exact: true }).selectOption('everybody present');
  await dialog().getByRole('button', { name: 'Make, open later' }).click();
  await dialog().waitFor({ state: 'detached' });
  const file = await server.command('event', 'export', DEMO);
  for (const line of ['majority = "three-quarters"', 'base = "present"'])
    assert.ok(file.includes(line), line);
});

test('a quick pulse is one tap, in all languages of the event', async () => {
  await host.page.getByRole('button', { name: 'Sound' }).click();
  await host.step('Open');
  await phone.showsHeadline('能听清吗？');
  await shows('Can you hear us?');
  await phone.tap('听不见');
  await phone.acked('已计入');
  await sees(host.hand, '1 voter');
  await host.page.getByRole('button', { name: 'Sound' }).click();
  await sees(host.foot, 'Somebody was faster: it is now open.');
});

for (const [name, asked, said, answer] of /** @type {const} */ ([
  ['Thumbs', '您赞成吗？', 'Thumbs up or thumbs down?', 'Thumbs up'],
  ['Mood', '您现在状态如何？', 'How are you doing?', '需要休息一下'],
  ['Pace', '节奏合适吗？', 'How is the pace?', '太快'],
]))
  test(`${name} is one tap, too`, async () => {
    await host.page.getByRole('button', { name }).click();
    await host.step('Open');
    await phone.showsHeadline(asked);
    await shows(said);
    await phone.tap(answer);
    await phone.acked('已计入');
    await sees(host.hand, '1 voter');
  });

test('the exported event file has them, and an older file lets them stay', async () => {
  const file = await server.command('event', 'export', DEMO);
  for (const part of ['key = "made-1"', 'Which energy first?', '听不见', 'steps = 10'])
    assert.ok(file.includes(part), part);
  const older = fileURLToPath(new URL('../../deploy/events/chengdu.toml', import.meta.url));
  const said = await server.command('event', 'import', older);
  assert.match(said, /made-2.*a host made it during the event/);
  await row('How useful was it?').waitFor();
});

test('no page had a fault', () => assert.deepEqual(faults, []));
