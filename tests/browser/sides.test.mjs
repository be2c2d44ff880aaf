/**
 * Rounds and groups side by side on the screen, for each kind of poll, and the numbers of each: by language, and by ballots where
 * votes have weights.
 */
import assert from 'node:assert/strict';
import { before, describe, test } from 'node:test';
import { accessible } from './checks/accessible.mjs';
import { layout } from './checks/layout.mjs';
import { readable } from './checks/readable.mjs';
import { faults, sees, seesNot, until } from './harness/browser.mjs';
import { browser, server } from './harness/hall.mjs';
import { event, openPicture, session, settled, stage } from './harness/picture.mjs';
import { byGroup, delegations, earlier, ROUNDS, revealed, SAMPLES } from './harness/results.mjs';

/** @typedef {import('./harness/picture.mjs').Item} Item */

/** @type {Awaited<ReturnType<typeof openPicture>>} */
let picture;
/** @type {import('playwright-core').Page} */
let page;
let ids = 100;

before(async () => {
  picture = await openPicture(browser, server);
  page = picture.page;
});

/** Shows a poll; each has its own id, like real polls. @param {string} name @param {Item} [tallied] @param {Item} [of] */
async function show(name, tallied = {}, of = {}, votes = 142, langs = ['en', 'zh-Hans']) {
  ids += 1;
  const items = revealed(name, votes, { id: ids, ...of }, tallied);
  await picture.show([event({ langs }), session(), delegations, ...items, stage({ poll: ids })]);
  await page.locator(`.scene.poll.${/** @type {string} */ (of.phase ?? 'revealed')}`).waitFor();
  await settled(page);
}

/** The votes that are 100 %. @param {string} name @param {number} votes @param {number} lean */
function baseOf(name, votes, lean) {
  const { tally } = SAMPLES[name]?.result(votes, lean) ?? {};
  const { free_choice, motion } = /** @type {Record<string, { base: number } | undefined>} */ (tally);
  return (free_choice ?? motion)?.base ?? votes;
}
/** The votes outside of the 100 %, as the legend says them. @param {string} name @param {number} votes @param {number} lean */
function apartOf(name, votes, lean) {
  const { tally } = SAMPLES[name]?.result(votes, lean) ?? {};
  const { free_choice, motion } =
    /** @type {{ free_choice?: { none: number }, motion?: { counts: number[] } }} */ (tally);
  const apart = free_choice?.none ?? motion?.counts[2];
  return apart === undefined ? '' : ` + ${apart}`;
}
/** What 100 % is, where that is not plainly all votes. @type {Record<string, string>} */
const WHOLES = {
  points: '100% is all points 100% 为全部分数',
};

const both = { again: { both: 120, changed: 44 } };
const texts = (/** @type {string} */ of) => page.locator(of).filter({ visible: true }).allInnerTexts();
const flat = (/** @type {string[]} */ all) => all.map(text => text.replaceAll(/\s+/g, ' ').trim());
const is = (/** @type {string} */ what, /** @type {() => Promise<boolean>} */ ask) => until(what, ask);

