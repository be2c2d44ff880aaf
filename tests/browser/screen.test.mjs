/**
 * The screen: the text and size of each scene, its own fonts, its link's options, plain http, forced colours and right-to-left
 * events; and the host's miniature as the same picture.
 */
import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { layout } from './checks/layout.mjs';
import { readable } from './checks/readable.mjs';
import { device, faults, phoneDevice, SIZES, sees, seesNot, until } from './harness/browser.mjs';
import { browser, server } from './harness/hall.mjs';
import { event, openPicture, session, settled, stage, tally } from './harness/picture.mjs';
import { decode } from './harness/qr.mjs';
import { DIALOGUE, Host, openRole, Phone, PILOT, plain } from './harness/roles.mjs';
import { DEMO } from './harness/server.mjs';
import { guest } from './harness/stage.mjs';

/** @typedef {import('./harness/picture.mjs').Item} Item */

/** @type {Awaited<ReturnType<typeof openPicture>>} */
let picture;
/** @type {import('playwright-core').Page} */
let page;

before(async () => {
  picture = await openPicture(browser, server);
  page = picture.page;
});

const T = (/** @type {string} */ en, /** @type {string} */ zh) => ({ en, 'zh-Hans': zh });
let ids = 100;
const FOUR = [
  T('Urban infrastructure', '城市基础设施'),
  T('Environmental protection', '环境保护'),
  T('LEED city', 'LEED 城市'),
  T('WELL community', 'WELL 健康社区'),
];
/** A poll on the screen with its counts; each has its own id, like real polls. */
function poll(/** @type {Item} */ of = {}, /** @type {number[] | undefined} */ picks = undefined, count = 0) {
  ids += 1;
  return [
    event(),
    session(),
    {
      k: 'poll',
      id: ids,
      session: 1,
      kind: { choice: { min: 1, max: 1 } },
      title: T('Which field first?', '首先面向哪个领域？'),
      options: FOUR,
      phase: 'open',
      changeable: true,
      since: 1,
      order: 1,
      ...of,
    },
    picks ? tally(ids, picks, { choice: picks }) : { k: 'tally', id: ids, count },
    stage({ poll: ids }),
  ];
}
const person = (/** @type {number} */ id, /** @type {Item} */ name, /** @type {Item} */ org) => ({
  k: 'person',
  id,
  key: `p${id}`,
  name,
  org,
});
const question = (/** @type {number} */ id, /** @type {Item} */ content, /** @type {Item} */ of = {}) => ({
  k: 'question',
  id,
  content: { text: 'How?', lang: 'en', ...content },
  state: 'approved',
  upvotes: 0,
  at: id,
  since: id,
  ...of,
});
const main = () => page.locator('main.screen');
const said = async () => plain(await main().innerText()).replace(/\s+/g, ' ');
const boxOf = async (/** @type {string} */ selector) => {
  const box = await main().locator(selector).first().boundingBox();
  assert.ok(box, selector);
  return box;
};
const unit = SIZES.full.height / 100;

test('a session is a title page: the title largest, names in both languages, nothing twice', async () => {
  await picture.show([
    event(),
    person(0, T('Speaker from Caterpillar', '卡特彼勒代表'), T('Caterpillar', '卡特彼勒')),
    person(1, T('Li Ming', '李明'), T('City of Chengdu', '成都市')),
    session({ id: 7, kind: 'keynote', title: T('Heat from rivers', '江河供热'), speakers: [0, 1] }),
    stage({ session: 7 }),
  ]);
  const text = await said();
  for (const once of [
    'Heat from rivers',
    '江河供热',
    'Li Ming',
    '成都市',
    '13:30–15:00',
    'Caterpillar',
    '卡特彼勒',
  ])
    assert.equal(text.split(once).length - 1, 1, `“${once}” stands once in: ${text}`);
  const sizes = await main().evaluate(scene =>
    [...scene.querySelectorAll('h1, b, p')].map(el => [
      el.tagName,
      Number.parseFloat(getComputedStyle(el).fontSize),
    ]),
  );
  const title = sizes.find(([tag]) => tag === 'H1')?.[1] ?? 0;
  assert.ok(sizes.every(([tag, size]) => tag === 'H1' || size < title));
  const right = await boxOf('.speakers li:nth-child(2)');
  assert.ok(right.x > SIZES.full.width / 2, 'the right half is used');
});

