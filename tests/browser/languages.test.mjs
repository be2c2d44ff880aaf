/** Events in other languages and directions: the guests' language, the interface's language, and the direction. */
import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { layout } from './checks/layout.mjs';
import { device, faults, phoneDevice, SIZES, sees, seesNot, until } from './harness/browser.mjs';
import { browser, server } from './harness/hall.mjs';
import { Host, openRole, Phone, plain } from './harness/roles.mjs';

before(async () => {
  for (const name of ['arabic', 'french', 'german']) await server.import(name);
});

/** @param {string} lang @param {string} code @param {Parameters<typeof phoneDevice>[2]} [of] */
const guest = async (lang, code, of) =>
  Phone.open(await phoneDevice(browser, lang, of), `${server.origin}/${code}`);

/** @param {Phone} phone */
const root = phone =>
  phone.page.evaluate(() => {
    const { lang, dir } = document.documentElement;
    return { lang, dir: dir || 'ltr' };
  });

/** The languages that the page offers. @param {Phone} phone */
const offered = phone => phone.page.locator('select.lang option').allTextContents();

for (const { lang, headline, asks } of [
  { lang: 'fr-CA', headline: 'Assemblée de quartier', asks: 'Poser une question' },
  { lang: 'en-GB', headline: 'Neighbourhood assembly', asks: 'Ask a question' },
  { lang: 'zh-TW', headline: '街区大会', asks: '我要提问' },
  // The event has no German, so it shows its first language, and the interface matches it.
  { lang: 'de-DE', headline: 'Assemblée de quartier', asks: 'Poser une question' },
])
  test(`the event comes in the guest’s language, and the words follow (${lang})`, async () => {
    const phone = await guest(lang, 'FRENCH');
    await phone.showsHeadline(headline);
    await sees(phone.page, asks);
    assert.equal(await phone.page.title(), headline);
    assert.deepEqual(await offered(phone), ['Français', 'English', '中文']);
    await phone.page.context().close();
  });

test('in an event of one language nothing is offered, and no translation is spoken of', async () => {
  const phone = await guest('de-DE', 'DEUTSC');
  await phone.showsHeadline(
    'Bürgerversammlung zur Straßenbahnverlängerung und Donaudampfschifffahrtsgesellschaftshaltestelle',
  );
  assert.equal(await phone.page.locator('select.lang').count(), 0);
  // The interface has no German, so it uses the next best language.
  assert.deepEqual(await root(phone), { lang: 'en', dir: 'ltr' });
  await phone.openAsk();
  await sees(phone.page, 'It becomes public once a moderator approves it.');
  await seesNot(phone.page, /translation/);
  assert.deepEqual(await layout(phone.page, false), []);
  await phone.page.reload();
  const air = await phone.page.locator('.head').evaluate(head => {
    const range = document.createRange();
    range.selectNodeContents(/** @type {Node} */ (head.querySelector('p')));
    return range.getBoundingClientRect().top - head.getBoundingClientRect().top;
  });
  assert.ok(air >= 4, `a long name stands ${air} px below the edge`);
  await phone.page.context().close();
});

test('the heading of a column stays whole beside a long date and place', async () => {
  const context = await device(browser, { lang: 'fr' });
  const page = await openRole(context, server, 'host', 'DEUTSC');
  const heading = page.locator('#run-title');
  await heading.filter({ hasText: 'Déroulé' }).waitFor();
  const lines = await heading.evaluate(el => {
    const range = document.createRange();
    range.selectNodeContents(el);
    return new Set([...range.getClientRects()].map(r => r.top)).size;
  });
  assert.equal(lines, 1);
  await context.close();
});

test('desks offer the event’s languages too', async () => {
  const context = await device(browser, { lang: 'fr' });
  const page = await openRole(context, server, 'host', 'FRENCH');
  await page.locator('.desk.host').waitFor();
  assert.deepEqual(await page.locator('select.lang option').allTextContents(), [
    'Français',
    'English',
    '中文',
  ]);
  assert.match(await page.title(), /^Régie · Assemblée de quartier$/);
  await context.close();
});