/** What only this kind draws of two rounds: its marks, and what they say. @type {Record<string, () => Promise<void>>} */
const OWN = {
  choice: async () => {
    const first = flat(await texts('.o:first-child .sides em'));
    assert.deepEqual(first, ['1 28%', '2 41%']);
  },
  free_choice: async () => {
    assert.equal((await texts('.sides')).length, 4);
    assert.match(flat(await texts('.besides .none')).join(), /^\+ Abstain ?弃权$/);
  },
  points: async () => {
    assert.deepEqual(flat(await texts('.o:first-child .sides em')), ['1 28%', '2 40%']);
    assert.equal(await page.locator('.hundred').count(), 0);
  },
  motion: async () => {
    assert.deepEqual(flat(await texts('.band-ends .motion')), ['For赞成', '+ Abstain弃权', 'Against反对']);
    assert.equal(await page.locator('.lanes .band').count(), 2);
    assert.equal(await page.locator('.lanes .across .mark').count(), 1);
    for (const n of flat(await texts('.lanes .n')))
      assert.match(n, /^\d+% : \d+% Not adopted\s*未\u200b?通过$/);
  },
  scale: async () => {
    assert.deepEqual(flat(await texts('.lanes .n')), ['2.8 Median 中位数', '2.1 Median 中位数']);
    const places = await page
      .locator('.lanes .columned u')
      .evaluateAll(all => all.map(u => u.style.insetInlineStart));
    assert.deepEqual(places, ['46%', '32%']);
  },
  items: async () => {
    assert.deepEqual(flat(await texts('.rating li:first-child .sides em')), ['1 2.8', '2 1.0']);
    assert.equal(await page.locator('.rating .fig').filter({ visible: true }).count(), 0);
  },
  recommend: async () => {
    const told = flat(await texts('.lanes .n'));
    assert.ok(told[0]?.startsWith('−2 ') && told[1]?.startsWith('−20 '), told.join());
  },
  estimate: async () => {
    assert.equal(await page.locator('.lanes .estimates > u').count(), 2);
    assert.equal(await page.locator('.lanes .truth-line').count(), 1);
    assert.deepEqual(flat(await texts('.lanes .n')), ['60.5 Median 中位数', '57.5 Median 中位数']);
  },
  ranking: async () => {
    // D led and is last now; its line runs from the top of the first column to the foot of the second.
    assert.equal(await page.locator('.slope path').nth(3).getAttribute('d'), 'M25 12.5L75 87.5');
    assert.deepEqual(flat(await texts('.slope .names .l')), ['A', 'B', 'C', 'D']);
    assert.deepEqual(flat(await texts('.slope .disc.won')), ['A']);
  },
  words: async () => {
    const [first] = flat(await texts('.lanes > :first-child .leading-words li'));
    assert.match(first ?? '', /^[\w ]+ [\p{Script=Han}]+ \d+$/u);
    assert.equal(await page.locator('.leading-words').count(), 2);
  },
  text: async () => {
    assert.deepEqual(
      await page.locator('.newest-slips').evaluateAll(all => all.map(ul => ul.children.length)),
      [2, 2],
    );
    await sees(page.locator('.newest-slips').first(), 'Fewer forms');
  },
  matrix: async () => {
    assert.equal(await page.locator('.matrix .disc.before').count(), 4);
    assert.equal(await page.locator('.matrix .disc').count(), 8);
    const lines = await page.locator('.matrix .joins').evaluateAll(all => all.map(p => p.getAttribute('d')));
    for (const line of lines) assert.match(line ?? '', /^M[\d.]+ [\d.]+L[\d.]+ [\d.]+$/);
  },
};

describe('the rounds of a poll stand side by side', () => {
  for (const name of ROUNDS)
    test(name, async () => {
      await show(name, { earlier: earlier(name, [159]), ...both }, { earlier: 1 });
      await sees(page, '44 of the 120 who voted in both rounds changed their vote');
      assert.deepEqual(flat(await texts('.legend > span')), [
        `Round 1 第 1 轮 ${baseOf(name, 159, 1)}${apartOf(name, 159, 1)}`,
        `Round 2 第 2 轮 ${baseOf(name, 142, 0)}${apartOf(name, 142, 0)}`,
      ]);
      const foot = flat(await texts('.foot')).join();
      const inPercent = ['choice', 'free_choice', 'motion'].includes(name);
      assert.equal(foot.startsWith('100% = Round 1'), inPercent, foot);
      assert.ok(foot.includes(WHOLES[name] ?? '') && foot.includes('100% is') === name in WHOLES, foot);
      await is('it has settled', async () => (await readable(page)).length === 0);
      await OWN[name]?.();
      assert.deepEqual(await layout(page, true), []);
    });

  for (const name of ROUNDS)
    test(`${name}, while the second one is open and nothing of it is known`, async () => {
      const hidden = { tally: undefined, shares: undefined, count: 87 };
      const open = { earlier: 1, phase: 'open' };
      await show(name, { ...hidden, earlier: earlier(name, [159]) }, open);
      assert.deepEqual(flat(await texts('.legend > span')), [
        `Round 1 第 1 轮 ${baseOf(name, 159, 1)}${apartOf(name, 159, 1)}`,
        'Round 2 第 2 轮 87',
      ]);
      assert.equal(await page.locator('.big-count').count(), 0);
      for (const of of ['.lanes > .latest .n', '.lanes > .latest .band i', '.slope .disc.won'])
        assert.equal((await texts(of)).join(''), '', of);
      assert.deepEqual(await readable(page), []);
    });
});

