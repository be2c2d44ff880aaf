/**
 * WCAG 2.2, levels A and AA, as far as a program can check it, on the guest's and the staff's pages in their states.
 * docs/accessibility.md says how the pages meet each criterion. The projector is left out, because nobody operates it.
 */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { forced } from './checks/forced.mjs';
import { keyboard } from './checks/keyboard.mjs';
import { layout } from './checks/layout.mjs';
import { names } from './checks/names.mjs';
import { ENLARGED, reflow, words } from './checks/reflow.mjs';
import { space } from './checks/spacing.mjs';
import { wcag } from './checks/wcag.mjs';
import { device, faults, phoneDevice, until } from './harness/browser.mjs';
import { deviceFor, FITS, play } from './harness/gallery.mjs';
import { browser, server } from './harness/hall.mjs';
import { DIALOGUE, Host, Moderator, Phone, PILOT } from './harness/roles.mjs';
import { DEMO, startServer } from './harness/server.mjs';

/** The checked states: each page at rest, and with its fullest content. */
const LOOKED_AT = new Set([
  'home-missing',
  'phone-before',
  'phone-notice',
  'no-link',
  'wifi',
  'panelist-idle',
  'phone-poll',
  'phone-voted',
  'host-poll',
  'phone-results',
  'phone-questions',
  'phone-ask',
  'moderator',
  'moderator-edit',
  'interpreter',
  'panelist',
  'host-session',
]);

/** Those whose focus is drawn in ways of their own: rows, marks of options, cells and fields. */
const WALKED_AGAIN = new Set(['phone-poll', 'phone-ask', 'moderator', 'interpreter', 'host-session']);

/** The window at 100 % that a page is enlarged from. @param {import('./harness/gallery.mjs').View} view */
const whole = view => (view.kind === 'phone' ? FITS.phone[0] : { width: 1280, height: 1024 });

/** @param {import('./harness/gallery.mjs').View} view */
async function inspect(view) {
  /** @type {string[]} */
  const found = [];
  const add = (/** @type {string} */ what, /** @type {string[]} */ lines) =>
    found.push(...lines.map(line => `${view.name}, ${what}: ${line}`));
  const context = await deviceFor(browser, view, { lang: 'en', theme: 'light' });
  const page = await view.open(context, server);
  add('axe', await wcag(page));
  const walk = await keyboard(page);
  add('keyboard', walk.found);
  add('names', await names(page));
  const colours = await forced(page);
  add('forced colours', colours.lines);
  if (WALKED_AGAIN.has(view.name)) {
    await page.emulateMedia({ forcedColors: 'active' });
    add('keyboard in forced colours', (await keyboard(page)).found);
    await page.emulateMedia({ forcedColors: 'none' });
  }
  add('reduced motion', await page.evaluate(moving));

  await page.setViewportSize(whole(view));
  const before = await words(page);
  for (const size of ENLARGED) {
    await page.setViewportSize(size);
    add(`${size.width} × ${size.height}`, await reflow(page, before));
  }
  await page.setViewportSize({ width: 320, height: 640 });
  add('axe at 320 px', await wcag(page));
  await space(page);
  for (const size of [{ width: 320, height: 640 }, FITS[view.kind][0]]) {
    await page.setViewportSize(size);
    add(`text spacing at ${size.width} px`, await layout(page, false));
  }
  await context.close();
  return { found, stops: walk.stops, states: colours.looked };
}

/** Returns animations that last longer than a moment. */
function moving() {
  const lines = [];
  for (const el of document.querySelectorAll('*'))
    for (const part of [undefined, '::before']) {
      const s = getComputedStyle(el, part);
      const longest = Math.max(
        ...`${s.transitionDuration}, ${s.animationDuration}`.split(', ').map(Number.parseFloat),
      );
      if (longest > 0.05) lines.push(`${el.tagName.toLowerCase()}.${el.className} moves for ${longest} s`);
    }
  return lines;
}