test('an Arabic event runs from right to left', async () => {
  const staff = await device(browser);
  const host = await Host.open(staff, server, 'ARABEN');
  await host.start('Panel: which route for the tram?');
  await host.openPoll('Which route do you prefer?');
  const phone = await guest('ar', 'ARABEN');
  await phone.showsHeadline('أي مسار تفضلون؟');
  assert.deepEqual(await root(phone), { lang: 'en', dir: 'rtl' });
  await phone.option('عبر الميناء').tap();
  await phone.acked('Counted.');

  const places = await phone.page.evaluate(() => {
    const of = (/** @type {string} */ path) => {
      const el = /** @type {HTMLElement} */ (document.querySelector(path));
      const range = document.createRange();
      range.selectNodeContents(el);
      const { left, right } = range.getBoundingClientRect();
      return { left, right, dir: getComputedStyle(el).direction };
    };
    return {
      letter: of('.opt .l'),
      words: of('.opt .w b'),
      second: of('.opt .w i'),
      mark: document.querySelector('.opt input')?.getBoundingClientRect().right ?? 0,
      share: of('.opt.on .n'),
      percent: of('.opt.on .n small'),
    };
  });
  assert.ok(places.letter.left > places.words.right, 'the letter stands at the right');
  assert.ok(places.mark < places.words.left, 'the mark stands at the left');
  assert.equal(places.words.dir, 'rtl');
  assert.equal(places.second.dir, 'ltr');
  assert.ok(Math.abs(places.second.right - places.words.right) < 2, 'both languages begin at one edge');
  assert.ok(Math.abs(places.percent.right - places.share.right) < 2, 'the percent sign follows its number');

  // English in an Arabic page ends with its own full stop.
  const stop = await phone.ack.evaluate(el => {
    const text = /** @type {Text} */ (document.createTreeWalker(el, NodeFilter.SHOW_TEXT).nextNode());
    const at = (/** @type {number} */ i) => {
      const range = document.createRange();
      range.setStart(text, i);
      range.setEnd(text, i + 1);
      return range.getBoundingClientRect().left;
    };
    return at(text.data.length - 1) - at(0);
  });
  assert.ok(stop > 0, 'the full stop stands at the right end');
  for (const size of [SIZES.small, SIZES.phone]) {
    await phone.page.setViewportSize(size);
    assert.deepEqual(await layout(phone.page, false), []);
  }

  // The direction follows the choice, and changes back.
  await phone.page.locator('select.lang').selectOption('English');
  await until('from left to right', async () => (await root(phone)).dir === 'ltr');
  await phone.showsHeadline('Which route do you prefer?');
  await phone.page.reload();
  await phone.ready();
  assert.deepEqual(await root(phone), { lang: 'en', dir: 'ltr' });
  await phone.page.context().close();
  await staff.close();
});

test('a desk of an Arabic event says English from left to right', async () => {
  const context = await device(browser, { lang: 'ar' });
  const page = await openRole(context, server, 'moderator', 'ARABEN');
  const sentence = page.locator('.col-line .empty', { hasText: 'Press Enter on an approved question' });
  const { stop, first, edge } = await sentence.evaluate(el => {
    const text = /** @type {Text} */ (document.createTreeWalker(el, NodeFilter.SHOW_TEXT).nextNode());
    const at = (/** @type {number} */ i) => {
      const range = document.createRange();
      range.setStart(text, i);
      range.setEnd(text, i + 1);
      return range.getBoundingClientRect();
    };
    const { right } = el.getBoundingClientRect();
    return {
      stop: at(text.data.length - 1).left,
      first: at(0).left,
      edge: right - at(text.data.length - 1).right,
    };
  });
  assert.ok(stop > first, 'the full stop stands at the right end');
  assert.ok(edge < 60, `the sentence ends at the page’s edge: ${edge} px`);
  const gaps = await page.locator('.keys kbd:last-of-type').evaluateAll(keys =>
    keys.flatMap(key => {
      const range = document.createRange();
      range.selectNodeContents(/** @type {Node} */ (key.parentElement));
      const words = range.getBoundingClientRect();
      range.setStartAfter(key);
      const [{ left } = { left: Number.NaN }] = range.getClientRects();
      return words.width ? [left - key.getBoundingClientRect().right] : [];
    }),
  );
  assert.ok(gaps.length && gaps.every(gap => gap >= 4), `keys stand apart from their words: ${gaps}`);
  const run = await openRole(context, server, 'host', 'ARABEN');
  const row = run.locator('.poll-name', { hasText: 'أي مسار تفضلون؟' });
  await row.waitFor();
  const [kind, title] = await row.locator('span').evaluateAll(all =>
    all.map(el => {
      const { left, right } = el.getBoundingClientRect();
      return { left, right };
    }),
  );
  assert.ok(kind && title && kind.left >= title.right - 1, 'the kind of an item comes first from the right');
  await context.close();
});