describe('a result is split by the values of a group', () => {
  for (const name of Object.keys(SAMPLES))
    test(name, async () => {
      // A table that leaves values out comes without the total.
      const alone = { tally: undefined, shares: undefined, groups: byGroup(name, [98, 44], true) };
      await show(name, alone);
      await sees(page, 'Groups under five are not shown');
      assert.deepEqual(flat(await texts('.legend > span')), [
        `China 中方 ${baseOf(name, 98, 1)}${apartOf(name, 98, 1)}`,
        `United States 美方 ${baseOf(name, 44, 2)}${apartOf(name, 44, 2)}`,
      ]);
      // The total is nowhere: the difference would tell the hidden groups.
      await seesNot(page, /^142$/);
      assert.equal(await page.locator('.register i').count(), 0);
      await is('it can be read', async () => (await readable(page)).length === 0);
      assert.deepEqual(await layout(page, true), []);
    });

  test('the correct answer of a quiz question stands out, and not the most frequent one', async () => {
    await show('quiz', { groups: byGroup('quiz', [98, 44]) });
    await page.locator('.o.won .mark').waitFor();
    assert.deepEqual(flat(await texts('.o.won .l')), ['B']);
  });

  test('where votes have weights, the ballots are told as well', async () => {
    const [group] = byGroup('choice', [98, 61]);
    const values = group?.values.map((value, i) => ({ ...value, ballots: 20 + i }));
    await show('choice', { ballots: 41, groups: [{ ...group, values }] });
    await is('both numbers', async () =>
      /China 中方 98 · 20\s*United States 美方 61 · 21\s*votes by weight · ballots/.test(
        flat(await texts('.legend')).join(''),
      ),
    );
  });

  for (const name of ['choice', 'scale', 'ranking'])
    test(`${name}: more values than there is room for stand on pages`, async () => {
      const counts = [98, 44, 31, 22, 17, 12, 9, 6];
      const values = counts.map((_, id) => ({ id, key: `v${id}`, text: { en: `City ${id + 1}` } }));
      const group = { ...delegations, values };
      ids += 1;
      const alone = { tally: undefined, shares: undefined, groups: byGroup(name, counts, true) };
      const items = revealed(name, 239, { id: ids }, alone);
      await picture.show([event(), session(), group, ...items, stage({ poll: ids })]);
      const legend = (/** @type {number} */ from) =>
        counts.slice(from, from + 4).map((n, i) => `City ${from + i + 1} ${n}`);
      const pages = await until('pages', () => page.locator('.turning .squares i').count());
      assert.equal(pages % 2, 0);
      // Pages turn by themselves too, so the number and the values are read at once, and a key turns only a page that was read: two turns each time would skip every second page.
      /** @type {Map<number, string>} */
      const seen = new Map();
      await until('all pages', async () => {
        const [at, legend] = await page.evaluate(() => [
          [...document.querySelectorAll('.turning .squares i')].findIndex(i => i.className === 'on'),
          [...document.querySelectorAll('.legend > span')].map(el => el.textContent).join(),
        ]);
        if (seen.has(Number(at))) await page.keyboard.press('ArrowRight');
        else assert.deepEqual(await readable(page), []);
        seen.set(Number(at), flat([String(legend)]).join());
        return seen.size === pages;
      });
      for (const [at, read] of seen) assert.equal(read, legend(at < pages / 2 ? 0 : 4).join(), `page ${at}`);
      await sees(page, 'Groups under five are not shown');
      assert.deepEqual(await layout(page, true), []);
    });

  test('hands counted in a round are named in the legend', async () => {
    const [round] = earlier('choice', [159]);
    const hands = { what: 'hands', counts: [1, 2, 3, 4] };
    await show('choice', { earlier: [{ ...round, hands }] }, { earlier: 1 });
    await sees(page.locator('.legend'), 'with hands');
  });

  test('a screen reader finds nothing wrong', async () => {
    for (const name of ['motion', 'ranking', 'matrix']) {
      await show(name, { groups: byGroup(name, [98, 44]) });
      assert.deepEqual(await accessible(page), []);
    }
  });
});