test('name plates carry both languages, and who speaks is filled', async () => {
  const names = ['Emerson', 'Altec', 'Organica', 'Caterpillar', 'Meishan', 'Tsinghua'];
  await picture.show([
    event(),
    ...names.map((name, i) =>
      person(i, T(`${name} person`, `${name}代表`), T(`The institute of ${name}`, `${name}研究院`)),
    ),
    session({
      id: 8,
      kind: 'round_table',
      title: T('Round table', '圆桌讨论'),
      speakers: [0],
      panelists: [1, 2, 3, 4, 5],
    }),
    stage({ session: 8 }),
  ]);
  const text = await said();
  for (const name of names)
    for (const each of [`${name} person`, `${name}代表`, `The institute of ${name}`, `${name}研究院`])
      assert.ok(text.includes(each), each);
  const fills = await main()
    .locator('.plate')
    .evaluateAll(plates => plates.map(plate => getComputedStyle(plate).backgroundColor));
  const accent = await main().evaluate(scene => {
    const probe = scene.appendChild(document.createElement('i'));
    probe.style.color = 'var(--accent)';
    const { color } = getComputedStyle(probe);
    probe.remove();
    return color;
  });
  assert.deepEqual(
    fills.map(fill => fill === accent),
    [true, false, false, false, false, false],
  );
});

test('a session’s picture says what comes next: the question in the line, and the session after', async () => {
  const plate = (/** @type {number} */ i) =>
    person(i, T(`Person ${i}`, `代表${i}`), T(`Institute ${i}`, `研究院${i}`));
  const table = (/** @type {Item} */ of, /** @type {Item[]} */ ...more) => [
    event(),
    ...Array.from({ length: 6 }, (_, i) => plate(i)),
    session({ id: 8, kind: 'round_table', panelists: [0, 1, 2, 3, 4, 5] }),
    session({ id: 9, title: T('Tea break', '茶歇'), start: '15:30', state: 'coming', order: 2 }),
    ...more,
    { ...stage({ table: 8 }), ...of },
  ];
  const asked = question(
    3,
    { text: 'Who pays for the pipes?', translations: { 'zh-Hans': '管道由谁出资？' } },
    { state: 'next' },
  );
  await picture.show(table({ next: 9, next_question: 3 }, asked));
  for (const text of [
    'Next',
    '接下来',
    'Who pays for the pipes?',
    '管道由谁出资？',
    '15:30',
    'Tea break',
    '茶歇',
  ])
    assert.ok((await said()).includes(text), text);
  assert.ok((await boxOf('.coming')).y > (await boxOf('.plates')).y + (await boxOf('.plates')).height);
  assert.equal(await main().locator('.plate').count(), 6);

  // Only what the server names; and the session itself does not come after itself.
  await picture.show(table({ next: 9 }, asked));
  assert.ok(!(await said()).includes('pipes'));
  await picture.show(table({ next: 8 }));
  assert.equal(await main().locator('.coming').count(), 0);
  // The session's own questions are not announced in the picture of another.
  const coming = { ...stage({ session: 9 }), next: 9, next_question: 3 };
  await picture.show([...table({}, asked).slice(0, -1), coming]);
  assert.equal(await main().locator('.coming').count(), 0);

  // The chair has said that no question follows, and one is on.
  const floor = { k: 'floor', session: 8, last: true };
  await picture.show(table({}, floor, question(5, {}, { state: 'now' })));
  assert.ok((await said()).includes('Last question 最后一问'), await said());
  assert.deepEqual(await layout(picture.page, true), []);
  await picture.show(table({}, floor));
  assert.ok(!(await said()).includes('Last question'));

  // It never makes the picture turn or shrinks it to the smallest sizes: it goes.
  const long = question(
    3,
    { text: 'Who pays for the pipes of this city? '.repeat(8).trim() },
    { state: 'next' },
  );
  const people = Array.from({ length: 20 }, (_, i) => plate(i));
  const full = table({ next: 9, next_question: 3 }, ...people.slice(6), long);
  Object.assign(full.find(item => item.k === 'session' && item.id === 8) ?? {}, {
    panelists: people.map((_, i) => i),
  });
  await picture.show(full);
  assert.equal(await main().locator('.coming:visible').count(), 0);
});

