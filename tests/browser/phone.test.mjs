/** A phone's life in a hall: reloads, second tabs, dead spots, and a server that stops and comes back. */
import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { device, faults, framesOf, phoneDevice, SIZES, sees, seesNot, until } from './harness/browser.mjs';
import { browser, server } from './harness/hall.mjs';
import { openLine } from './harness/line.mjs';
import {
  DIALOGUE,
  HELP,
  Host,
  Moderator,
  openRole,
  Phone,
  PILOT,
  plain,
  ROUND_TABLE,
} from './harness/roles.mjs';
import { DEMO } from './harness/server.mjs';
import { guest } from './harness/stage.mjs';

/** @type {Host} */
let host;
/** @type {Moderator} */
let moderator;
/** @type {Phone} */
let phone;
/** @type {import('playwright-core').Page} */
let screen;

const OFFLINE = 'No connection. Reconnecting; no need to reload.';

before(async () => {
  const staff = await device(browser);
  host = await Host.open(staff, server);
  moderator = await Moderator.open(staff, server);
  screen = await openRole(await device(browser, { size: SIZES.hd }), server, 'screen');
  phone = await guest();
  await host.start(DIALOGUE.en);
  await host.openPoll(PILOT.en);
  await phone.showsHeadline(PILOT.en);
});

const votes = () => host.hand.locator('.turnout b');
const votesAre = (/** @type {number} */ n) =>
  until(`${n} votes`, async () => (await votes().innerText()) === String(n));
const chosen = (/** @type {Phone} */ of) => of.page.locator('.opt.on');

test('it works on plain http, without the features of a secure page', async () => {
  assert.equal(await phone.page.evaluate(() => isSecureContext), false);
  assert.equal(await phone.page.evaluate(() => typeof crypto.randomUUID), 'undefined');
});

test('after a reload it is the same guest with the same ballot', async () => {
  await phone.tap('Urban infrastructure');
  await phone.acked('Counted.');
  await phone.page.reload();
  await phone.ready();
  await chosen(phone).filter({ hasText: 'Urban infrastructure' }).waitFor();
  await phone.acked('Counted.');
  // Voting again replaces the ballot; it does not add one.
  await phone.tap('Environmental protection');
  await phone.acked('Counted.');
  await votesAre(1);
});

test('a second tab is the same guest, and both tabs agree', async () => {
  const second = await Phone.open(phone.page.context(), `${server.origin}/${DEMO}`);
  await chosen(second).filter({ hasText: 'Environmental protection' }).waitFor();
  await second.tap('LEED city');
  await second.acked('Counted.');
  await chosen(phone).filter({ hasText: 'LEED city' }).waitFor();
  await votesAre(1);
  await second.ask('Is the second tab the same guest?');
  await phone.own('Is the second tab the same guest?').waitFor();
  await second.page.close();
});

test('a second tab that was open before the first vote learns of it', async () => {
  const context = await phoneDevice(browser, 'en');
  const [first, second] = [
    await Phone.open(context, `${server.origin}/${DEMO}`),
    await Phone.open(context, `${server.origin}/${DEMO}`),
  ];
  await first.tap('LEED city');
  await first.acked('Counted.');
  await chosen(second).filter({ hasText: 'LEED city' }).waitFor();
  await second.acked('Counted.');
  // The later tests count the votes of one guest.
  await second.page.getByRole('button', { name: 'Take it back' }).tap();
  await votesAre(1);
  await context.close();
});

test('what is typed survives a reload', async () => {
  await phone.openAsk();
  await phone.page.locator('#ask-text').fill('A question that is not finished yet');
  await phone.page.locator('form .opt').tap();
  await phone.page.locator('#ask-name').fill('Ada');
  await phone.page.reload();
  await phone.ready();
  await phone.openAsk();
  assert.equal(await phone.page.locator('#ask-text').inputValue(), 'A question that is not finished yet');
  assert.equal(await phone.page.locator('#ask-name').inputValue(), 'Ada');
  await phone.page.getByRole('button', { name: 'Cancel' }).tap();
  await phone.ready();
});

test('the phone’s own Back closes the form and keeps the page', async () => {
  await phone.openAsk();
  await phone.page.goBack();
  await phone.ready();
  assert.equal(phone.page.url(), `${server.origin}/${DEMO}`);
});

