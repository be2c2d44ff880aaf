/**
 * The quiz: an answer locks at one tap and never by arrow keys, the correct answer is in no byte before the host tells it, points and
 * ranks follow, and nicknames reach the leaderboard only once a moderator approved them.
 */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { accessible } from './checks/accessible.mjs';
import { layout } from './checks/layout.mjs';
import { sendBallots } from './harness/ballots.mjs';
import {
  device,
  faults,
  framesOf,
  launch,
  phoneDevice,
  SIZES,
  sees,
  seesNot,
  until,
} from './harness/browser.mjs';
import { Host, Moderator, openRole, Phone } from './harness/roles.mjs';
import { startServer } from './harness/server.mjs';
import { firstResponse, WINDOW_BYTES } from './harness/window.mjs';

const CODE = 'Q4TH4N';
const LEVEL = {
  en: 'Which is the highest level of LEED certification?',
  zh: 'LEED 认证的最高级别是哪一级？',
};
const SAVES = { en: 'What does a green building save?', zh: '绿色建筑节约什么？' };
const YEAR = { en: 'When did LEED begin?' };

/** @type {import('./harness/server.mjs').Server} */
let server;
/** @type {import('playwright-core').Browser} */
let browser;
/** @type {Host} */
let host;
/** @type {import('./harness/browser.mjs').Page} */
let screen;
/** @type {Phone} */
let en;
/** @type {Phone} */
let zh;

before(async () => {
  server = await startServer();
  const file = fileURLToPath(new URL('fixtures/quiz.toml', import.meta.url));
  await server.command('event', 'import', file);
  browser = await launch();
  host = await Host.open(await device(browser), server, CODE);
  await host.start('Keynote: LEED Cities');
  screen = await openRole(await device(browser, { size: SIZES.full }), server, 'screen', CODE);
});

after(async () => {
  await browser?.close();
  await server?.stop();
});

const url = () => `${server.origin}/${CODE}`;
const guest = (/** @type {string} */ lang) =>
  phoneDevice(browser, lang).then(context => Phone.open(context, url()));
const plate = (/** @type {string} */ text) => screen.locator('.answer', { hasText: text });
const own = (/** @type {Phone} */ phone) => phone.page.locator('.earned');
const nick = (/** @type {Phone} */ phone) => phone.page.locator('.nick');

/** Opens a question for its own time. */
const openQuestion = (/** @type {string} */ title) => host.openPoll(title, { limit: true });

async function tellAnswer() {
  await host.verb('Reveal answer').click();
  await sees(host.hand, 'Guests know the correct answer.');
}

test('the page of an open question is one window', async t => {
  await openQuestion(LEVEL.en);
  for (const lang of ['en', 'zh-CN', 'fr']) {
    const { body, head } = await firstResponse(server, CODE, lang);
    t.diagnostic(`${lang}: ${body.length} bytes, and ${head} of headers`);
    assert.ok(body.length + head <= WINDOW_BYTES, `${body.length} bytes, and ${head} of headers`);
  }
});

test('one tap locks an answer, and arrow keys lock none', async () => {
  en = await guest('en');
  zh = await guest('zh-CN');
  await en.showsHeadline(LEVEL.en);
  await zh.showsHeadline(LEVEL.zh);
  await sees(en.page, 'One tap locks your answer.');
  await sees(zh.page, '答得越快，得分越高。');
  await en.tap('Platinum');
  await en.acked('Counted.');
  await until('another tap changes nothing', async () => {
    await en.option('Gold').tap({ force: true });
    return (await en.option('Gold').getAttribute('aria-pressed')) === 'false';
  });
  assert.equal(await en.option('Platinum').getAttribute('aria-pressed'), 'true');

  await zh.option('认证级').focus();
  await zh.page.keyboard.press('ArrowDown');
  await zh.page.keyboard.press('Tab');
  await zh.page.keyboard.press('Tab');
  assert.equal(
    await zh.page.locator('.opt[aria-pressed="true"]').count(),
    0,
    'no key but Enter or Space casts',
  );
  await zh.page.keyboard.press('Enter');
  await zh.acked('已计入');
  assert.equal(await zh.option('金级').first().getAttribute('aria-pressed'), 'true');
  await sees(screen, '2');
  await sees(screen, 'voted');
  await sees(host.hand, '2 voters');
});