test('the foot says a tie, and how many answered each of several things where some were skipped', async () => {
  const foot = async () => flat(await texts('.foot')).join();
  await show('items');
  assert.ok(!/Tie|each answered/.test(await foot()), 'everybody rated everything');
  const items = [
    { counts: [10, 20, 30, 40, 30], median_tenths: 33 },
    { counts: [22, 30, 30, 30, 30], median_tenths: 31 },
    { counts: [12, 30, 30, 40, 30], median_tenths: 33 },
  ];
  const shares = { percents: [], leaders: [0] };
  await show('items', { tally: { scale: { items } }, shares });
  assert.match(await foot(), /Median 中位数 · each answered by 130 to 142 每项 130–142 人作答/);
  assert.deepEqual(await layout(page, true), []);
  const tied = { percents: [], leaders: [0, 2] };
  await show('items', { shares: tied });
  assert.match(await foot(), /Median 中位数 · Tie at the top 并列第一/);
  await show('matrix', { shares: tied });
  assert.match(await foot(), /Tie at the top 并列第一/);
  const words = ['Heat', 'Wind', 'Sun'].map((text, i) => ({
    ids: [i],
    text,
    lang: 'en',
    count: i < 2 ? 60 : 22,
    leads: i < 2,
  }));
  await show('words', { tally: { words: { words, mentions: 142, waiting: 0 } } });
  assert.match(await foot(), /Tie at the top 并列第一/);
});

test('below every result stand its fingerprint and how many are present, phones or guests', async () => {
  const three = ['en', 'zh-Hans', 'fr'];
  const rounds = { earlier: earlier('choice', [159]), ...both };
  /** @type {[string, Item, Item, string[]?][]} */
  const results = [
    ['choice', {}, {}],
    ['choice', {}, {}, three],
    ['choice', rounds, { earlier: 1 }],
    ['choice', { groups: byGroup('choice', [60, 52, 30]) }, {}],
    ['motion', { ballots: 71 }, {}],
    ['points', {}, {}],
    ...ROUNDS.map(name => /** @type {[string, Item, Item]} */ ([name, {}, {}])),
  ];
  for (const [name, tallied, of, langs] of results) {
    await show(name, { present: 212, ...tallied }, { seal: 'XHFV2QKA', ...of }, 142, langs);
    await sees(page.locator('.present').filter({ visible: true }), '212 phones connected 部手机在线');
    await sees(page.locator('.record').filter({ visible: true }), 'XHFV 2QKA');
    if (tallied.ballots) await sees(page.locator('.record'), '71 ballots');
  }
  await show('choice', { present: 212, by_door: true });
  await sees(page.locator('.present').filter({ visible: true }), '212 guests checked in');
  // Where a language runs from right to left, they begin where the count does, and say the number first.
  await show('choice', { present: 212 }, {}, 142, ['ar']);
  await is('they begin at the right', async () => {
    const [count, present] = [
      await page.locator('.foot b').first().boundingBox(),
      await page.locator('.present').boundingBox(),
    ];
    const end = (/** @type {typeof count} */ box) => (box ? box.x + box.width : 0);
    return !!present && Math.abs(end(count) - end(present)) < present.width;
  });
});

test('the numbers of a motion stand as its sides do, also where a language runs from right to left', async () => {
  for (const langs of [['en', 'zh-Hans'], ['ar']]) {
    await show('motion', { earlier: earlier('motion', [159]), ...both }, { earlier: 1 }, 142, langs);
    const [yes = 0, no = 0] = await page
      .locator('.lanes .n small:not(.what)')
      .evaluateAll(all => all.map(el => el.getBoundingClientRect().left));
    assert.ok(yes < no, `${langs}: for is on the left`);
  }
});

