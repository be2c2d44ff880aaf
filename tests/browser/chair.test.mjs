/**
 * The round table: a chair gives the floor by plates and leads the list of speakers, panelists ask and offer on their pages, and the
 * screen shows who speaks and how long; in both languages, by keyboard and by touch.
 */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { accessible } from './checks/accessible.mjs';
import { layout } from './checks/layout.mjs';
import { device, faults, SIZES, sees, until } from './harness/browser.mjs';
import { browser, server } from './harness/hall.mjs';
import { openRole, ROUND_TABLE } from './harness/roles.mjs';
import { guest, host, stage } from './harness/stage.mjs';

await stage({ session: ROUND_TABLE.en });
const chair = await openRole(await device(browser), server, 'chair');
const emerson = await openRole(
  await device(browser, { lang: 'zh-CN', size: SIZES.tablet }),
  server,
  'panelist/emerson',
);
const phone = await guest();
const screen = await openRole(await device(browser, { size: SIZES.full }), server, 'screen');

/** @param {import('playwright-core').Page} page @param {string} name */
const look = (page, name) =>
  process.env.LOOK ? page.screenshot({ path: `${process.env.LOOK}/${name}.png` }) : undefined;
/** @param {string} text */
const plate = text => chair.locator('.plate-verb', { hasText: text });
const waiting = chair.locator('.chair-list .speaker:not(.on)');

test('a plate gives the floor by its number, and everybody sees who speaks', async () => {
  await plate('Emerson').waitFor();
  await chair.keyboard.press('2');
  await chair.locator('.plate-verb.on', { hasText: 'Emerson' }).waitFor();
  await emerson.locator('.turn [role=timer]').waitFor();
  await sees(emerson.locator('.turn'), '您的时间');
  // While the screen follows the programme by itself, and with the scene of the round table.
  for (const scene of ['Automatic', 'Round table']) {
    await host.show(scene);
    await screen.locator('.plates .on', { hasText: 'Emerson' }).waitFor();
    assert.equal(await screen.locator('.plates .on').count(), 1, scene);
    await screen.locator('[role=timer], .clock').first().waitFor();
  }
  await look(chair, 'chair');
  await sees(phone.page.locator('.speaking'), 'Emerson');
  await look(phone.page, 'phone-speaking');
  await look(emerson, 'panelist-turn');
  await look(screen, 'table');
});

test('the clock stands still while it pauses, gets more time, and an undo takes that back', async () => {
  const now = chair.locator('.chair-now');
  await chair.keyboard.press('Space');
  await sees(now, 'paused');
  await sees(emerson.locator('.turn'), '计时暂停');
  await chair.keyboard.press('+');
  await sees(now, 'of 2:30');
  await chair.keyboard.press('z');
  await sees(now, 'of 2:00');
  await chair.keyboard.press('Space');
  await until('the clock runs', async () => !(await now.innerText()).includes('paused'));
});

test('the host pauses the clock, and hides the speaking times from the chair', async () => {
  const table = host.page.locator('.host-table');
  await sees(table, 'Emerson');
  await table.getByRole('button', { name: 'Pause' }).click();
  await sees(chair.locator('.chair-now'), 'paused');
  await table.getByRole('button', { name: 'Go on' }).click();
  await table.getByText('hidden', { exact: true }).click();
  await until('the times are gone', async () => !(await chair.locator('.chair-side .times').count()));
  await table.getByText('shown', { exact: true }).click();
  await chair.locator('.chair-side .times').first().waitFor();
  await look(host.page, 'host-table');
});

test('a choice of minutes leaves the keys to the page', async () => {
  const now = chair.locator('.chair-now');
  await chair.locator('.chair-who .seg label').nth(1).click();
  await chair.keyboard.press('Space');
  await sees(now, 'paused');
  await chair.keyboard.press('Space');
  await until('the clock runs', async () => !(await now.innerText()).includes('paused'));
});