test('a ballot that fits no question is refused, and the connection lives', async () => {
  const context = await phoneDevice(browser, 'en');
  const page = await context.newPage();
  await page.goto(url());
  const wrong = [[4], [0, 1], [], [3, 3], [255]].map(quiz => ({ quiz }));
  const bad = { kind: 'bad_ballot', min: 1, max: 1 };
  const answers = await sendBallots(page, 0, [...wrong, { choice: [0] }, { quiz: [1] }, { quiz: [2] }]);
  assert.deepEqual(answers, [...Array(6).fill(bad), 'ack', { kind: 'ballot_final' }]);
  await context.close();
});

test('a nickname is asked once, and nobody sees it unread', async () => {
  await en.page.locator('#nick').fill('x'.repeat(21));
  await sees(nick(en), '21 / 20');
  assert.ok(await en.page.getByRole('button', { name: 'Play under this name' }).isDisabled());
  await en.page.locator('#nick').fill('solar noon');
  await en.page.getByRole('button', { name: 'Play under this name' }).tap();
  await sees(nick(en), 'A moderator will read it first.');
  assert.ok(await en.page.locator('#rename').evaluate(el => el === document.activeElement));
  await zh.page.getByRole('button', { name: '不用昵称' }).tap();
  await sees(nick(zh), '您没有使用昵称。');
  await zh.page.reload();
  await zh.ready();
  await sees(nick(zh), '您没有使用昵称。');
  await zh.page.locator('#rename').tap();
  await zh.page.locator('#nick').fill('一度电 spam');
  await zh.page.locator('#nick').press('Enter');
  await sees(nick(zh), '等待审核。');
  for (const page of [screen, en.page])
    assert.doesNotMatch(
      framesOf(page)
        .filter(frame => !frame.includes('"t":"mine"'))
        .join(),
      /solar noon|一度电/,
    );
});