test('where a language runs from right to left, the columns and dots of items do as their ends', async () => {
  const middle = (/** @type {string} */ of) =>
    page
      .locator(of)
      .filter({ visible: true })
      .first()
      .evaluate(el => {
        const { left, right } = el.getBoundingClientRect();
        return (left + right) / 2;
      });
  for (const [langs, isLeft] of /** @type {[string[], boolean][]} */ ([
    [['en', 'zh-Hans'], true],
    [['ar'], false],
  ])) {
    await show('items', {}, {}, 142, langs);
    const [low, high] = [await middle('.ends > :first-child'), await middle('.ends > :last-child')];
    assert.equal(low < high, isLeft, 'ends');
    const [first, last] = [await middle('.fig > i:first-child'), await middle('.fig > i:nth-child(5)')];
    assert.equal(first < last, isLeft, 'columns');
    await show('items', { earlier: earlier('items', [159]), ...both }, { earlier: 1 }, 142, langs);
    await show('scale', { earlier: earlier('scale', [159]), ...both }, { earlier: 1 }, 142, langs);
    const [step, column] = ['.scale-axis p > b', '.on-scale > i'];
    for (const of of [step, column]) {
      const [one, five] = [await middle(`${of}:nth-child(1)`), await middle(`${of}:nth-child(5)`)];
      assert.equal(one < five, isLeft, of);
    }
    await show('items', { earlier: earlier('items', [159]), ...both }, { earlier: 1 }, 142, langs);
    // Where the lines of the dots begin, is the low end.
    await is('the dots run as the ends', async () => {
      const start = await page
        .locator('.sides i')
        .first()
        .evaluate(el => {
          const { left, right } = /** @type {Element} */ (el.parentElement).getBoundingClientRect();
          return getComputedStyle(el).direction === 'rtl' ? right : left;
        });
      const [near, far] = [await middle('.ends > :first-child'), await middle('.ends > :last-child')];
      return Math.abs(near - start) < Math.abs(far - start);
    });
  }
});

test('three rounds or groups of short options stand on one page', async () => {
  for (const name of ['choice', 'free_choice', 'points', 'motion', 'recommend', 'text']) {
    await show(name, { earlier: earlier(name, [130, 128]), ...both }, { earlier: 2 });
    assert.equal(await page.locator('.turning').count(), 0, `${name} by rounds`);
    assert.deepEqual(await layout(page, true), [], `${name} by rounds`);
    await show(name, { groups: byGroup(name, [60, 50, 32]) });
    assert.equal(await page.locator('.turning').count(), 0, `${name} by groups`);
    assert.equal((await texts('.ask .alt')).length, 1, `${name} has both titles`);
  }
});

test('the legend has colours only where the field has them', async () => {
  for (const [name, has] of /** @type {[string, boolean][]} */ ([
    ['choice', true],
    ['scale', true],
    ['motion', false],
    ['ranking', false],
    ['words', false],
    ['text', false],
  ])) {
    await show(name, { groups: byGroup(name, [98, 44]) });
    assert.equal((await page.locator('.legend i').count()) > 0, has, name);
  }
});

test('the parts of a foot stay whole, and the least needed ones give way', async () => {
  const hands = { what: 'hands', counts: [5, 4, 2, 2] };
  const shares = { percents: [38, 31, 15, 15], leaders: [0], rounded: true };
  for (const tallied of [{ phones: 19, hands, shares }, { shares: { ...shares, leaders: [0, 1] } }]) {
    await show('choice', tallied, {}, 100_000);
    const lines = await page
      .locator('.foot > *')
      .filter({ visible: true })
      .evaluateAll(all => all.map(el => el.clientHeight / parseFloat(getComputedStyle(el).fontSize)));
    for (const high of lines) assert.ok(high < 2.2, `one line: ${lines.join()}`);
    assert.deepEqual(await layout(page, true), []);
  }
});