test('every page meets what a program can tell of WCAG 2.2', async t => {
  let [views, stops, states] = [0, 0, 0];
  await play(browser, server, (act, all) =>
    t
      .test(act, async () => {
        /** @type {string[]} */
        const found = [];
        for (const view of all.filter(({ name }) => LOOKED_AT.has(name))) {
          const seen = await inspect(view);
          found.push(...seen.found);
          views += 1;
          stops += seen.stops;
          states += seen.states;
        }
        assert.equal(found.join('\n'), '');
      })
      .then(() => {}),
  );
  assert.equal(views, LOOKED_AT.size, 'every state of the list was looked at');
  t.diagnostic(
    `${views} states, ${stops} stops of the keyboard, ${states} states and bars in forced colours`,
  );
});

/**
 * Returns what a screen reader gets of a part of a page, one line each, without what every page repeats.
 * @param {import('playwright-core').Locator} part
 */
const heard = async part =>
  (await part.ariaSnapshot())
    .split('\n')
    .map(line => line.trim().replace(/^- /, ''))
    .filter(line => !/^(text|paragraph|separator|list|listitem)\b.*$/.test(line) || /“|"/.test(line));

/** Every line stands in what is heard, in this order. @param {string[]} all @param {(string | RegExp)[]} lines */
function inOrder(all, lines) {
  let at = 0;
  for (const line of lines) {
    const next = all.findIndex(
      (one, i) => i >= at && (typeof line === 'string' ? one === line : line.test(one)),
    );
    assert.ok(next >= 0, `“${line}” is not heard, or not there, in:\n${all.join('\n')}`);
    at = next + 1;
  }
}

test('a screen reader is told all that joining, voting, asking, opening and approving need', async () => {
  const own = await startServer();
  const staff = await device(browser);
  const guest = await phoneDevice(browser, 'en');
  const host = await Host.open(staff, own);
  const moderator = await Moderator.open(staff, own);
  const text = 'Where is the coffee?';

  // Joining through the home page, whose error is an alert.
  const home = await guest.newPage();
  await home.goto(`${own.origin}/nowhere/at/all`);
  await home.locator('#code').fill('CDU');
  await home.keyboard.press('Enter');
  const alert = home.getByRole('alert');
  await alert.filter({ hasText: 'The code has six characters.' }).waitFor();
  inOrder(await heard(home.locator('body')), [
    'heading "Join an event" [level=1]',
    /^textbox "Code"/,
    'alert:',
    'button "Join"',
  ]);
  await home.locator('#code').fill(DEMO);
  await home.keyboard.press('Enter');
  const phone = new Phone(home);
  await phone.ready();
  inOrder(await heard(home.locator('body')), [
    'banner:',
    'combobox "Language":',
    'main:',
    /^heading "U\.S\.-China .*" \[level=1\]$/,
    'heading "Questions" [level=2]',
    'heading "Programme" [level=2]',
    'button "Ask a question"',
  ]);

  // Opening a poll, at the host's desk.
  await host.start(DIALOGUE.en);
  await host.choosePoll(PILOT.en);
  inOrder(await heard(host.hand), [
    'region "Selected":',
    `heading "${PILOT.en}" [level=2]`,
    'button "Open for 90 s"',
    'group "Time limit":',
    'radio "none"',
    'radio "90 s" [checked]',
  ]);
  await host.openPoll(PILOT.en);
  await host.foot.getByRole('status').filter({ hasText: 'The poll is open' }).waitFor();
  inOrder(await heard(host.foot), ['status:', 'button "Undo"', 'button "? all keys"']);

  // Voting on the phone: announced once, in an invisible status.
  const news = home.locator('.unseen[role=status]');
  await news.filter({ hasText: `Poll open: ${PILOT.en}` }).waitFor();
  const poll = home.locator('main > section').first();
  inOrder(await heard(poll), [
    `heading "${PILOT.en}" [level=1]`,
    `group "${PILOT.en} ${PILOT.zh}":`,
    'radio "Urban infrastructure 城市基础设施"',
    'radio "LEED city LEED 城市"',
  ]);
  await phone.tap('LEED city');
  await news.filter({ hasText: 'Your vote was received.' }).waitFor();
  inOrder(await heard(poll), ['radio "LEED city LEED 城市" [checked]']);

  // Asking.
  await phone.openAsk();
  inOrder(await heard(home.locator('body')), [
    'button "Cancel"',
    'heading "Your question" [level=1]',
    'button "Send" [disabled]',
    'combobox "To whom":',
    /^textbox "Question"/,
    'checkbox "Ask anonymously" [checked]',
  ]);
  await home.locator('#ask-text').fill('x'.repeat(301));
  await home.locator('#ask-count[aria-live=polite]').filter({ hasText: '1 character too long' }).waitFor();
  await home.locator('#ask-text').fill(text);
  await home.locator('form [type=submit]').tap();
  await phone.own(text).waitFor();
  assert.equal(await home.locator('#mine').getAttribute('aria-live'), 'polite');
  await phone.ownIs(text, 'Sent, waiting for a moderator');

  // Approving, at the moderator's desk: the row's name is its text.
  await moderator.row(text).waitFor();
  await moderator.waiting.getByRole('status').filter({ hasText: '1' }).waitFor();
  inOrder(await heard(moderator.waiting), [
    'region "Waiting":',
    'heading "Waiting" [level=2]',
    `listitem "${text}":`,
    'button "Approve"',
    'button "Decline"',
  ]);
  assert.equal(await moderator.row(text).getAttribute('aria-current'), 'true');
  await moderator.do(text, 'Approve');
  await moderator.foot.getByRole('status').filter({ hasText: 'Question 1 is approved' }).waitFor();
  await phone.ownIs(text, 'Approved');

  // Withdrawing needs a second tap and waits as long as the guest needs; any other action cancels it.
  await phone.own(text).getByRole('button', { name: 'Withdraw' }).tap();
  await phone.own(text).getByRole('button', { name: 'Tap again to withdraw' }).waitFor();
  await home.locator('#ask').focus();
  await phone.own(text).getByRole('button', { name: 'Withdraw', exact: true }).waitFor();

  // A page over the main one is read from its heading, and leaving it returns to where it was opened.
  await home.locator('#notice').focus();
  await home.keyboard.press('Enter');
  const focused = () => home.evaluate(() => document.activeElement?.textContent);
  await until(
    'the notice is read from its heading',
    async () => (await focused()) === 'What we store about you',
  );
  assert.equal(await home.evaluate(() => document.activeElement?.tagName), 'H1');
  await home.getByRole('button', { name: 'Back' }).focus();
  await home.keyboard.press('Enter');
  await until('the link has the focus again', () =>
    home.evaluate(() => document.activeElement?.id === 'notice'),
  );
  await Promise.all([staff.close(), guest.close()]);
  await own.stop();
});

test('arrows choose among radio buttons, and keys of one character can be turned off', async () => {
  const staff = await device(browser);
  const { page } = await Moderator.open(staff, server);
  const filter = page.getByRole('group', { name: 'Answered' });
  await filter.getByRole('radio').first().focus();
  await page.keyboard.press('ArrowRight');
  assert.ok(await filter.getByRole('radio').nth(1).isChecked());
  await page.keyboard.press('ArrowLeft');

  const off = () => page.getByRole('checkbox', { name: /single character/ });
  await page.keyboard.press('?');
  assert.ok(await off().isChecked());
  await off().uncheck();
  await page.keyboard.press('Escape');
  await off().waitFor({ state: 'detached' });
  await page.keyboard.press('/');
  await page.keyboard.press('?');
  assert.equal(await page.evaluate(() => document.activeElement?.matches('[type=search]')), false);
  assert.equal(await off().count(), 0);
  // This browser remembers it, and the button still leads to the switch.
  await page.reload();
  await page.getByRole('button', { name: 'all keys' }).click();
  assert.ok(!(await off().isChecked()));
  await off().check();
  await page.keyboard.press('Escape');
  await off().waitFor({ state: 'detached' });
  await page.keyboard.press('/');
  assert.ok(await page.evaluate(() => document.activeElement?.matches('[type=search]')));
  await staff.close();
});

test('no page had a fault', () => assert.deepEqual(faults, []));