test('at the reveal the winner’s row grows', async () => {
  const of = poll({ phase: 'closed' }, [62, 34, 47, 19]);
  await picture.show(of);
  const closed = await boxOf('.o:first-child');
  const word = await boxOf('.o:first-child b');
  await picture.show(of.map(item => (item.k === 'poll' ? { ...item, phase: 'revealed' } : item)));
  await main().locator('.o.won').waitFor();
  await settled(page);
  const won = await boxOf('.o.won');
  assert.ok(won.height > closed.height * 1.2, `${closed.height} became ${won.height}`);
  const [grown, other] = [await boxOf('.o.won b'), await boxOf('.o:nth-child(2)')];
  assert.ok(grown.height > word.height * 1.2, `its words: ${word.height} became ${grown.height}`);
  assert.ok(won.height > other.height * 1.4, `${won.height} beside ${other.height}`);
  assert.deepEqual(await readable(page), []);

  // A long winner takes room from its bar and from the others before it stays small.
  const long = poll({ phase: 'revealed' }, [12, 62, 34, 19]);
  await picture.show(long);
  await main().locator('.o:nth-child(2).won').waitFor();
  await settled(page);
  const [name, loser] = [await boxOf('.o.won b'), await boxOf('.o:first-child b')];
  assert.ok(name.height > loser.height * 1.4, `its words: ${name.height} beside ${loser.height}`);
  assert.deepEqual(await readable(page), []);
});

test('words stay whole when the winners arrive after the reveal', async () => {
  const long = Array.from({ length: 5 }, (_, i) =>
    T(`${i + 1} ${'long words of an option '.repeat(9)}`.slice(0, 195), '长'.repeat(60)),
  );
  for (const options of [FOUR, FOUR.slice(0, 2), long]) {
    const picks = options.map((_, i) => 9 - i);
    const revealed = poll({ options, phase: 'revealed' }, picks);
    // The server names the leaders only once the result is revealed. The screen has just shown a vote, so it lets them wait.
    const before = (/** @type {number} */ count) =>
      revealed.map(item =>
        item.k === 'poll'
          ? { ...item, phase: 'closed' }
          : item.k === 'tally'
            ? { ...item, count, shares: { ...Object(item.shares), leaders: undefined } }
            : item,
      );
    for (const count of [5, 6]) await picture.show(before(count));
    await picture.show(revealed);
    // Long options turn pages, and the winner may be on another one.
    await main().locator('.o.won').waitFor({ state: 'attached' });
    await settled(page);
    assert.deepEqual(await readable(page), []);
  }
});

test('two long options leave room for their numbers', async () => {
  const word = 'Donaudampfschifffahrtsgesellschaft'.repeat(6).slice(0, 190);
  for (const phase of ['open', 'revealed']) {
    const title = T(word, '很长的标题');
    await picture.show(poll({ title, options: [T(word, ''), T('Short', '短')], phase }, [1, 2]));
    if (phase === 'revealed') await main().locator('.o.won').waitFor();
    await settled(page);
    assert.deepEqual(await readable(page), []);
  }
});

test('two options use the height of the sheet', async () => {
  for (const phase of ['open', 'revealed']) {
    await picture.show(poll({ options: FOUR.slice(0, 2), phase }, [54, 46]));
    const [numeral, half] = [await boxOf('.o .n'), await boxOf('.o')];
    const size = await main()
      .locator('.o .n')
      .first()
      .evaluate(el => Number.parseFloat(getComputedStyle(el).fontSize));
    assert.ok(size >= 20 * unit, `the numeral is ${size} px`);
    assert.ok(half.height > 45 * unit && numeral.y > half.y + 10 * unit);
  }
});

test('the last ten seconds are large, and a poll without a time says so', async () => {
  await picture.show(poll({ closes_at: Date.now() + 95_000 }, [1, 0, 0, 0]));
  await until('the time left', async () => /1:3\d left 剩余/.test(await said()));
  await picture.show(poll({ closes_at: Date.now() + 9_500 }, [1, 0, 0, 0]));
  const clock = main().locator('.last');
  await clock.waitFor();
  assert.match(await clock.innerText(), /^(10|[0-9])$/);
  assert.ok((await clock.evaluate(el => Number.parseFloat(getComputedStyle(el).fontSize))) > 15 * unit);
  assert.deepEqual(await readable(page), []);
  await picture.show(poll({ kind: { choice: { min: 1, max: 2 } } }, [1, 0, 0, 0]));
  assert.match(await said(), /up to 2 each 最多选 2 项 Vote now 请投票/);
});

test('who chose several is a voter, and not as many votes', async () => {
  const several = { kind: { choice: { min: 1, max: 2 } }, phase: 'closed' };
  await picture.show(poll(several, [1, 2, 0, 0]));
  assert.match(await said(), /3 voters 人投票/);
});