test('where a language runs from right to left, two of them in a line have a gap, and a percent its sign behind it', async () => {
  const options = [
    { ar: 'شارع محمد الخامس', en: 'Along Mohammed V Avenue' },
    { ar: 'المدينة القديمة', en: 'Old town' },
    { ar: 'المطار', en: 'Airport' },
    { ar: 'الميناء', en: 'Port' },
  ];
  for (const [name, of] of [
    ['ranking', '.ladder .w'],
    ['points', '.given .w'],
  ]) {
    await show(name ?? '', {}, { options }, 142, ['ar', 'en']);
    const gaps = await page.locator(of ?? '').evaluateAll(all =>
      all.map(w => {
        const [first, second] = [...w.children].map(el => el.getBoundingClientRect());
        return first && second ? first.left - second.right : 0;
      }),
    );
    for (const gap of gaps) assert.ok(gap > 4, `${name}: ${gaps.join()}`);
  }
  await show('choice', { groups: byGroup('choice', [98, 44]) }, { options }, 142, ['ar', 'en']);
  const [sign, number] = await page
    .locator('.sides em bdi')
    .first()
    .evaluate(el => {
      const range = document.createRange();
      range.selectNodeContents(el.firstChild ?? el);
      return [
        el.querySelector('small')?.getBoundingClientRect().left ?? 0,
        range.getBoundingClientRect().left,
      ];
    });
  assert.ok(sign > number, 'the sign stands behind the number');
});

test('with many votes nothing stands on anything else', async () => {
  const box = (/** @type {string} */ of) =>
    page
      .locator(of)
      .first()
      .evaluate(el => {
        const { left, right, top, bottom } = el.getBoundingClientRect();
        return { left, right, top, bottom };
      });
  await show('motion', {}, {}, 100_000);
  assert.ok((await box('.motion .outcome')).top >= (await box('.motion .band')).bottom);
  assert.ok((await box('.motion .rest')).right <= 1920);
  await show('estimate', {}, {}, 100_000);
  const [words, line] = [await box('.estimate .mid p'), await box('.estimate .line.truth')];
  assert.ok(line.left > words.right || line.right < words.left, 'the median beside the true value');
});

test('with a share and a count at each of eleven columns, all have room', async () => {
  const counts = Array.from({ length: 11 }, (_, i) => (i + 1) * 1515);
  const votes = counts.reduce((sum, n) => sum + n, 0);
  const kind = { scale: { steps: 11, from: 0, low: { en: 'Never' }, high: { en: 'Always' } } };
  const shares = { percents: counts.map(n => Math.round((100 * n) / votes)), leaders: [10] };
  const tally = { scale: { items: [{ counts, median_tenths: 70 }] } };
  await show('scale', { tally, shares }, { kind, show: 'both' }, votes);
  assert.equal((await texts('.columns .of')).length, 11);
  await is('nothing is cut off', async () => (await readable(page)).length === 0);
});

test('the screen says how many words it has no room for', async () => {
  const words = Array.from({ length: 70 }, (_, i) => ({
    ids: [i],
    text: `Renewable district heating ${i}`,
    lang: 'en',
    count: 1 + (i % 9),
  }));
  await show('words', { tally: { words: { words, mentions: 142, waiting: 0 } } });
  const [more = ''] = await texts('.left-out');
  const shown = await page.locator('.word-lines li').count();
  assert.equal(Number(/and (\d+) more words/.exec(more)?.[1]), 70 - shown);
  assert.ok(shown > 10, `${shown} shown`);
});

test('large numbers are written as the first language writes them', async () => {
  for (const [lang, written] of [
    ['en', '100,000'],
    ['zh-Hans', '100,000'],
    ['fr', '100\u202f000'],
  ]) {
    await show('choice', {}, { show: 'counts' }, 250_000, [lang]);
    await is(`${lang} writes ${written}`, async () => (await texts('.o .n')).some(n => n.trim() === written));
  }
});

/** What grows at the reveal, by kind. */
const GROWS = {
  choice: '.o .bar > i',
  free_choice: '.o .bar > i',
  scale: '.columns i',
  items: '.rating .fig i',
  motion: '.motion .band i',
  estimate: '.estimate .stack',
  matrix: '.matrix .disc',
};

test('the figure grows once at the reveal, and under reduced motion it stands at once', async () => {
  const moving = await openPicture(browser, server, { still: false });
  for (const [name, figure] of Object.entries(GROWS)) {
    await show(name);
    ids += 1;
    const items = revealed(name, 142, { id: ids });
    await moving.show([event(), session(), ...items, stage({ poll: ids })]);
    const seconds = (/** @type {import('playwright-core').Page} */ on) =>
      on
        .locator(figure)
        .first()
        .evaluate(el => [
          getComputedStyle(el).animationName,
          Number.parseFloat(getComputedStyle(el).animationDuration),
        ]);
    const [grows, took] = await seconds(moving.page);
    assert.ok(grows !== 'none' && Number(took) >= 0.2, `${name}: ${grows} for ${took} s`);
    assert.ok(Number((await seconds(page))[1]) < 0.01, `${name} under reduced motion`);
  }
  await moving.close();
});