test('without a network a vote and a question are kept, and sent once', async () => {
  const asked = 'Was this sent once after the dead spot?';
  // The worst moment: the server is killed in the middle of everything.
  await server.kill9();
  await sees(phone.page, OFFLINE);
  await phone.tap('WELL community');
  await phone.acked('Vote saved on this phone, sending…');
  await phone.ask(asked);
  await phone.ownIs(asked, 'Saved on this phone, sending…');
  // Locked, and then reloaded by the browser: nothing can load, and the outbox waits in storage.
  const kept = await phone.page.evaluate(
    () => Object.keys(localStorage).filter(k => k.includes('.out.')).length,
  );
  assert.ok(kept > 0, 'the outbox is in the storage');
  await server.start();
  await phone.acked('Counted.');
  await phone.ownIs(asked, 'Waiting for a moderator');
  await seesNot(phone.page, OFFLINE);
  await moderator.row(asked).waitFor();
  await votesAre(1);
  assert.equal(await moderator.row(asked).count(), 1);
  await until('an empty outbox', () =>
    phone.page.evaluate(
      text =>
        Object.keys(localStorage).every(
          k => !k.includes('.out.') || !localStorage.getItem(k)?.includes(text),
        ),
      asked,
    ),
  );
});

test('what was sent in vain is sent once by the next page load', async () => {
  const asked = 'Does the next page load send this?';
  await server.kill9();
  await sees(phone.page, OFFLINE);
  await phone.tap('LEED city');
  await phone.ask(asked);
  await server.start();
  // The page may or may not have sent it already; either way it counts once.
  await phone.page.reload();
  await phone.ready();
  await phone.ownIs(asked, 'Waiting for a moderator');
  await chosen(phone).filter({ hasText: 'LEED city' }).waitFor();
  await phone.acked('Counted.');
  await votesAre(1);
  await moderator.row(asked).waitFor();
  assert.equal(await moderator.row(asked).count(), 1);
});

test('a line that died in silence is noticed when the phone wakes, and what was tapped counts once', async () => {
  const line = await openLine(server.port);
  const far = await Phone.open(await phoneDevice(browser, 'en'), `${line.origin}/${DEMO}`);
  await far.tap('LEED city');
  await far.acked('Counted.');
  line.silence();
  await far.tap('Environmental protection');
  await far.acked('Sending…');
  await far.page.evaluate(() => dispatchEvent(new Event('online')));
  await far.acked('Counted.');
  await votesAre(2);
  // The tap sent into the silence also arrives, long after the phone has voted differently.
  await far.tap('WELL community');
  await far.acked('Counted.');
  assert.ok(await line.deliver(), 'something was on its way');
  await far.tap('LEED city');
  await far.acked('Counted.');
  await votesAre(2);
  await host.hand.locator('.res', { hasText: 'LEED city' }).getByText('100%').waitFor();
  await far.tap('Environmental protection');
  await far.acked('Counted.');
  line.close();
  await far.page.context().close();
});

for (const [name, end] of /** @type {const} */ ([
  ['a power cut', 'kill9'],
  ['an operator’s restart', 'terminate'],
])) {
  test(`after ${name} phone and screen come back by themselves and show the same`, async () => {
    // A restart forgets who was connected in the last minute, so that number may differ.
    const picture = async () =>
      plain(await screen.locator('main.screen').innerText()).replace(/\d+ phones? connected/, '');
    await until('the screen shows the poll', async () => (await picture()).includes(PILOT.en));
    // One vote by the phone and one by the guest who left: LEED city and environment.
    await until('and how it stands', async () => {
      const shares = await screen.locator('main.screen .o .n').allInnerTexts();
      return shares.map(text => text.replace(/\s/g, '')).join() === '0%,50%,50%,0%';
    });
    const before = await picture();
    const own = await chosen(phone).innerText();
    const sockets = framesOf(screen).filter(f => f.includes('"t":"welcome"')).length;
    await server[end]();
    await sees(screen, /Connection lost\. Shown as of \d\d:\d\d/);
    await sees(phone.page, OFFLINE);
    assert.equal(await picture(), before, 'the last picture stays');
    assert.equal(await chosen(phone).innerText(), own);
    await server.start();
    await seesNot(screen, 'Connection lost');
    await seesNot(phone.page, OFFLINE);
    assert.ok(framesOf(screen).filter(f => f.includes('"t":"welcome"')).length > sockets);
    assert.equal(await picture(), before);
    assert.equal(await chosen(phone).innerText(), own);
    await phone.acked('Counted.');
    await until('the host is back too', () =>
      host.page
        .locator('.strip')
        .count()
        .then(n => !n),
    );
    await votesAre(2);
  });
}