test('the foot of a rounded result stays on one line, with the fingerprint below it', async () => {
  const items = poll({ phase: 'revealed', seal: 'CGH6YC6P' }, [101, 100, 100, 0]);
  const counts = items.find(({ k }) => k === 'tally');
  assert.ok(counts);
  await picture.show([
    ...items.filter(({ k }) => k !== 'tally'),
    { ...counts, present: 412, shares: { percents: [33, 33, 33, 0], rounded: true, leaders: [0] } },
  ]);
  assert.match(await said(), /301 votes 人投票 = 100% \(rounded\) （已取整）/);
  assert.match(await said(), /CGH6 YC6P/);
  const { height } = await boxOf('.foot');
  assert.ok(height < 8 * unit, `${height} px`);
});

test('the question now shows its support, its asker and its addressee', async () => {
  await picture.show([
    event(),
    session(),
    person(0, T('Speaker', '代表'), T('Emerson', '艾默生')),
    question(
      5,
      { name: 'Li Ming', org: 'City', translations: { 'zh-Hans': '如何？' } },
      { to: { person: 0 }, state: 'now', upvotes: 12 },
    ),
    stage({ question: 5 }),
  ]);
  assert.match(await said(), /How\? 如何？ Asked by Li Ming City For Emerson 请艾默生回答 12$/);
  await main().getByRole('img', { name: 'supported by 12' }).waitFor();
  // The chair has said that no other one follows: of the question that is now, and not of another one.
  for (const state of ['now', 'answered']) {
    const floor = { k: 'floor', session: 1, last: true };
    await picture.show([event(), session(), floor, question(5, {}, { state }), stage({ question: 5 })]);
    assert.equal(
      (await said()).includes('Last question 最后一问 · From the audience'),
      state === 'now',
      state,
    );
    assert.deepEqual(await layout(picture.page, true), []);
  }
});

const LONG = 'In retrofits of existing quarters we keep meeting owners who fear a whole winter of works. '
  .repeat(4)
  .slice(0, 300);

test('top questions stand whole, on pages that turn', async () => {
  await picture.show([
    event(),
    session(),
    ...[1, 2, 3].map(id =>
      question(id, { text: `${id} ${LONG}`.slice(0, 300), translations: { 'zh-Hans': '热泵'.repeat(150) } }),
    ),
    stage('questions', [1, 2, 3]),
  ]);
  await sees(main(), 'Top questions from the audience');
  const pages = await main().locator('.squares i').count();
  assert.ok(pages > 1);
  const seen = new Set();
  for (let i = 0; i < pages; i++) {
    assert.deepEqual(await readable(page), []);
    for (const text of await main().locator('.qs .main').filter({ visible: true }).allInnerTexts())
      seen.add(text[0]);
    await page.keyboard.press('ArrowRight');
    await settled(page);
  }
  assert.deepEqual([...seen].sort(), ['1', '2', '3']);
});

test('fourteen long options in two languages turn by themselves, and all letters stay', async () => {
  const clocked = await openPicture(browser, server, { clock: true });
  const options = Array.from({ length: 14 }, (_, i) =>
    T(
      `${i + 1}. ${'performance contracts with checks of what was saved '.repeat(2)}`.slice(0, 80),
      `${i + 1}、${'由省级发行绿色债券支持的市级直接投资'.repeat(2)}`,
    ),
  );
  await clocked.show(
    poll(
      { options },
      options.map((_, i) => i),
    ),
  );
  const scene = clocked.page.locator('main.screen');
  const visible = () => scene.locator('.o:visible .l').allInnerTexts();
  const first = await visible();
  assert.equal(first[0], 'A');
  assert.equal(await scene.locator('.register li').count(), 14);
  assert.equal(await scene.locator('.o:visible .w i').count(), first.length, 'both languages');
  await sees(scene, /Page 1 of \d/);
  await clocked.page.clock.runFor(24_500);
  await sees(scene, /Page 2 of \d/);
  assert.notDeepEqual(await visible(), first);
  await clocked.close();
});

test('on pages the reveal begins with the winner', async () => {
  const options = Array.from({ length: 14 }, (_, i) =>
    T(`${i + 1} ${'long words of an option '.repeat(7)}`.slice(0, 150), '长'.repeat(60)),
  );
  const picks = options.map((_, i) => (i === 9 ? 50 : i));
  await picture.show(poll({ options, phase: 'revealed' }, picks));
  await main().locator('.o.won').waitFor();
  assert.equal(await main().locator('.o:visible .l').first().innerText(), 'J');
  assert.deepEqual(await readable(page), []);
});

