/**
 * Every kind of poll, a pulse, the cards and a survey on the guest's phone and at the host's desk, open and told, against what a program can tell of WCAG 2.2: axe,
 * a walk by Tab, names, forced colours, and a window of 320 px. docs/accessibility.md says what that means.
 */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { forced } from './checks/forced.mjs';
import { keyboard } from './checks/keyboard.mjs';
import { layout } from './checks/layout.mjs';
import { names } from './checks/names.mjs';
import { wcag } from './checks/wcag.mjs';
import { sendBallots } from './harness/ballots.mjs';
import { faults, SIZES, until } from './harness/browser.mjs';
import { OPENING } from './harness/roles.mjs';
import { guest, host, stage } from './harness/stage.mjs';

/** The polls: their place in the file, what they are called, and a ballot. */
const FIXTURES = [
  {
    of: { fixture: 'scale', code: 'SCA7E2', session: 'Keynote: Organica Water' },
    polls: [
      [0, 'How well would this technology suit your city?', { scale: [4] }],
      [3, 'How important is each field?', { scale: [4, null, 2] }],
      [5, 'Would you recommend Chengdu to a friend?', { scale: [9] }],
    ],
  },
  {
    of: { fixture: 'ranking', code: 'RANK22', session: 'Dialogue: Sustainable Urban Development' },
    polls: [[0, 'Rank these: what would help projects most?', { ranking: [2, 0] }]],
  },
  {
    of: { fixture: 'points', code: 'PNTS22', session: 'Dialogue: Sustainable Urban Development' },
    polls: [[0, 'You have one hundred points. How would you give them?', { points: [40, 30, 30, 0, 0] }]],
  },
  {
    of: { fixture: 'motion', code: 'M4TH4N', session: 'Dialogue: Sustainable Urban Development' },
    polls: [[0, 'The workshop proposes a liaison group on city energy.', { motion: 0 }]],
  },
  {
    of: { fixture: 'estimate', code: 'EST7M2', session: 'Keynote: Emerson' },
    polls: [[0, 'How many kWh per square metre did this centre use last year?', { estimate: 70 }]],
  },
  {
    of: { fixture: 'words', code: 'WRDS52', session: 'Keynote: Organica Water' },
    polls: [[0, 'In one word: what makes a city sustainable?', { words: ['trees', '蓝天'] }]],
  },
  {
    of: { fixture: 'text', code: 'TEXT52', session: 'Keynote: Organica Water' },
    polls: [[0, 'Which one practice would you take home to your city?', { text: 'Night buses' }]],
  },
  {
    of: { fixture: 'matrix', code: 'MTRX22', session: 'Dialogue: Sustainable Urban Development' },
    polls: [
      [0, 'Which should come first?', { matrix: [[5, 4], null, [1, 1], null, null] }],
      [1, 'What do people think of these labels?', { matrix: [[3, 1]] }],
    ],
  },
  {
    of: { fixture: 'free_choice', code: 'FREE52', session: 'Dialogue: Sustainable Urban Development' },
    polls: [
      [0, 'Which field should the pilot project address first?', { free_choice: { own: 'Buses' } }],
      [1, 'What stands in the way?', { free_choice: { none: true } }],
    ],
  },
  {
    of: { fixture: 'quiz', code: 'Q4TH4N', session: 'Keynote: LEED Cities' },
    polls: [
      [0, 'Which is the highest level of LEED certification?', { quiz: [3] }],
      [1, 'What does a green building save?', { quiz: [0, 1] }],
    ],
  },
];

/** @param {import('./harness/browser.mjs').Page} page */
async function look(page) {
  const size = page.viewportSize() ?? SIZES.phone;
  const found = [
    ...(await inWhole(page, size)),
    ...(await keyboard(page)).found,
    ...(await names(page)),
    ...(await forced(page)).lines,
    ...(await inWhole(page, SIZES.small)),
  ];
  await page.setViewportSize(SIZES.small);
  found.push(...(await layout(page, false)));
  await page.setViewportSize(size);
  return found.join('\n');
}

/** Returns what a paste would write. Plain http has no clipboard to read. */
async function pasted() {
  const area = await host.page.evaluateHandle(() =>
    document.body.appendChild(document.createElement('textarea')),
  );
  await area.focus();
  await host.page.keyboard.press('Control+V');
  const text = await area.evaluate(({ value }) => value);
  await area.evaluate(area => area.remove());
  return text;
}

/**
 * What axe finds in a window as tall as the page: there, nothing is beneath the foot or the strip at the top, which a guest would scroll away from.
 * @param {import('./harness/browser.mjs').Page} page
 * @param {{ width: number, height: number }} size
 */
async function inWhole(page, { width, height }) {
  await page.setViewportSize({ width, height });
  const whole = await page.evaluate(() => document.documentElement.scrollHeight);
  await page.setViewportSize({ width, height: Math.max(height, whole) });
  const found = await wcag(page);
  await page.setViewportSize({ width, height });
  return found;
}