test('a panelist asks for the floor by touch, and the chair gives it by the keyboard', async () => {
  const caterpillar = await openRole(
    await device(browser, { size: SIZES.tablet, touch: true }),
    server,
    'panelist/caterpillar',
  );
  await caterpillar.getByRole('button', { name: 'Ask for the floor' }).tap();
  await sees(caterpillar, 'You are number 1 on the list');
  await sees(waiting.first(), 'Caterpillar');
  await chair.keyboard.press('Enter');
  await until(
    'Caterpillar has the floor',
    async () => (await plate('Caterpillar').getAttribute('aria-pressed')) === 'true',
  );
  assert.equal(await waiting.count(), 0);
  await sees(emerson.locator('.turn'), '发言');
  // A closed list is said on the page that would ask.
  await chair.keyboard.press('c');
  await sees(emerson, '主席已截止发言申请。');
  await sees(chair.locator('.chair-list .below'), 'The list is closed');
  await chair.keyboard.press('c');
  await emerson.getByRole('button', { name: '申请发言' }).waitFor();
  await caterpillar.close();
});

test('somebody from the hall is added, moved and struck', async () => {
  for (const who of ['Delegate, row 7', '第三排代表']) {
    await chair.keyboard.press('s');
    await chair.getByLabel('Somebody from the hall').fill(who);
    await chair.keyboard.press('Enter');
    await sees(chair.locator('.chair-list'), who);
  }
  const later = chair.locator('.chair-list').getByRole('button', { name: 'Later' });
  await waiting.last().getByRole('button').first().click();
  assert.ok(await later.isDisabled(), 'nobody is behind the last');
  await waiting.first().getByRole('button').first().click();
  await chair.keyboard.press('d');
  await until('the first is behind', async () => (await waiting.first().innerText()).includes('第三排代表'));
  await waiting.last().getByRole('button').first().click();
  await chair.keyboard.press('x');
  await until('one waits', async () => (await waiting.count()) === 1);
  await look(chair, 'chair-list');
});

/** The names on the list, in its order. @param {import('playwright-core').Page} page */
const listed = page => page.locator('.chair-list .speaker:not(.on) > button bdi').allInnerTexts();

test('a chair leads in Chinese with keys alone: list, order, sides in turn, its close, and the last question', async () => {
  const desk = await openRole(await device(browser, { lang: 'zh-CN' }), server, 'chair');
  await desk.locator('.plate-verb').first().waitFor();
  const press = (/** @type {string} */ keys) => desk.keyboard.press(keys);
  const says = (/** @type {string} */ text) => sees(desk.locator('footer.keys'), text);
  const stands = (/** @type {string[]} */ names) =>
    until(`the list is ${names}`, async () => {
      const all = await listed(desk);
      return all.length === names.length && names.every((name, i) => all[i]?.includes(name));
    });
  // Tsinghua was the last to speak, so the other side has the next turn, whatever the tests above did.
  const plates = await desk.locator('.plate-verb').allInnerTexts();
  await press(`${1 + plates.findIndex(text => text.includes('清华'))}`);
  await sees(desk.locator('.chair-now'), '清华');
  await press('0');
  await sees(desk.locator('.chair-now'), '暂无人发言');
  const before = await listed(desk);
  for (const _ of before) {
    const n = (await listed(desk)).length;
    await press('x');
    await until('one less waits', async () => (await listed(desk)).length < n);
  }
  // Two of one side, and then one of the other, from the panel and from the hall.
  for (const [i, name] of ['卡特彼勒', '艾默生', '清华'].entries()) {
    await press('s');
    const pick = desk.getByRole('dialog').getByRole('button', { name });
    for (let tabs = 0; tabs < 12 && !(await pick.evaluate(el => el === document.activeElement)); tabs++)
      await press('Tab');
    await press('Enter');
    await until('one more waits', async () => (await listed(desk)).length === i + 1);
  }
  await stands(['卡特彼勒', '艾默生', '清华']);
  const order = desk.getByRole('group', { name: '发言次序' }).getByRole('radio', { checked: true });
  for (let tabs = 0; tabs < 40 && !(await order.evaluate(el => el === document.activeElement)); tabs++)
    await press('Tab');
  await press('ArrowRight');
  await sees(desk.locator('.chair-list .below'), '各方就轮流发言');
  await stands(['卡特彼勒', '清华', '艾默生']);
  await look(desk, 'chair-sides-zh');
  await press('ArrowLeft');
  await stands(['卡特彼勒', '艾默生', '清华']);
  await press('Escape');
  await press('j');
  await press('Alt+ArrowUp');
  await stands(['艾默生', '卡特彼勒', '清华']);
  await press('z');
  await stands(['卡特彼勒', '艾默生', '清华']);
  await press('x');
  await stands(['卡特彼勒', '清华']);
  await press('c');
  await says('名单已截止');
  await sees(desk.locator('.chair-list .below'), '名单已截止，嘉宾不能再申请。');
  await press('c');
  await says('名单已开放');
  await press('l');
  await says('这是最后一问');
  await sees(desk.locator('.chair-now'), '这是最后一问');
  await sees(emerson, '这是最后一问');
  await sees(phone.page.locator('.speaking'), 'Last question');
  await press('l');
  await says('还有其他提问');
  await press('Enter');
  await sees(desk.locator('.chair-now'), '卡特彼勒代表发言');
  await stands(['清华']);
  await press('0');
  await sees(desk.locator('.chair-now'), '暂无人发言');
  await press('x');
  await stands([]);
  await desk.context().close();
});