test('the stage’s pages of an Arabic event begin at the right, and nothing sticks together', async () => {
  const of = { lang: 'ar' };
  const host = await Host.open(await device(browser, { lang: 'en' }), server, 'ARABEN');
  // It may run since a test above.
  const panel = 'Panel: which route for the tram?';
  await host.choose(panel);
  if (await host.verb(/^Start/).isVisible()) await host.start(panel);
  const context = await device(browser, of);
  const chair = await openRole(context, server, 'chair', 'ARABEN');
  await chair.locator('.plate-verb').first().click();
  const lower = await (await device(browser, { ...of, size: SIZES.full })).newPage();
  await lower.goto((await server.link('screen', 'ARABEN')).replace('/screen#', '/lower#'));
  const words = lower.locator('.lower .name > *');
  await words.nth(1).waitFor();
  const [arabic, english] = await words.evaluateAll(all => all.map(el => el.getBoundingClientRect()));
  // Beside each other, or a long one above the other.
  const isApart = arabic && english && (arabic.left - english.right >= 8 || arabic.bottom <= english.top + 1);
  assert.ok(isApart, `the names stand apart: ${JSON.stringify([arabic, english])}`);
  const panelist = await openRole(
    await device(browser, { ...of, size: SIZES.tablet }),
    server,
    'panelist/amina',
    'ARABEN',
  );
  await panelist.locator('.turn [role=timer]').waitFor();
  const starts = await panelist.locator('.side > section').evaluateAll(all =>
    all.flatMap(section => {
      const edge = section.getBoundingClientRect().right;
      return [...section.querySelectorAll('h2, p')].map(el => {
        const range = document.createRange();
        range.selectNodeContents(el);
        return Math.round(edge - Math.max(...[...range.getClientRects()].map(({ right }) => right)));
      });
    }),
  );
  assert.ok(starts.length > 5 && starts.every(gap => gap < 40), `each line begins at the right: ${starts}`);
  // Leaving the hall is said in Arabic, from right to left, and not in English twice.
  const hold = host.page.getByRole('button', { name: 'Hold for 2 s', exact: true });
  await hold.focus();
  await host.page.keyboard.down('Space');
  for (const page of [chair, lower, panelist]) {
    const said = page.locator('.leave p');
    await sees(page.locator('.leave'), 'يرجى مغادرة القاعة فورًا من أقرب مخرج');
    await sees(page.locator('.leave'), 'Please leave the hall');
    const directions = await said.evaluateAll(all => all.map(el => getComputedStyle(el).direction));
    assert.deepEqual(directions, ['rtl', 'ltr']);
  }
  await host.page.keyboard.up('Space');
  await host.page.getByRole('button', { name: 'take it back' }).focus();
  await host.page.keyboard.down('Space');
  for (const page of [chair, lower, panelist]) await page.locator('.leave').waitFor({ state: 'detached' });
  await host.page.keyboard.up('Space');
  for (const page of [chair, lower, panelist, host.page]) await page.context().close();
});

test('a guest’s Arabic question keeps its direction beside English words', async () => {
  const phone = await guest('en', 'ARABEN');
  const text = 'هل يتوقف ترام T3 عند المحطة رقم 12؟';
  await phone.ask(text, { name: 'ليلى', org: 'ONG' });
  const own = phone.own('T3').locator('p[lang]').first();
  assert.equal(await own.getAttribute('dir'), 'auto');
  assert.equal(await own.evaluate(el => getComputedStyle(el).direction), 'rtl');
  await phone.page.context().close();
});

test('the home page speaks the browser’s languages, and bears the product’s name', async () => {
  for (const [lang, title, second] of [
    ['fr-CA', 'Rejoindre un événement', 'Join an event'],
    ['zh-CN', '加入活动', 'Join an event'],
    ['en', 'Join an event', undefined],
  ]) {
    const page = await (await phoneDevice(browser, /** @type {string} */ (lang))).newPage();
    await page.goto(server.origin);
    assert.equal(plain(await page.locator('h1').innerText()), title);
    const alt = page.locator('h1 + .alt');
    assert.equal(plain(`${await (second ? alt.innerText() : alt.count())}`), second ?? '0');
    await sees(page.locator('header'), 'Plenary');
    await page.context().close();
  }
});

test('no page had a fault', () => assert.deepEqual(faults, []));