test('a reveal counts in first, with the picture before, and then shows its result', async () => {
  const moving = await openPicture(browser, server, { still: false });
  ids += 1;
  const [poll, tally] = /** @type {[Item, Item]} */ (revealed('choice', 142, { id: ids }));
  const counted = { k: 'tally', id: ids, count: 142 };
  await moving.show([event(), session(), { ...poll, phase: 'open' }, counted, stage({ poll: ids })]);
  await moving.page.locator('.scene.poll.open').waitFor();
  /** Each picture that this page draws from now on. */
  await moving.page.evaluate(() => {
    const drawn = /** @type {string[]} */ ([]);
    /** Where things stand while it counts in, which is over before a busy machine asks. */
    const boxes = /** @type {DOMRect[]} */ ([]);
    /** What the fit leaves out meanwhile. */
    const bare = /** @type {string[]} */ ([]);
    Object.assign(globalThis, { drawn, boxes, bare });
    const box = (/** @type {string} */ of) => document.querySelector(of)?.getBoundingClientRect();
    const measure = () => {
      const all = ['.count-in', '.field .opts', '.foot > span'].flatMap(of => box(of) ?? []);
      if (!boxes.length && all.length === 3) boxes.push(...all);
      const scene = /** @type {HTMLElement | null} */ (document.querySelector('.scene'));
      if (document.querySelector('.count-in')) bare.push(scene?.dataset.bare ?? '');
    };
    const read = () => {
      if (document.querySelector('.count-in')) requestAnimationFrame(measure);
      const has = (/** @type {string} */ of) => (document.querySelector(of) ? 1 : 0);
      const now = `${has('.poll.open')}${has('.poll.revealed')}${has('.count-in')}${has('.o .bar > i')}`;
      if (drawn.at(-1) !== now) drawn.push(now);
    };
    new MutationObserver(read).observe(document.body, { subtree: true, childList: true, attributes: true });
    read();
  });
  await moving.show([event(), session(), poll, tally, stage({ poll: ids })]);
  await moving.page.locator('.o.won').waitFor();
  const drawn = await moving.page.evaluate(() => /** @type {any} */ (globalThis).drawn);
  assert.deepEqual(drawn, ['1000', '0010', '0101'], 'open, revealed, counting in, with bars');
  const boxes = await moving.page.evaluate(() =>
    /** @type {any} */ (globalThis).boxes.map((/** @type {DOMRect} */ { top, bottom }) => ({ top, bottom })),
  );
  const [counting, bars, words] = boxes;
  assert.ok(counting.top >= bars.bottom, 'it strikes nothing through');
  assert.ok(counting.bottom <= words.top);
  // A page that opens, or comes back, after the reveal has missed nothing, and does not count in.
  ids += 1;
  await moving.show([event(), session(), ...revealed('choice', 142, { id: ids }), stage({ poll: ids })]);
  await is('its own picture stands', async () => (await moving.page.locator('.scene').count()) === 1);
  assert.equal(await moving.page.locator('.count-in').count(), 0);
  // One that was not in the picture until its reveal has its moment as well: so come the results of a survey.
  ids += 1;
  const [next, its] = /** @type {[Item, Item]} */ (revealed('choice', 142, { id: ids, since: 9 }));
  const drawnNow = () => moving.page.evaluate(() => /** @type {any} */ (globalThis).drawn);
  await moving.show([event(), session(), { ...next, phase: 'closed', since: 8 }, stage('join')]);
  const before = (await drawnNow()).length;
  await moving.show([event(), session(), next, its, stage({ poll: ids })]);
  await is('it counts in and shows its result', async () =>
    /0010,(\d{4},)*0101$/.test((await drawnNow()).slice(before).join()),
  );
  const bare = await moving.page.evaluate(() => /** @type {any} */ (globalThis).bare);
  assert.ok(bare.length > 1 && bare.every((/** @type {string} */ of) => !of.includes('alt')), bare.join('|'));
  await moving.close();
});