test('the counts come first, and the answer is in no byte before it is told', async () => {
  await host.reveal();
  await sees(plate('Gold'), '1');
  await sees(screen, 'The answer follows');
  await sees(host.hand, 'Guests do not know the correct answer yet.');
  await sees(en.option('Platinum'), 'your choice');
  for (const page of [screen, en.page, zh.page]) {
    const text = framesOf(page).join() + (await page.content());
    assert.doesNotMatch(text, /"right"|"points":\d+,"(?!speed)|"place"/, 'nothing tells the answer');
    assert.equal(await page.locator('.right, .wrong').count(), 0);
  }
  assert.deepEqual(await accessible(host.page), []);
});

test('the answer fills its plate, and each phone has its points and rank', async () => {
  await tellAnswer();
  await screen.locator('.answer.right', { hasText: '铂金级' }).locator('.mark').waitFor();
  assert.equal(await screen.locator('.answer.right').count(), 1);
  await sees(screen, 'was right');
  await sees(en.page, 'Correct');
  await sees(en.page, 'Place 1 of 3');
  const points = Number((await own(en).locator('.big').textContent())?.replace('+', ''));
  assert.ok(points > 500 && points <= 1000, `${points} points for a fast answer`);
  await sees(zh.page, '这次没有答对');
  await sees(zh.page, '第 2 名，共 3 人');
  await zh.option('金级').getByRole('img', { name: '不正确' }).waitFor();
  await zh.option('铂金级').getByRole('img', { name: '正确', exact: true }).waitFor();
  for (const page of [en.page, zh.page, screen]) {
    assert.deepEqual(await accessible(page), []);
    assert.deepEqual(await layout(page, page === screen), []);
  }
});

test('an undo takes the answer back from everybody, and a key tells it again', async () => {
  await host.page.keyboard.press('z');
  await sees(host.hand, 'Guests do not know the correct answer yet.');
  await until('the plate is bare', async () => (await screen.locator('.answer.right').count()) === 0);
  await seesNot(own(en), 'Correct');
  await seesNot(en.page, 'Place 1 of 3');
  await host.page.keyboard.press('a');
  await screen.locator('.answer.right').waitFor();
  await sees(en.page, 'Place 1 of 3');
});

test('a moderator approves nicknames with one key, and the leaderboard has no others', async () => {
  await host.show('Leaderboard');
  await sees(screen, 'After the first question');
  await sees(screen, 'A guest');
  await sees(en.page, 'Leaderboard');
  await seesNot(screen, 'solar noon');
  const mod = await Moderator.open(await device(browser), server, CODE);
  const row = (/** @type {string} */ name) => mod.page.locator('[data-e]', { hasText: name });
  await mod.page.getByText(/^Nicknames 2/).waitFor();
  await mod.press('g');
  await row('solar noon').waitFor();
  await sees(row('一度电'), 'marked word');
  assert.deepEqual(await accessible(mod.page), []);
  assert.deepEqual(await layout(mod.page, false), []);
  await mod.press('u');
  await mod.says('1 nickname approved');
  await sees(screen, 'solar noon');
  await sees(nick(en), 'Others can see it.');
  await sees(en.page.locator('.place.me'), 'solar noon');
  await sees(en.page.locator('.place.me'), 'you');
  await mod.press('z');
  await mod.says('Undone');
  await seesNot(screen, 'solar noon');
  await mod.press('u');
  await sees(screen, 'solar noon');
  await mod.press('d');
  await mod.says('hidden');
  await sees(nick(zh), '未采用，可以换一个。');
  await row('solar noon').getByRole('button', { name: /^Hide/ }).click();
  await seesNot(screen, 'solar noon');
  await row('solar noon')
    .getByRole('button', { name: /^Show again/ })
    .click();
  await sees(screen, 'solar noon');
  for (const page of [screen, en.page]) {
    assert.deepEqual(await accessible(page), []);
    assert.deepEqual(await layout(page, page === screen), []);
  }
  await mod.page.context().close();
  await host.page.keyboard.press('l');
  await host.shows('Automatic');
  await seesNot(en.page, 'Leaderboard');
});

test('several correct answers are marked first, and count only together', async () => {
  await openQuestion(SAVES.en);
  await en.showsHeadline(SAVES.en);
  await zh.showsHeadline(SAVES.zh);
  await sees(screen, 'One or more are correct');
  await en.tap('Light');
  await en.tap('Water');
  await sees(en.page.locator('.foot'), '2 marked');
  await en.page.getByRole('button', { name: 'Send my answer' }).tap();
  await en.acked('Counted.');
  await zh.page.getByRole('checkbox').first().focus();
  await zh.page.keyboard.press('Space');
  await zh.page.getByRole('button', { name: '提交答案' }).tap();
  await zh.acked('已计入');
  await host.reveal();
  await tellAnswer();
  await until('both are filled', async () => (await screen.locator('.answer.right').count()) === 2);
  await sees(screen, 'was right');
  await sees(own(en).first(), '+500');
  await sees(own(zh).first(), '这次没有答对');
  await host.page.keyboard.press('l');
  await sees(screen, '2 题之后');
  await sees(screen, '+ 500');
  const exported = await host.page.evaluate(async () => {
    const answer = await fetch(`${location.pathname.replace(/\/host$/, '')}/export.json`);
    return answer.json();
  });
  const [first, ...others] = exported.leaderboard;
  assert.deepEqual([first.rank, first.nickname, others.length], [1, 'solar noon', 0]);
  assert.doesNotMatch(JSON.stringify(exported), /一度电/, 'nothing unread is exported');
  await host.page.keyboard.press('l');
  await host.shows('Automatic');
});

test('a changeable answer changes, and phones that never see a result have their points', async () => {
  await openQuestion(YEAR.en);
  await en.showsHeadline(YEAR.en);
  await en.tap('1989');
  await en.acked('Counted.');
  await en.tap('1998');
  await until('the new answer is marked', async () => {
    return (await en.option('1998').getAttribute('aria-pressed')) === 'true';
  });
  await en.acked('Counted. You can change it');
  await host.reveal();
  await tellAnswer();
  await sees(screen, 'was right');
  await screen.locator('.answer.right', { hasText: '1998' }).waitFor();
  await sees(own(en).first(), '+1000');
  const sheet = en.page.locator('.sheet').first();
  assert.equal(await sheet.locator('.opt.right, .opt .n').count(), 0, 'no result on phones');
});

test('a host asks a question from one field', async () => {
  await host.page.keyboard.press('n');
  await host.page.getByRole('textbox', { name: 'Question and options' }).fill('Two and two?\nThree\nFour');
  await host.page.getByLabel('Kind').selectOption('Quiz question, B is correct');
  await host.page.getByRole('button', { name: 'Make and open' }).click();
  await host.step('Open');
  await en.showsHeadline('Two and two?');
  await en.tap('Four');
  await en.acked('Counted.');
  await host.reveal();
  await tellAnswer();
  await sees(own(en).first(), '+1000');
});

test('no page had a fault', () => assert.deepEqual(faults, []));