test('it scans again and types the code by hand, and is the same guest', async () => {
  await phone.page.goto(`${server.origin}/${DEMO.toLowerCase()}`);
  await phone.ready();
  await phone.acked('Counted.');
  await phone.page.goto(`${server.origin}/ABCDEF`);
  await sees(phone.page, 'There is no event with the code ABCDEF.');
  await phone.page.getByLabel('Code').fill(' cdu-7k2 ');
  await phone.page.getByRole('button', { name: 'Join' }).tap();
  await phone.ready();
  await phone.acked('Counted.');
});

test('where there is one event, the server’s own address leads straight into it', async () => {
  const answer = await fetch(`http://127.0.0.1:${server.port}/`, { redirect: 'manual' });
  assert.equal(answer.status, 307);
  assert.equal(answer.headers.get('location'), `/${DEMO}`);
  assert.equal(answer.headers.get('cache-control'), 'no-store');
  assert.equal(answer.headers.get('set-cookie'), null, 'a preview of the link makes nobody a guest');
  await phone.page.goto(server.origin);
  await phone.ready();
  await phone.acked('Counted.');
});

test('the language is switched in place and remembered', async () => {
  await phone.page.goto(`${server.origin}/${DEMO}`);
  await phone.ready();
  await phone.page.getByLabel('Language').selectOption('中文');
  await phone.showsHeadline(PILOT.zh);
  assert.equal(await phone.page.locator('html').getAttribute('lang'), 'zh-Hans');
  await phone.page.reload();
  await phone.ready();
  await phone.showsHeadline(PILOT.zh);
  await phone.acked('已计入。');
});

test('the menu of the languages keeps the keyboard, and shows what is spoken when the line is down', async () => {
  const other = await guest('zh-CN');
  const menu = other.page.getByRole('combobox');
  const spoken = () => other.page.locator('html').getAttribute('lang');
  await other.page.context().setOffline(true);
  await menu.selectOption('English');
  await until('the menu is back at Chinese', async () => (await menu.inputValue()) === 'zh-Hans');
  assert.equal(await spoken(), 'zh-Hans');
  await other.page.context().setOffline(false);
  await menu.focus();
  await other.page.keyboard.press('ArrowUp');
  await until('English is spoken', async () => (await spoken()) === 'en');
  assert.ok(await menu.evaluate(el => el === document.activeElement));
  await other.page.context().close();
});

for (const { lang, title, group, skip, values, both, changed } of [
  {
    lang: 'en',
    title: 'About you',
    group: 'Delegation 代表团',
    skip: 'Prefer not to say',
    values: ['China', 'City'],
    both: 'China · City',
    changed: 'United States',
  },
  {
    lang: 'zh-CN',
    title: '关于您',
    group: '代表团 Delegation',
    skip: '不想透露',
    values: ['中方', '城市'],
    both: '中方 · 城市',
    changed: '美方',
  },
]) {
  test(`a guest is asked once what they belong to, and may change it (${lang})`, async () => {
    const other = await guest(lang);
    const { page } = other;
    const about = page.getByRole('region', { name: title });
    const value = (/** @type {string} */ text) => about.getByRole('button', { name: text });
    const pressed = about.locator('[aria-pressed=true]');
    const again = async () => {
      await page.reload();
      await other.ready();
    };
    await page.locator('label.opt').first().waitFor();
    assert.equal(await about.count(), 0, 'nothing is asked before the first vote');
    await other.option('LEED city').or(other.option('LEED 城市')).first().tap();
    await about.waitFor();
    assert.equal(await about.getByRole('group', { name: group, exact: true }).count(), 1);
    const paper = await page.locator('.sheet').first().boundingBox();
    const card = await about.boundingBox();
    assert.ok(paper && card && card.y >= paper.y + paper.height, 'below what is live');

    // One tap per group; the first answer survives a reload while the page still asks for the second.
    await value(values[0]).tap();
    await pressed.filter({ hasText: values[0] }).waitFor();
    await until('it is safe', () =>
      framesOf(page).some(f => f.includes('"declared":[{"group":0,"value":1}]')),
    );
    await again();
    await pressed.filter({ hasText: values[0] }).waitFor();
    await value(values[1]).tap();
    await sees(about, both);
    await until('so is that', () => framesOf(page).some(f => f.includes('{"group":1,"value":1}]')));
    await again();
    await sees(about, both);
    assert.equal(await value(skip).count(), 0, 'it is not asked again');

    // At the foot the guest can change it, and withdraw it.
    const change = about.locator('#about');
    await change.tap();
    await value(changed).tap();
    await pressed.filter({ hasText: changed }).waitFor();
    await change.tap();
    await sees(about, `${changed} · ${values[1]}`);
    await change.tap();
    await value(skip).tap();
    await seesNot(about, changed);
    await until('it was taken back', () =>
      framesOf(page).some(f => f.includes('"declared":[{"group":0},{"group":1}]')),
    );
    await again();
    await about.locator('#about').waitFor();
    assert.equal(await pressed.count(), 0);
    await page.close();
  });
}