test('a reveal that moves ends at the sizes of one that stands still', async () => {
  const moving = await openPicture(browser, server, { still: false });
  /** @param {import('playwright-core').Page} of */
  const sizes = of =>
    of
      .locator('.scene')
      .evaluate(scene => `${scene.dataset.bare} ${/** @type {HTMLElement} */ (scene).style.cssText}`);
  for (const name of Object.keys(SAMPLES)) {
    ids += 1;
    const [poll, tally] = /** @type {[Item, Item]} */ (revealed(name, 142, { id: ids, since: 9 }));
    const counted = { k: 'tally', id: ids, count: 142 };
    const on = stage({ poll: ids });
    for (const each of [picture, moving]) {
      await each.show([event(), session(), { ...poll, phase: 'closed', since: 8 }, counted, on]);
      await each.page.locator('.scene.poll.closed').waitFor();
      await is('the one before is gone', async () => (await each.page.locator('.scene').count()) === 1);
      await settled(each.page);
      await each.show([event(), session(), poll, tally, on]);
      await each.page.locator('.scene.poll.revealed').waitFor();
    }
    if (await page.locator('.won').count())
      await moving.page.locator('.won').first().waitFor({ state: 'attached' });
    await is(`${name} has its sizes`, async () => (await sizes(moving.page)) === (await sizes(page)));
  }
  await moving.close();
});

test('each kind that shows percents says what 100 % is', async () => {
  const foot = async () => flat(await texts('.foot')).join();
  for (const name of ['choice', 'scale', 'recommend', 'estimate']) {
    await show(name);
    await is(`${name} names its base`, async () => /142 votes .* = 100%/.test(await foot()));
  }
  for (const [name, of] of /** @type {const} */ ([
    ['choice', { show: 'counts' }],
    ['items', {}],
    ['words', {}],
    ['text', {}],
  ])) {
    await show(name, {}, of);
    assert.doesNotMatch(await foot(), /100%/, name);
  }
  await show('free_choice');
  await is('own words beside abstentions', async () => (await foot()).includes('100% is the 128 votes'));
  const open = { phase: 'open' };
  const rounded = { percents: [33, 33, 33, 0], rounded: true };
  // Before the reveal the number alone says it, and a tie is said beside it.
  await show('free_choice', {}, open);
  await is('an open one', async () => /142 voted.* · 128 = 100%/.test(await foot()));
  await show('motion', {}, open);
  const base = baseOf('motion', 142, 0);
  await is('an open motion', async () => (await foot()).includes(` · ${base} = 100%`));
  await show('free_choice', { shares: { percents: [40, 40, 20, 0], leaders: [0, 1] } });
  await is('a tie', async () => /142 votes.* · 128 = 100%.*Tie/.test(await foot()));
  await show('points', { shares: { percents: [40, 40, 20, 0], leaders: [0, 1] } });
  await is('points', async () => (await foot()).includes('Tie at the top'));
  for (const name of ['points', 'free_choice']) {
    await show(
      name,
      { shares: rounded },
      { phase: 'open', ...(name === 'points' ? {} : { show: 'counts' }) },
    );
    assert.doesNotMatch(await foot(), /rounded/, `${name} without percents`);
  }
  // Percents are rounded, also with hands, and counts are not.
  const hands = { what: 'hands', counts: [1, 0, 0, 0] };
  await show('choice', { hands, phones: 141, shares: rounded });
  await is('with hands', async () => (await foot()).includes('(rounded)'));
  await show('choice', { shares: rounded }, { show: 'counts' });
  assert.doesNotMatch(await foot(), /rounded/, 'counts alone');
  await show('choice', { earlier: earlier('choice', [159]), ...both, shares: rounded }, { earlier: 1 });
  await is('side by side', async () => (await foot()).includes('(rounded)'));
  await show('choice', { ballots: 52 });
  await is('weighed', async () => /142 votes by weight .* = 100%/.test(await foot()));
  await sees(page.locator('.record'), '52 ballots');
  await show('choice', {}, {}, 0);
  assert.doesNotMatch(await foot(), /100%/, 'nobody has voted');
});

test('no page had a fault', () => assert.deepEqual(faults, []));