test('a chair leads by touch on a tablet', async () => {
  const desk = await openRole(
    await device(browser, { size: SIZES.tablet, touch: true, lang: 'zh-CN' }),
    server,
    'chair',
  );
  const now = desk.locator('.chair-now');
  await desk.locator('.plate-verb', { hasText: '艾默生' }).tap();
  await sees(now, '艾默生代表发言');
  await desk.getByRole('button', { name: '暂停' }).tap();
  await sees(now, '计时暂停');
  await sees(emerson.locator('.turn'), '计时暂停');
  await desk.getByRole('button', { name: '加 30 秒' }).tap();
  await sees(now, '共 2:30');
  await desk.getByRole('button', { name: '继续' }).tap();
  await until('the clock runs', async () => !(await now.innerText()).includes('计时暂停'));
  for (const name of ['卡特彼勒', '清华']) {
    await desk.getByRole('button', { name: '添加发言人' }).tap();
    await desk.getByRole('dialog').getByRole('button', { name }).tap();
    await sees(desk.locator('.chair-list .rows'), name);
  }
  await desk.locator('.chair-list .speaker', { hasText: '卡特彼勒' }).getByRole('button').first().tap();
  await desk.getByRole('button', { name: '延后' }).tap();
  await until('the first is behind', async () => (await listed(desk))[0]?.includes('清华'));
  await desk.locator('.chair-list .seg label', { hasText: '各方轮流' }).tap();
  await sees(desk.locator('.chair-list .below'), '各方就轮流发言');
  await desk.locator('.chair-list .seg label', { hasText: '按申请' }).tap();
  await desk.getByRole('button', { name: '截止申请' }).tap();
  await sees(desk.locator('.chair-list .below'), '名单已截止，嘉宾不能再申请。');
  await desk.getByRole('button', { name: '重新开放' }).tap();
  await desk.getByRole('button', { name: '最后一问' }).tap();
  await sees(now, '这是最后一问');
  await look(desk, 'chair-touch-zh');
  await desk.getByRole('button', { name: '最后一问' }).tap();
  await desk.locator('.chair-list .speaker', { hasText: '清华' }).getByRole('button').first().tap();
  await desk.getByRole('button', { name: '请发言' }).tap();
  await sees(now, '清华');
  await desk.locator('.chair-list .speaker', { hasText: '卡特彼勒' }).getByRole('button').first().tap();
  await desk.getByRole('button', { name: '划去' }).tap();
  await until('nobody waits', async () => !(await listed(desk)).length);
  await desk.getByRole('button', { name: '致谢结束' }).tap();
  await sees(now, '暂无人发言');
  // What a finger presses is as large as one.
  const small = await desk.locator('.chair-desk :is(button, select)').evaluateAll(all =>
    all.flatMap(el => {
      const { width, height } = el.getBoundingClientRect();
      return width && (height < 44 || width < 44) ? [`${el.textContent} ${width}×${height}`] : [];
    }),
  );
  assert.deepEqual(small, []);
  assert.deepEqual(await accessible(desk), []);
  await desk.context().close();
});

/**
 * Lets a page's commands wait until the test lets them go; what the server says arrives all the same.
 * @param {import('playwright-core').Page} page
 */
async function slow(page) {
  const waiting = /** @type {(() => void)[]} */ ([]);
  const line = { waits: false, waiting };
  await page.routeWebSocket(/\/socket/, socket => {
    const server = socket.connectToServer();
    socket.onMessage(frame => {
      if (line.waits && String(frame).includes('"t":"do"')) waiting.push(() => server.send(frame));
      else server.send(frame);
    });
  });
  await page.reload();
  return {
    hold: () => {
      line.waits = true;
    },
    /** Waits for a command, and lets it go. */
    async release() {
      await until('a command is on its way', () => waiting.length > 0);
      line.waits = false;
      for (const send of waiting.splice(0)) send();
    },
  };
}

