/**
 * Matrices, as far as they differ from choices: two scales an option by taps and by keys, places that are half or left out, nothing
 * told before the reveal, and then the letters, the crosses and the labels on every page.
 */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { accessible } from './checks/accessible.mjs';
import { layout } from './checks/layout.mjs';
import { sendBallots } from './harness/ballots.mjs';
import { device, faults, framesOf, phoneDevice, SIZES, sees, until } from './harness/browser.mjs';
import { browser, server } from './harness/hall.mjs';
import { openRole, Phone, plain } from './harness/roles.mjs';
import { guest, host, stage, url } from './harness/stage.mjs';

const CODE = 'MTRX22';
const FIRST = { en: 'Which should come first?', zh: '哪些应该先做？' };
const KNOWN = 'What do people think of these labels?';
const TEN = 'Where do these ten projects stand?';

/** @typedef {import('playwright-core').Page} Page */

await stage({ fixture: 'matrix', code: CODE, session: 'Dialogue: Sustainable Urban Development' });

/** The step of an option on an axis. */
const step = (/** @type {Page} */ page, /** @type {string} */ name, /** @type {number} */ n) =>
  page.getByRole('radiogroup', { name }).getByRole('radio', { name: String(n), exact: true });
const send = (/** @type {Page} */ page, /** @type {string | RegExp} */ name) =>
  page.getByRole('button', { name });

/** Casts a ballot of one guest, as only its server can refuse. */
async function cast(/** @type {number} */ poll, /** @type {unknown[]} */ ...ballots) {
  const page = await (await phoneDevice(browser, 'en')).newPage();
  await page.goto(url());
  const answers = await sendBallots(page, poll, ballots);
  await page.context().close();
  return answers;
}

/** The text of each row, its cells parted by a bar. */
const rows = (/** @type {import('playwright-core').Locator} */ table) =>
  table
    .locator('tbody tr')
    .evaluateAll(rows =>
      rows.map(row =>
        [.../** @type {HTMLTableRowElement} */ (row).cells]
          .map(cell => cell.innerText.replace(/\s+/g, ' ').trim())
          .join(' | '),
      ),
    );

test('a phone places options by taps; both scales are needed, and what is left out is not sent', async () => {
  await host.openPoll(FIRST.en);
  const phone = await guest('zh-CN');
  await phone.showsHeadline(FIRST.zh);
  for (const box of await Promise.all(
    (await phone.page.locator('.placing label').all()).map(cell => cell.boundingBox()),
  ))
    assert.ok(box && box.width >= 48 && box.height >= 48, JSON.stringify(box));
  await step(phone.page, '城市基础设施 Urban infrastructure 影响 Impact', 4).tap();
  await sees(phone.page.locator('.foot'), 'A 项还有一行未评');
  assert.ok(await send(phone.page, '至少评一项').isDisabled());
  await step(phone.page, '城市基础设施 Urban infrastructure 易行 Ease', 1).tap();
  await sees(phone.page.locator('.foot'), '已评 1 项，共 5 项');
  await step(phone.page, '数据共享 Data sharing 影响 Impact', 5).tap();
  await sees(phone.page.locator('.foot'), 'E 项还有一行未评');
  assert.ok(await send(phone.page, '提交 1 项').isDisabled());
  await phone.page.getByRole('button', { name: '不评' }).last().tap();
  assert.ok(await send(phone.page, '提交 1 项').isEnabled());
  await step(phone.page, '数据共享 Data sharing 影响 Impact', 5).tap();
  await step(phone.page, '数据共享 Data sharing 易行 Ease', 5).tap();
  assert.deepEqual(await accessible(phone.page), []);
  assert.deepEqual(await layout(phone.page), []);
  await send(phone.page, '提交 2 项').tap();
  await phone.acked('已计入');
  await phone.page.context().close();
});

test('options are placed with keys alone, kept over a reload, and changed', async () => {
  const phone = await Phone.open(await device(browser), url());
  await phone.showsHeadline(FIRST.en);
  const keys = phone.page.keyboard;
  await step(phone.page, 'Environmental protection 环境保护 Impact', 1).focus();
  for (const key of ['Space', 'ArrowRight', 'ArrowRight']) await keys.press(key);
  await sees(phone.page.locator('.foot'), 'B still needs its second scale');
  await keys.press('Tab');
  for (const key of ['Space', 'ArrowRight', 'ArrowRight', 'ArrowRight']) await keys.press(key);
  await phone.page.reload();
  await phone.ready();
  await sees(phone.page.locator('.foot'), '1 of 5 placed');
  await send(phone.page, 'Send 1 place').press('Enter');
  await phone.acked('Counted.');
  // B is at ease 4, impact 3. A change waits until it is sent.
  await step(phone.page, 'Environmental protection 环境保护 Ease', 4).focus();
  await keys.press('ArrowLeft');
  await sees(phone.page, 'Your earlier vote counts until you send again');
  await send(phone.page, 'Send 1 place').press('Enter');
  await phone.acked('Counted.');
  await sees(host.hand, 'only the count is shown while open');
  await until(
    'the host sees both ballots',
    async () =>
      (await rows(host.hand.locator('.matrix-table')))[1] ===
      'B | Environmental protection 环境保护 | 1 | 3.00 3 | 3.00 3',
  );
  await phone.page.context().close();
});