test('who would not say what they belong to is not asked again, and offline it is kept', async () => {
  const other = await guest();
  const { page } = other;
  const about = page.getByRole('region', { name: 'About you' });
  await other.tap('LEED city');
  await other.acked('Counted.');
  await server.kill9();
  await sees(page, OFFLINE);
  await about.getByRole('button', { name: 'Prefer not to say' }).tap();
  await sees(about, 'You prefer not to say. · Saved on this phone, sending…');
  await server.start();
  await sees(about, /^You prefer not to say\.$/);
  await page.reload();
  await other.ready();
  await sees(about, /^You prefer not to say\.$/);
  assert.equal(await about.getByRole('button', { name: 'Prefer not to say' }).count(), 0);
  await page.close();
});

test('what is marked and not sent survives a reload', async () => {
  await host.start(ROUND_TABLE.en);
  await host.openPoll(HELP.en);
  const marking = await guest();
  await marking.showsHeadline(HELP.en);
  await marking.page.locator('.opt').nth(1).tap();
  await marking.page.locator('.opt').nth(2).tap();
  await sees(marking.page, /^2 marked/);
  await marking.page.reload();
  await marking.ready();
  await sees(marking.page, /^2 marked/);
  await marking.page.getByRole('button', { name: 'Send 2 choices' }).tap();
  await marking.acked('Counted.');
  await marking.page.reload();
  await marking.ready();
  await seesNot(marking.page, /^2 marked/);
  // The ballot comes with the socket.
  await until('both are chosen', async () => (await chosen(marking).count()) === 2);
  await marking.page.close();
});

test('a kind of poll that the page does not know offers a reload, and is reloaded for once', async () => {
  const page = await (await phoneDevice(browser, 'en')).newPage();
  let loads = 0;
  page.on('load', () => loads++);
  // To this page, every poll from the server is of a future kind.
  await page.addInitScript(() => {
    const parse = JSON.parse;
    JSON.parse = text => parse(String(text).replaceAll('"kind":{"choice":', '"kind":{"hologram":'));
  });
  await page.goto(`${server.origin}/${DEMO}`);
  await until('it reloads by itself', () => loads === 2);
  await sees(page, 'Reload to see this');
  await page.getByRole('button', { name: 'Reload to see this' }).tap();
  await until('it reloads when it is told to', () => loads === 3);
  await sees(page, 'Reload to see this');
  await page.close();
});

test('a new kind of poll reloads a page that is open, but not while its guest writes', async () => {
  await host.verb(/^Close(?! and)/).click();
  await host.step('Closed');
  const open = async (/** @type {boolean} */ held) => {
    const context = await phoneDevice(browser, 'en');
    await context.routeWebSocket(/\/socket\?/, socket => {
      const far = socket.connectToServer();
      far.onMessage(frame =>
        socket.send(String(frame).replaceAll('"kind":{"choice":', '"kind":{"hologram":')),
      );
    });
    const page = await context.newPage();
    if (held) await page.clock.install();
    await page.goto(`${server.origin}/${DEMO}`);
    const phone = new Phone(page);
    await phone.ready();
    let loads = 0;
    page.on('load', () => loads++);
    return { phone, page, loads: () => loads };
  };
  const idle = await open(false);
  const writing = await open(true);
  await writing.phone.openAsk();
  await writing.page.locator('#ask-text').fill('Half a question');
  await host.verb('Open again').click();
  await until('the idle page reloads by itself', () => idle.loads() === 1);
  await sees(writing.page, 'Poll open');
  await writing.page.clock.runFor(5000);
  assert.equal(writing.loads(), 0);
  assert.equal(await writing.page.locator('#ask-text').inputValue(), 'Half a question');
  await writing.page.getByRole('button', { name: 'Cancel' }).tap();
  await sees(writing.page, 'Reload to see this');
  await idle.page.context().close();
  await writing.page.context().close();
});

test('no page had a fault', () => assert.deepEqual(faults, []));