/** Checks that the desk has what the picture shows as a table, for screen readers and to copy: a name and a number in a row. */
async function tabled(/** @type {string} */ title) {
  const rows = host.hand.locator('table tbody tr');
  await until(`${title} has a table`, async () => {
    const cells = await rows.evaluateAll(rows =>
      rows.map(row => [...row.children].map(cell => cell.textContent ?? '')),
    );
    return cells.some(([, ...numbers]) => numbers.some(cell => /\d/.test(cell)));
  });
  const copy = host.hand.getByRole('button', { name: /^Copy the table/ }).first();
  await copy.click();
  await host.hand.locator('.copied', { hasText: 'Copied' }).first().waitFor();
  const copied = await pasted();
  const lines = copied.split('\n').map(line => line.split('\t'));
  assert.ok(lines.length > 1, `${title}: ${copied}`);
  assert.ok(
    lines.slice(1).some(([, ...cells]) => cells.some(cell => /^\d/.test(cell))),
    `${title}: ${copied}`,
  );
  assert.ok(!/undefined|\u00a0|\n\n/.test(copied), copied);
  return copied;
}

for (const { of, polls } of FIXTURES)
  test(`polls of ${of.fixture}.toml can be answered and read by everybody`, async () => {
    await stage(of);
    const isQuiz = of.fixture === 'quiz';
    for (const [id, title, ballot] of /** @type {[number, string, unknown][]} */ (polls)) {
      await host.openPoll(title, { limit: isQuiz });
      const phone = await guest();
      await phone.showsHeadline(title);
      assert.equal(await look(phone.page), '', `${title} open`);
      assert.deepEqual(await sendBallots(phone.page, id, [ballot]), ['ack']);
      await host.hand.locator('.turnout', { hasText: '1 voter' }).waitFor();
      const answers = host.hand.locator('.reading summary');
      if (of.fixture === 'words' || of.fixture === 'text') {
        await answers.click();
        await host.page.keyboard.press('u');
        await host.hand.locator('.reading li', { hasText: /Hide/ }).first().waitFor();
      }
      assert.equal(await look(host.page), '', `${title} at the host's desk`);
      await tabled(title);
      await host.reveal();
      await phone.page.getByText('Poll results').first().waitFor();
      assert.equal(await look(phone.page), '', `${title} told`);
      if (isQuiz) {
        await host.verb('Reveal answer').click();
        await phone.page.locator('.earned').first().waitFor();
        assert.equal(await look(phone.page), '', `${title} with its answer`);
        assert.equal(await look(host.page), '', `${title} with its answer at the host's desk`);
      }
      await phone.page.context().close();
    }
    await host.page.context().close();
  });

test('a pulse and the cards can be answered and read by everybody', async () => {
  await stage({ session: OPENING.en });
  await host.hand.getByRole('group', { name: 'Cards' }).getByText('open').click();
  const phone = await guest();
  const card = phone.page.locator('.cardb', { hasText: 'I have a doubt' });
  await card.waitFor();
  assert.equal(await look(phone.page), '', 'the cards');
  await card.focus();
  await phone.page.keyboard.press('Enter');
  await phone.page.locator('.held.yellow').waitFor();
  assert.equal(await look(phone.page), '', 'a card that is up');
  await tabled('the cards');
  assert.equal(await look(host.page), '', "the cards at the host's desk");
  await phone.page.getByRole('button', { name: 'Show the page' }).tap();
  await host.page.getByRole('button', { name: 'Pace' }).click();
  await host.step('Open');
  await phone.showsHeadline('How is the pace?');
  assert.equal(await look(phone.page), '', 'a pulse that is open');
  await phone.page.getByRole('radio').nth(1).focus();
  await phone.page.keyboard.press('Space');
  await phone.acked('Counted.');
  await host.hand.locator('.turnout', { hasText: '1 voter' }).waitFor();
  assert.equal(await look(host.page), '', "a pulse at the host's desk");
  await host.reveal();
  await phone.page.getByText('Poll results').first().waitFor();
  assert.equal(await look(phone.page), '', 'a pulse that is told');
  await phone.page.context().close();
  await host.page.context().close();
});

test('a survey can be filled in and read by everybody', async () => {
  const title = 'Five questions before you leave';
  await stage({ fixture: 'survey', code: 'SURV3Y', session: 'Closing' });
  await host.choosePoll(title);
  await host.verb(/^Open/).click();
  await host.step('Open');
  const { page } = await guest();
  const on = page.locator('.foot').getByRole('button').last();
  const questions = page.locator('.prog i');
  await questions.first().waitFor();
  for (let at = await questions.count(); at; at--) {
    await page.locator('.kick', { hasText: 'Question' }).waitFor();
    assert.equal(await look(page), '', `the question with ${at - 1} after it`);
    await on.click();
  }
  await page.locator('.ans').first().waitFor();
  assert.equal(await look(page), '', 'the sheet without an answer');
  assert.deepEqual(await sendBallots(page, 0, [{ scale: [4] }]), ['ack']);
  await host.hand.locator('.turnout', { hasText: '0' }).waitFor();
  assert.equal(await look(host.page), '', "a survey at the host's desk");
  await host.verb('Close and reveal all').click();
  await host.step('Revealed');
  await page.getByText('Poll results').first().waitFor();
  assert.equal(await look(page), '', 'the results of a survey');
  assert.equal(await look(host.page), '', "the results of a survey at the host's desk");
  await page.context().close();
  await host.page.context().close();
});

test('no page had a fault', () => assert.deepEqual(faults, []));