test('on pages the correct answer of a quiz question comes first, also when a later page is shown', async () => {
  const options = Array.from({ length: 14 }, (_, i) =>
    T(`${i + 1} ${'long words of an option '.repeat(7)}`.slice(0, 150), '长'.repeat(60)),
  );
  const counts = options.map((_, i) => i);
  const [, , item] = poll({ kind: { quiz: { points: 1000, right: [9] } }, options, phase: 'revealed' });
  const show = (/** @type {Item} */ of) =>
    picture.show([
      event(),
      session(),
      { ...item, ...of },
      tally(ids, counts, { quiz: { counts, right: 9 } }),
      stage({ poll: ids }),
    ]);
  const first = () => main().locator('.answer:visible .l').first().innerText();
  await show({});
  assert.equal(await first(), 'A');
  await page.keyboard.press('ArrowRight');
  await until('the next page is shown', async () => (await first()) !== 'A');
  await show({ answer_told: true });
  await main().locator('.answer.right:visible').waitFor();
  assert.equal(await first(), 'J');
  assert.deepEqual(await readable(page), []);
});

test('nothing that a guest writes moves or widens the page', async () => {
  const show = (/** @type {Item} */ content) =>
    picture.show([event(), session(), question(6, content, { state: 'now' }), stage({ question: 6 })]);
  await show({ name: 'Li' });
  const code = await boxOf('.join img');
  for (const name of ['W'.repeat(60), `👩${'\u200d👩'.repeat(60)}`, 'ﷺ'.repeat(20)])
    for (const text of ['How?', 'W'.repeat(300), name]) {
      await show({ name, org: name, text });
      assert.deepEqual(await boxOf('.join img'), code);
      const root = await page.evaluate(() => [document.documentElement.scrollWidth, innerWidth]);
      assert.equal(root[0], root[1]);
    }
});

test('the network’s name and password stand in words, on the scene, its page and paper', async () => {
  await picture.show([event({ wifi: { name: 'Plenary-Hall', password: 'chengdu2018' } }), stage('join')]);
  assert.match(await said(), /Wi-Fi 无线网络 Plenary-Hall Password 密码 chengdu2018/);
  const context = await device(browser);
  const screen = await openRole(context, server, 'screen');
  await screen.locator('main.screen').waitFor();
  await screen.goto(`${server.origin}/${DEMO}/wifi`);
  for (const media of /** @type {const} */ (['screen', 'print'])) {
    await screen.emulateMedia({ media });
    await sees(screen, 'Plenary-Hall');
    await sees(screen, 'chengdu2018');
  }
  await context.close();
  // Only hosts, moderators and screens get it.
  const guest = await phoneDevice(browser, 'en');
  const phone = await Phone.open(guest, `${server.origin}/${DEMO}`);
  assert.ok(!(await phone.page.content()).includes('chengdu2018'));
  await guest.close();
});

test('the hint of the keys never lies over the picture, and says that the screen may sleep', async () => {
  const lively = await openPicture(browser, server);
  await lively.show(poll({}, [1, 2, 3, 4]));
  const strip = lively.page.locator('.keys-hint');
  await sees(strip, 'full screen');
  await sees(strip, 'This computer may dim the screen');
  const top = (await strip.boundingBox())?.y ?? 0;
  const foot = await lively.page.locator('main .foot').boundingBox();
  assert.ok(foot && foot.y + foot.height <= top + 1, `${JSON.stringify(foot)} and ${top}`);
  // Plain http has no wake lock, so the page plays an invisible film.
  assert.equal(await lively.page.evaluate(() => isSecureContext), false);
  await until('the film plays', () =>
    lively.page.locator('video.awake').evaluate(film => !(/** @type {HTMLVideoElement} */ (film).paused)),
  );
  await lively.close();
});

test('a lost connection is told with the time of the picture, below it', async () => {
  const lost = await openPicture(browser, server);
  await lost.show(poll({}, [1, 2, 3, 4]));
  await lost.drop();
  const sign = lost.page.locator('.sign');
  await sees(sign, /^Connection lost\. Shown as of \d\d:\d\d$/);
  const [box, foot] = [await sign.boundingBox(), await lost.page.locator('main .foot').boundingBox()];
  assert.ok(box && foot && foot.y + foot.height <= box.y + 1);
  assert.equal(await lost.page.locator('.keys-hint').count(), 0);
  await lost.close();
});