test('a bad ballot gets the limits, and the connection lives', async () => {
  const wrong = [
    [],
    [null],
    [null, null],
    [[6, 1]],
    [[1, 6]],
    [[0, 1]],
    [
      [1, 1],
      [255, 1],
    ],
    [null, null, null, null, null, [1, 1]],
    Array(11).fill([1, 1]),
    [[256, 1]],
    [[-1, 1]],
    [[1.5, 1]],
    [[1]],
    [[1, 1, 1]],
    [[1e308, 1]],
  ];
  const answers = await cast(0, ...[...wrong, [[3, 2]]].map(matrix => ({ matrix })));
  assert.deepEqual(answers[0], { kind: 'bad_ballot', min: 1, max: 5 });
  const kinds = answers.map((/** @type {any} */ why) => why.kind ?? why);
  assert.deepEqual(kinds.slice(0, 9), Array(9).fill('bad_ballot'));
  assert.deepEqual(kinds.slice(9), [...Array(6).fill('malformed'), 'ack']);
});

test('nothing is told before the reveal, and then every page says where the options stand', async () => {
  const phone = await guest();
  const screen = await openRole(await device(browser, { size: SIZES.full }), server, 'screen', CODE);
  await screen.locator('.matrix .names li').first().waitFor();
  for (const word of ['High impact', '影响大', 'Hard to do', '易做', 'Urban infrastructure', '数据共享'])
    await sees(screen, word);
  assert.equal(await screen.locator('.matrix .disc').count(), 0);
  // E is placed by its guest of the first test, and by three more.
  for (const matrix of [
    [
      [2, 4],
      [3, 4],
      [4, 2],
      [2, 2],
      [5, 5],
    ],
    [
      [2, 5],
      [4, 3],
      [4, 1],
      [3, 2],
      [4, 5],
    ],
    [
      [1, 4],
      [4, 4],
      [5, 2],
      [2, 1],
      [4, 4],
    ],
  ])
    assert.deepEqual(await cast(0, { matrix }), ['ack']);
  await step(phone.page, 'Data sharing 数据共享 Impact', 1).tap();
  await step(phone.page, 'Data sharing 数据共享 Ease', 2).tap();
  await send(phone.page, 'Send 1 place').tap();
  await phone.acked('Counted.');
  const told = [...framesOf(screen), ...framesOf(phone.page), await screen.content()].join('\n');
  for (const key of ['"placed":', '"mean_hundredths":', '"middle":', '"leaders":'])
    assert.ok(!told.includes(key), key);

  await host.reveal();
  await screen.locator('.matrix.labelled .disc.won', { hasText: 'E' }).waitFor();
  assert.equal(await screen.locator('.matrix .disc').count(), 5);
  assert.equal(await screen.locator('.matrix .label.on').count(), 5);
  await sees(screen, 'A cross spans the middle half');
  const overlaps = await screen.evaluate(() => {
    const boxes = [...document.querySelectorAll('.matrix .disc, .matrix .label.on, .matrix .end')].map(el =>
      el.getBoundingClientRect(),
    );
    return boxes.filter((a, i) =>
      boxes
        .slice(i + 1)
        .some(b => a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom),
    ).length;
  });
  assert.equal(overlaps, 0, 'no label or disc is on another');
  assert.deepEqual(await rows(phone.page.locator('.placed')), [
    'A | Urban infrastructure 城市基础设施 placed by 5 of 7 | 3.8 | 1.8',
    'B | Environmental protection 环境保护 placed by 4 of 7 | 3.5 | 3.5',
    'C | LEED city LEED 城市 placed by 3 of 7 | 1.7 | 4.3',
    'D | WELL community WELL 健康社区 placed by 3 of 7 | 1.7 | 2.3',
    'E | Data sharing 数据共享 placed by 5 of 7 you: 1 and 2 | 4.0 | 4.0',
  ]);
  assert.equal(await phone.page.locator('.scatter circle.own').count(), 1);
  assert.deepEqual((await rows(host.hand.locator('.matrix-table'))).slice(-1), [
    'E | Data sharing 数据共享 | 5 | 4.00 4–5 | 4.00 4–5',
  ]);
  for (const page of [phone.page, screen, host.page]) {
    assert.deepEqual(await accessible(page), []);
    assert.deepEqual(await layout(page, page === screen), []);
  }
  await phone.page.context().close();
  await screen.context().close();
});