test('if a chair and a host give the floor at once, the later one is told who has it', async () => {
  const second = await openRole(await device(browser), server, 'chair');
  const chairs = await slow(second);
  const zh = await openRole(await device(browser, { lang: 'zh-CN' }), server, 'host');
  const hosts = await slow(zh);
  const now = chair.locator('.chair-now');
  const table = host.page.locator('.host-table');
  const give = host.page.locator('.host-table').getByRole('button', { name: 'Give the floor' });

  if (!(await waiting.filter({ hasText: '第三排代表' }).count())) {
    await chair.keyboard.press('s');
    await chair.getByLabel('Somebody from the hall').fill('第三排代表');
    await chair.keyboard.press('Enter');
  }
  // The chair's step is on its way while the host gives the floor to the first on the list.
  await second.locator('.plate-verb', { hasText: 'Emerson' }).waitFor();
  chairs.hold();
  await second.locator('.plate-verb', { hasText: 'Emerson' }).click();
  await sees(table, 'Next on the list: 第三排代表');
  await give.click();
  await sees(table, '第三排代表 has the floor');
  await chairs.release();
  await sees(second, 'Somebody was faster: Somebody from the hall has the floor. Nothing was done.');
  for (const page of [second, chair]) await sees(page.locator('.chair-now'), '第三排代表');
  assert.equal(await second.locator('.plate-verb.on').count(), 0);

  // And the other way round.
  await chair.keyboard.press('s');
  await chair.getByLabel('Somebody from the hall').fill('Row 9');
  await chair.keyboard.press('Enter');
  await sees(zh.locator('.host-table'), '名单上的下一位：Row 9');
  hosts.hold();
  await zh.locator('.host-table').getByRole('button', { name: '请发言' }).click();
  await chair.keyboard.press('2');
  await chair.locator('.plate-verb.on', { hasText: 'Emerson' }).waitFor();
  await hosts.release();
  await sees(zh, /已有人先操作：现在由.*艾默生.*发言。此次操作未生效。/);
  await sees(zh.locator('.host-table'), '艾默生');
  await sees(now, 'Emerson');
  await waiting.last().getByRole('button').first().click();
  await chair.keyboard.press('x');
  await until('nobody waits', async () => (await waiting.count()) === 0);
  await second.close();
  await zh.close();
});

test('a restart keeps who has the floor, and a clock that pauses', async () => {
  const now = chair.locator('.chair-now');
  await chair.keyboard.press('3');
  await chair.locator('.plate-verb.on kbd', { hasText: '3' }).waitFor();
  await chair.keyboard.press('Space');
  await sees(now, 'paused');
  const left = await now.locator('[role=timer]').innerText();
  await server.terminate();
  await sees(chair, /^No connection since/);
  assert.ok(await plate('Emerson').isDisabled());
  await server.start();
  await until('the desk is back', async () => !(await chair.locator('.strip').count()));
  await sees(now, 'paused');
  assert.equal(await now.locator('[role=timer]').innerText(), left);
  const second = await openRole(await device(browser, { lang: 'zh-CN' }), server, 'chair');
  await second.locator('.plate-verb.on kbd', { hasText: '3' }).waitFor();
  assert.deepEqual(await accessible(second), []);
  await look(second, 'chair-zh');
  await second.close();
});

test('speaking times are told, and the turn ends', async () => {
  await chair.keyboard.press('0');
  await sees(phone.page.locator('.speaking'), 'Nobody has the floor.');
  await sees(chair.locator('.chair-now'), 'Nobody has the floor');
  await sees(chair.locator('.chair-side'), 'Speaking time');
  await sees(chair.locator('.chair-side'), 'Caterpillar');
});

test('the pages are accessible, and nothing leaves its box', async () => {
  await guest();
  for (const page of [chair, emerson]) assert.deepEqual(await accessible(page), []);
  for (const size of [SIZES.full, SIZES.desk, SIZES.tablet]) {
    await chair.setViewportSize(size);
    assert.deepEqual(await layout(chair), [], `${size.width}`);
    await look(chair, `chair-${size.width}`);
  }
});

test('no page had a fault', () => assert.deepEqual(faults, []));