test('bars, plates and marks are seen in forced colours', async () => {
  await page.emulateMedia({ forcedColors: 'active' });
  const back = (/** @type {string} */ selector) =>
    main()
      .locator(selector)
      .evaluateAll(all =>
        all.map(el => getComputedStyle(el, el.matches('.n') ? '::before' : undefined).backgroundColor),
      );
  const canvas = await main().evaluate(el => getComputedStyle(el).backgroundColor);
  const seen = async (/** @type {string} */ selector) => {
    const colours = await back(selector);
    assert.ok(colours.length, selector);
    assert.ok(
      !colours.includes(canvas) && !colours.includes('rgba(0, 0, 0, 0)'),
      `${selector}: ${colours} on ${canvas}`,
    );
    return colours;
  };
  await picture.show(poll({ phase: 'revealed' }, [62, 34, 47, 19]));
  await main().locator('.o.won').waitFor();
  const [won, ...others] = await seen('.bar i');
  assert.ok(!others.includes(won), 'the winner looks otherwise');
  await picture.show([event(), session(), question(1, {}, { upvotes: 4 }), stage('questions', [1])]);
  await seen('.qs .n');
  await picture.show([
    event(),
    ...[0, 1].map(id => person(id, T('A', '甲'), T('B', '乙'))),
    session({ id: 9, kind: 'round_table', speakers: [0], panelists: [1] }),
    stage({ session: 9 }),
  ]);
  await seen('.plate.on');
  await page.emulateMedia({ forcedColors: 'none' });
});

test('codes can be scanned where the reader’s own background is dark', async () => {
  const context = await device(browser, { size: SIZES.full, theme: 'dark' });
  const address = `${server.origin}/${DEMO}`.toLowerCase();
  for (const [role, path, code] of /** @type {const} */ ([
    ['screen', 'screen', '.join .qr'],
    ['screen', 'wifi', '.card:last-of-type img'],
    ['host', 'host', '.join-qr .paper-qr'],
  ])) {
    const first = await openRole(context, server, role);
    await first.locator('main, .desk').first().waitFor();
    await first.emulateMedia({ forcedColors: 'active' });
    await first.goto(`${server.origin}/${DEMO}/${path}`);
    const picture = first.locator(code).first();
    await picture.evaluate(img => /** @type {HTMLImageElement} */ (img).decode());
    const box = await picture.boundingBox();
    assert.ok(box);
    // With the empty modules round it, which some codes bring as an outline.
    const clip = { x: box.x - 16, y: box.y - 16, width: box.width + 32, height: box.height + 32 };
    const read = decode(await first.screenshot({ clip }));
    assert.equal(read?.toLowerCase(), address, path);
    await first.close();
  }
  await context.close();
});

test('the interface speaks the event’s languages', async () => {
  const of = (/** @type {string[]} */ langs) =>
    picture.show([
      event({ langs, title: { [langs[0]]: 'T' }, short: { [langs[0]]: 'T' }, venue: { [langs[0]]: 'V' } }),
      question(1, { lang: langs[0], name: 'Ana' }, { state: 'now' }),
      stage('join'),
    ]);
  await of(['fr', 'en']);
  assert.match(await said(), /Scannez pour poser vos questions et voter Scan to ask and to vote/);
  await of(['fr']);
  assert.doesNotMatch(await said(), /Scan to ask|扫码/);
  await of(['zh-Hans']);
  assert.doesNotMatch(await said(), /Scan|Scannez/);
  // There is no German catalogue, so the interface is English.
  await of(['de']);
  assert.match(await said(), /Scan to ask and to vote/);
});

test('a scene begins at the right where its first language does', async () => {
  const texts = { ar: 'أي مسار للترام (رقم 12)؟', en: 'Which route?' };
  await picture.show([
    event({ langs: ['ar', 'en'], title: texts, short: texts, venue: texts }),
    { ...poll({}, [3, 1])[2], title: texts, options: [texts, texts, texts], session: 1 },
    tally(ids, [2, 1, 1], { choice: [2, 1, 1] }),
    session({ title: texts }),
    stage({ poll: ids }),
  ]);
  assert.equal(await main().getAttribute('dir'), 'rtl');
  const [code, letter, bar, grown] = [
    await boxOf('.join img'),
    await boxOf('.o .l'),
    await boxOf('.o .bar'),
    await boxOf('.o .bar i'),
  ];
  assert.ok(code.x < SIZES.full.width / 4 && letter.x > (SIZES.full.width * 3) / 4);
  assert.ok(Math.abs(bar.x + bar.width - grown.x - grown.width) < 5, 'bars grow from the right');
  for (const dir of await main()
    .locator('[lang].say, .alt[lang]')
    .evaluateAll(all => all.map(el => el.matches('[dir="auto"], span'))))
    assert.ok(dir);
  assert.deepEqual(await readable(page), []);
});