test('a final matrix is told to nobody while it is open, and two options can stand at one place', async () => {
  await host.openPoll(KNOWN);
  const phone = await guest();
  await phone.showsHeadline(KNOWN);
  const paper = phone.page.locator('.sheet').first();
  for (const name of ['LEED How well', 'LEED Trust', 'WELL How well', 'WELL Trust'])
    await step(phone.page, name, 3).tap();
  await send(phone.page, 'Send 2 places').tap();
  await phone.acked('Counted.');
  assert.equal(await paper.locator('.placing input:enabled').count(), 0);
  assert.equal(await phone.page.getByRole('button', { name: 'Leave out' }).count(), 0);
  // Everybody may see the results of this poll while it is open; of a matrix that is how many have voted.
  assert.ok(!framesOf(phone.page).join('\n').includes('"placed":1,"x":{"counts":[0,0,1]'));
  const screen = await openRole(await device(browser, { size: SIZES.hd }), server, 'screen', CODE);
  await host.reveal();
  await screen.locator('.matrix .disc').nth(1).waitFor();
  const [a, b] = await Promise.all(
    (await screen.locator('.matrix .disc').all()).map(disc => disc.boundingBox()),
  );
  assert.ok(a && b && Math.abs(a.x - b.x) >= a.width, 'the discs stand side by side');
  assert.equal(await screen.locator('.won').count(), 0, 'no corner is the best');
  assert.deepEqual(await layout(screen, true), []);
  await phone.page.context().close();
  await screen.context().close();
});

test('ten options without votes, and then in a list beside the plane', async () => {
  await host.openPoll(TEN);
  const screen = await openRole(await device(browser, { size: SIZES.full }), server, 'screen', CODE);
  await host.reveal();
  await screen.locator('.poll.revealed .matrix .names li').first().waitFor();
  assert.equal(await screen.locator('.matrix .disc').count(), 0);
  assert.deepEqual(await layout(screen, true), []);
  await host.verb('Hide again').click();
  await host.step('Closed');
  await host.verb('Open again').click();
  await host.step('Open');
  for (let n = 0; n < 3; n++)
    await cast(2, {
      matrix: Array.from({ length: 10 }, (_, i) => [1 + ((i + n) % 5), 1 + ((3 * i + n) % 5)]),
    });
  await host.reveal();
  await screen.locator('.matrix .disc').nth(9).waitFor();
  assert.equal(await screen.locator('.matrix.labelled').count(), 0);
  // The list turns its pages while all letters stay.
  assert.equal(await screen.locator('.matrix .names li:visible').count(), 5);
  assert.equal(await screen.locator('.matrix .disc').count(), 10);
  assert.deepEqual(await accessible(screen), []);
  assert.deepEqual(await layout(screen, true), []);
  const phone = await guest('zh-CN', { theme: 'dark' });
  await phone.page.locator('.scatter .disc').nth(9).waitFor();
  assert.deepEqual(await accessible(phone.page), []);
  assert.deepEqual(await layout(phone.page), []);
  await phone.page.context().close();
  await screen.context().close();
});

test('a host makes a matrix from one field, and names its axes', async () => {
  await host.page.keyboard.press('n');
  const dialog = host.page.getByRole('dialog');
  await dialog.getByRole('textbox').first().fill('What now? / 现在做什么？\nWater / 水\nGrid / 电网');
  assert.equal(await dialog.getByRole('textbox').count(), 1);
  await dialog.getByRole('combobox').selectOption({ label: 'Matrix of impact and effort' });
  const axes = dialog.getByRole('textbox', { name: 'Axes' });
  const usual = await axes.inputValue();
  assert.equal(
    usual,
    [
      'Effort / 难度',
      'Little effort / 易做',
      'Much effort / 难做',
      'Impact / 影响',
      'Low impact / 影响小',
      'High impact / 影响大',
    ].join('\n'),
  );
  await axes.fill(usual.split('\n').slice(0, 5).join('\n'));
  await dialog.getByRole('button', { name: 'Make and open' }).click();
  await sees(dialog, 'The last field needs 6 lines.');
  await axes.fill(usual.replace('Effort / 难度', 'Cost / 费用').replace('Much effort / 难做', 'Dear / 昂贵'));
  assert.deepEqual(await accessible(host.page), []);
  await dialog.getByRole('button', { name: 'Make and open' }).click();
  const phone = await guest('zh-CN');
  await phone.showsHeadline('现在做什么？');
  for (const words of ['易做', 'Dear', '影响小', 'High impact', '费用'])
    await sees(phone.page.locator('.matrix'), words);
  assert.ok(plain(await phone.page.locator('.matrix .name').first().textContent()).includes('水'));
  await phone.page.context().close();
});

test('no page had a fault', () => assert.deepEqual(faults, []));