test('a link tells a screen its languages, theme and scale, also after a reload', async () => {
  const context = await device(browser, { size: SIZES.full });
  const screen = await context.newPage();
  await screen.goto(`${await server.link('screen')}&lang=zh,en&theme=dark&scale=1.2`);
  for (const again of [false, true]) {
    if (again) await screen.reload();
    const scene = screen.locator('main.screen');
    await scene.locator('.say').waitFor();
    assert.equal(await scene.locator('.say').first().getAttribute('lang'), 'zh-Hans');
    assert.equal(
      await screen.locator('.stage').evaluate(el => getComputedStyle(el).backgroundColor),
      'rgb(18, 23, 24)',
    );
    const size = await scene.evaluate(el => Number.parseFloat(getComputedStyle(el).fontSize));
    assert.ok(Math.abs(size - 3.4 * 1.2 * unit) < 0.2, `${size}`);
    assert.equal(
      new URL(screen.url()).hash,
      '#lang=zh,en&theme=dark&scale=1.2',
      'the secret is gone, the options stay',
    );
  }
  // The keys still switch it.
  await screen.keyboard.press('l');
  await until(
    'English is first',
    async () => (await screen.locator('.say').first().getAttribute('lang')) === 'en',
  );
  await context.close();
});

test('the screen brings its own type, no more of it than it needs, and phones none', async () => {
  const fetched = async (/** @type {string[]} */ langs) => {
    const opened = await openPicture(browser, server);
    /** @type {string[]} */
    const files = [];
    opened.page.on('request', r => files.push(new URL(r.url()).pathname));
    await opened.show([event({ langs, title: T('Energy in towns', '城市能源') }), stage('holding')]);
    const families = await opened.page.evaluate(() =>
      [...document.fonts].filter(f => f.status === 'loaded').map(f => f.family),
    );
    await opened.close();
    return {
      files: files.filter(f => f.endsWith('.woff2')),
      families: new Set(families.map(f => f.replaceAll('"', ''))),
    };
  };
  const both = await fetched(['en', 'zh-Hans']);
  assert.deepEqual([...both.families].sort(), [
    'Plenary Hei',
    'Plenary Sans',
    'Plenary Serif',
    'Plenary Song',
  ]);
  assert.ok(both.files.length < 40, `${both.files.length} of 200 slices`);
  const guest = await phoneDevice(browser, 'zh-CN');
  const asked = /** @type {string[]} */ ([]);
  guest.on('request', r => asked.push(r.url()));
  const phone = await Phone.open(guest, `${server.origin}/${DEMO}`);
  assert.deepEqual(
    asked.filter(url => /type-|woff2/.test(url)),
    [],
  );
  assert.equal(await phone.page.evaluate(() => document.fonts.size), 0);
  await guest.close();
});

test('nothing jumps while fonts load: the first picture waits for them, but not for ever', async () => {
  const context = await device(browser, { size: SIZES.full, still: false });
  const first = await openRole(context, server, 'screen');
  await first.locator('main.screen').waitFor();
  await first.close();
  const screen = await context.newPage();
  await screen.addInitScript(() => {
    /** @type {any} */ (globalThis).shifts = 0;
    new PerformanceObserver(list => {
      /** @type {any} */ for (const entry of list.getEntries())
        globalThis.shifts += /** @type {any} */ (entry).value;
    }).observe({ type: 'layout-shift', buffered: true });
  });
  await screen.clock.install();
  /** @type {(() => void)[]} */
  const held = [];
  await screen.route(/woff2$/, route => {
    held.push(() => void route.continue());
  });
  await context
    .newCDPSession(screen)
    .then(cdp => cdp.send('Network.setCacheDisabled', { cacheDisabled: true }));
  await screen.goto(`${server.origin}/${DEMO}/screen`, { waitUntil: 'commit' });
  await until('fonts are asked for', () => held.length);
  assert.equal(await screen.locator('main').count(), 0, 'no picture yet');
  for (const go of held.splice(0)) go();
  const more = setInterval(() => {
    for (const go of held.splice(0)) go();
  }, 20);
  await screen.locator('main.screen .say').waitFor();
  await screen.evaluate(() => document.fonts.ready);
  clearInterval(more);
  assert.equal(await screen.evaluate(() => /** @type {any} */ (globalThis).shifts), 0);
  // Fonts that never come.
  await screen.unroute(/woff2$/);
  await screen.route(/woff2$/, () => {});
  await screen.reload({ waitUntil: 'commit' });
  await screen.locator('.stage').waitFor();
  await screen.clock.runFor(5000);
  await screen.locator('main.screen .say').waitFor();
  await context.close();
});

test('the host’s miniature is the screen: its picture, its counts and its theme', async () => {
  const context = await device(browser, { size: SIZES.desk });
  const host = await Host.open(context, server);
  const screen = await openRole(context, server, 'screen');
  await host.start(DIALOGUE.en);
  await host.openPoll(PILOT.en);
  const phone = await guest();
  await phone.tap('LEED city');
  await phone.acked(/Counted/);
  const text = async (/** @type {import('playwright-core').Locator} */ of) =>
    plain(await of.innerText()).replace(/\s+/g, ' ');
  const mini = host.page.locator('.mini .screen');
  await screen.bringToFront();
  await until('the same picture', async () => {
    const shown = await text(screen.locator('main.screen'));
    return shown.includes('100%') && shown === (await text(mini));
  });
  const paper = (/** @type {import('playwright-core').Locator} */ of) =>
    of.evaluate(el => getComputedStyle(el).backgroundColor);
  await screen.keyboard.press('t');
  await until('the miniature is dark', async () => (await paper(mini)) === 'rgb(18, 23, 24)');
  await sees(host.page.locator('.mini-foot'), 'may go to sleep');
  await host.page.getByRole('button', { name: 'Dark screen' }).click();
  await until(
    'the screen is light',
    async () => (await paper(screen.locator('main.screen'))) === 'rgb(245, 242, 234)',
  );
  await context.close();
});

test('the miniature shows no count that the hall is not to see', async () => {
  const context = await device(browser, { size: SIZES.desk });
  const host = await Host.open(context, server);
  const title = 'What will you do first after today?';
  await host.start('Cooperation: WELL community');
  await host.openPoll(title);
  const phone = await guest();
  await phone.tap('Visit a project');
  const confirm = phone.page.getByRole('button', { name: /send|cast/i });
  if (await confirm.count()) await confirm.first().tap();
  const mini = host.page.locator('.mini .screen');
  await sees(mini, 'person has voted');
  assert.equal(await mini.getByText('%').count(), 0);
  await context.close();
});

test('an event has one accent', async () => {
  const red = { accent: { light: '#a2201f', dark: '#f0a0a0' } };
  const context = await device(browser, { size: SIZES.desk });
  const host = await Host.open(context, server);
  /** Returns the share of each colour in the wash, over the sheet below it. */
  const wash = (/** @type {import('playwright-core').Page} */ of) =>
    of.evaluate(() => {
      const probe = document.body.appendChild(document.createElement('i'));
      probe.style.background = 'var(--accent-wash)';
      const [red = 0, green = 0] =
        getComputedStyle(probe)
          .backgroundColor.match(/[\d.]+/g)
          ?.map(Number) ?? [];
      probe.remove();
      return red - green;
    });
  assert.ok((await wash(host.page)) < 0, 'jade is green');
  await context.close();
  await picture.show([event(red), stage('holding')]);
  assert.ok((await wash(page)) > 0, 'red is red');
});

test('equal leaders are called a tie, with their number', async () => {
  await picture.show(poll({ phase: 'revealed' }, [53, 53, 34, 22]));
  await sees(page, 'Tie, 53 votes each');
  await sees(page, '并列，各 53 票');
  assert.deepEqual(await layout(page, true), []);
  await picture.show(poll({ phase: 'revealed' }, [53, 52, 34, 22]));
  await seesNot(page, 'Tie');
});

test('the median stands under its step, from right to left as well', async () => {
  for (const [langs, title] of /** @type {const} */ ([
    [['en'], { en: 'How useful?' }],
    [['ar'], { ar: 'ما مدى الفائدة؟' }],
  ])) {
    const counts = [0, 0, 1, 8, 7];
    const items = poll({ phase: 'revealed', title, options: [], kind: { scale: { steps: 5 } } }, counts);
    items[0] = event({ langs, title, short: title });
    const told = { ...tally(ids, counts, { scale: { items: [{ counts, median_tenths: 44 }] } }) };
    await picture.show(items.map(item => (item.k === 'tally' ? told : item)));
    const dot = await boxOf('.axis i');
    const step = await boxOf('.steps b:nth-child(4)');
    const middle = dot.x + dot.width / 2;
    assert.ok(step.x < middle && middle < step.x + step.width, `${title}: ${middle} in ${step.x}`);
  }
});

test('no page had a fault', () => assert.deepEqual(faults, []));
