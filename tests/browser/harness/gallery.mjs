/**
 * An event in a few acts, and the views of each page in each act: the one list of pages and states for the accessibility and
 * layout checks and for the screenshots.
 */
import { device, phoneDevice, SIZES, until } from './browser.mjs';
import { DIALOGUE, Host, Moderator, openRole, Phone, PILOT, plain, ROUND_TABLE } from './roles.mjs';
import { DEMO } from './server.mjs';

/** @typedef {import('./browser.mjs').Context} Context */
/** @typedef {import('./browser.mjs').Page} Page */
/** @typedef {import('./server.mjs').Server} Server */
/** @typedef {'phone' | 'tablet' | 'desk' | 'screen'} Kind */
/**
 * A page in a state; `open` makes both in a device.
 * @typedef {{ name: string, kind: Kind, open: (context: Context, server: Server) => Promise<Page> }} View
 */

/** The sizes that each kind of page must fit; the first is its usual one. */
export const FITS = {
  phone: [SIZES.phone, SIZES.small],
  tablet: [SIZES.tablet, SIZES.desk],
  desk: [SIZES.desk, SIZES.tablet],
  screen: [SIZES.full, SIZES.hd, SIZES.tablet, SIZES.uhd],
};

export const THEMES = /** @type {const} */ (['light', 'dark']);

/** The page background in each theme. */
const PAPER = { light: 'rgb(245, 242, 234)', dark: 'rgb(18, 23, 24)' };

/**
 * Changes the theme of an open page. The screen has its own switch, and the others follow the system.
 * @param {Page} page @param {View} view @param {'light' | 'dark'} theme
 */
export async function wear(page, view, theme) {
  await page.emulateMedia({ colorScheme: theme });
  const paper = () => page.locator('.stage').evaluate(stage => getComputedStyle(stage).backgroundColor);
  if (view.kind === 'screen' && (await paper()) !== PAPER[theme]) {
    await page.keyboard.press('t');
    await until(`the screen is ${theme}`, async () => (await paper()) === PAPER[theme]);
  }
  // The change of colours takes a moment.
  await page.evaluate(async () => {
    await Promise.allSettled(document.getAnimations().map(animation => animation.finished));
  });
}

/** A device for a view in a look. */
export const deviceFor = (
  /** @type {import('playwright-core').Browser} */ browser,
  /** @type {View} */ view,
  /** @type {{ lang: string, theme: 'light' | 'dark' }} */ look,
  size = FITS[view.kind][0],
) =>
  view.kind === 'phone'
    ? phoneDevice(browser, look.lang, { ...look, size })
    : device(browser, { ...look, size });

/** Guests' texts: long, short, and in both languages. */
const QUESTIONS = [
  { text: '储能系统在老旧小区改造中如何与热泵配合？', name: '李明', org: '成都市住建局', to: 'Emerson' },
  {
    text:
      'In retrofits of existing residential quarters we keep meeting owners who fear a whole winter of building works: ' +
      'how did your projects keep heating and cooling running, who paid for what, and what would you do differently ' +
      'in a second city with many more owners?',
    name: 'Maria Fernandez-Wolfeschlegelstein',
    org: 'Department of Housing and Community Development',
    to: 'Emerson',
  },
  { text: '能源' },
  { text: 'Which financing models worked for mid-sized cities?', to: 'Altec' },
  { text: '城市级能源数据平台由谁来建设和运营比较合适？数据安全与各部门之间的共享问题怎样解决？' },
  { text: 'Is there a list of all projects?' },
  { text: 'Where is the coffee?' },
  { text: '请问会议资料在哪里下载？' },
];
const TRANSLATION = 'How do storage systems work together with heat pumps in old residential quarters?';

/** What staff answer in writing. */
const REPLY = 'The list with its costs is on the event’s page from Friday.';

/** A question as a host pastes it, with an option too many. */
const PASTED = `Which technology should the next pilot project try first? / 下一个试点项目应首先试用哪项技术？
1. Heat pumps and storage in existing residential quarters / 既有住区中的热泵与储能
2. Charging stations / 充电站
3. charging stations / 充电桩`;

/** @param {(phone: Phone, server: Server) => Promise<void>} [then] */
const phoneView = then => async (/** @type {Context} */ context, /** @type {Server} */ server) => {
  const phone = await Phone.open(context, `${server.origin}/${DEMO}`);
  await then?.(phone, server);
  return phone.page;
};

/** @param {Parameters<Server['link']>[0]} name @param {string} ready @param {(page: Page) => Promise<void>} [then] */
const roleView =
  (name, ready, then) => async (/** @type {Context} */ context, /** @type {Server} */ server) => {
    const page = await openRole(context, server, name);
    await page.locator(ready).first().waitFor();
    await then?.(page);
    return page;
  };

/** @param {string} path @param {string} ready */
const plainView = (path, ready) => async (/** @type {Context} */ context, /** @type {Server} */ server) => {
  const page = await context.newPage();
  await page.goto(server.origin + path);
  await page.locator(ready).first().waitFor();
  return page;
};

const screenView = roleView('screen', 'main.screen .join img, main.screen .big img', page =>
  page
    .waitForFunction(() => [...document.images].every(img => img.complete && img.naturalWidth))
    .then(() => {}),
);

/** @type {Context[]} */
const open = [];

/**
 * Plays the event act by act, and visits each act's views after it.
 * @param {import('playwright-core').Browser} browser
 * @param {Server} server
 * @param {(act: string, views: View[]) => Promise<void>} visit
 */
export async function play(browser, server, visit) {
  const staff = await device(browser);
  const guest = await phoneDevice(browser, 'en');
  open.push(staff, guest);
  const host = await Host.open(staff, server);
  const moderator = await Moderator.open(staff, server);
  const phone = await Phone.open(guest, `${server.origin}/${DEMO}`);

  await visit('before', [
    { name: 'home', kind: 'phone', open: plainView('/nowhere/at/all', '#code') },
    { name: 'home-missing', kind: 'phone', open: plainView('/ABCDEF', '#fault p') },
    { name: 'phone-before', kind: 'phone', open: phoneView() },
    {
      name: 'phone-notice',
      kind: 'phone',
      open: phoneView(({ page }) => page.locator('.page-foot button').tap()),
    },
    { name: 'no-link', kind: 'desk', open: plainView(`/${DEMO}/host`, '.gate') },
    { name: 'moderator-empty', kind: 'desk', open: roleView('moderator', '.desk') },
    { name: 'interpreter-empty', kind: 'desk', open: roleView('interpreter', '.empty') },
    { name: 'screen-holding', kind: 'screen', open: screenView },
    {
      name: 'wifi',
      kind: 'desk',
      async open(context, server) {
        await openRole(context, server, 'screen').then(page => page.locator('main.screen').waitFor());
        return plainView(`/${DEMO}/wifi`, '.card img')(context, server);
      },
    },
  ]);

  await host.start(ROUND_TABLE.en);
  await phone.showsHeadline(ROUND_TABLE.en);
  await visit('round table', [
    { name: 'phone-session', kind: 'phone', open: phoneView() },
    { name: 'screen-plates', kind: 'screen', open: screenView },
    { name: 'panelist-idle', kind: 'tablet', open: roleView('panelist/emerson', '.pan main') },
  ]);

  await host.start(DIALOGUE.en);
  await host.openPoll(PILOT.en);
  await phone.tap('LEED city');
  await phone.acked(/Counted/);
  await visit('poll', [
    { name: 'phone-poll', kind: 'phone', open: phoneView() },
    {
      name: 'phone-voted',
      kind: 'phone',
      open: phoneView(async ({ page, ack }) => {
        await page.locator('label.opt').nth(1).tap();
        await ack.filter({ hasText: /Counted|已计入/ }).waitFor();
      }),
    },
    { name: 'screen-poll', kind: 'screen', open: screenView },
    {
      name: 'host-poll',
      kind: 'desk',
      open: roleView('host', '.hand .turnout', async page => {
        await page.locator('.link-role button').nth(1).click();
        await page.locator('.one-link').first().waitFor();
      }),
    },
    {
      name: 'host-make',
      kind: 'desk',
      open: roleView('host', '.hand .turnout', async page => {
        await page.keyboard.press('n');
        await page.getByRole('dialog').locator('textarea').first().fill(PASTED);
        await page.keyboard.press('Control+Enter');
        await page.locator('#make-wrong.bad').waitFor();
      }),
    },
  ]);

  await host.reveal();
  await phone.page.locator('.opt.won').first().waitFor();
  await visit('results', [
    { name: 'phone-results', kind: 'phone', open: phoneView() },
    { name: 'screen-results', kind: 'screen', open: screenView },
  ]);

  await ask(phone, moderator);
  await visit('questions', [
    {
      name: 'phone-questions',
      kind: 'phone',
      open: phoneView(({ page }) => page.locator('#questions li').first().waitFor()),
    },
    {
      name: 'phone-ask',
      kind: 'phone',
      open: phoneView(async phone => {
        await phone.openAsk();
        await phone.page.locator('#ask-text').fill(QUESTIONS[1].text);
        await phone.page.locator('form .opt').tap();
        await phone.page.locator('#ask-name').waitFor();
        await phone.page.locator('#similar li').first().waitFor();
      }),
    },
    {
      name: 'moderator',
      kind: 'desk',
      open: roleView('moderator', '.slot .say', async page => {
        await page.locator('.col-waiting .row.focus .verbs').waitFor();
        await page.keyboard.press('d');
        await page.locator('.reasons').waitFor();
      }),
    },
    {
      name: 'moderator-edit',
      kind: 'desk',
      open: roleView('moderator', '.slot .say', async page => {
        await page.locator('.col-waiting .row.focus .verbs').waitFor();
        await page.keyboard.press('e');
        await page.locator('dialog').waitFor();
      }),
    },
    {
      name: 'interpreter',
      kind: 'desk',
      open: roleView('interpreter', '.text', async page => {
        await page.keyboard.press('w');
        await page.locator('#waiting-title').waitFor();
      }),
    },
    { name: 'panelist', kind: 'tablet', open: roleView('panelist/emerson', '.pan .q .say') },
    {
      name: 'host-session',
      kind: 'desk',
      open: roleView('host', '.hand h2', async page => {
        await page.locator('.run .show.here .pick-row').click();
        await page.keyboard.press('e');
        await page.locator('.tell').waitFor();
      }),
    },
    { name: 'screen-question', kind: 'screen', open: screenView },
  ]);

  await unite(moderator);
  await phone.question(REPLY).waitFor();
  const merged = (/** @type {string} */ key, /** @type {string} */ ready) =>
    roleView('moderator', '.col-approved .brace', async page => {
      await page.locator('.col-approved .brace').first().click();
      await page.locator('.col-approved .row.focus .brace').waitFor();
      await page.keyboard.press(key);
      await page.locator(ready).first().waitFor();
    });
  await visit('merged', [
    {
      name: 'phone-merged',
      kind: 'phone',
      open: phoneView(({ page }) => page.locator('#questions .brace').first().waitFor()),
    },
    { name: 'moderator-leaf', kind: 'desk', open: merged('o', '.leaf .steps li') },
    { name: 'moderator-merge', kind: 'desk', open: merged('m', 'dialog label.on') },
    { name: 'moderator-labels', kind: 'desk', open: merged('b', 'dialog input') },
    { name: 'moderator-ask', kind: 'desk', open: merged('+', 'dialog textarea') },
  ]);

  await host.choose(DIALOGUE.en);
  await host.hand.getByRole('group', { name: 'Cards' }).getByText('open').click();
  await phone.page.locator('.cardb').nth(1).tap();
  await phone.page.locator('.held').waitFor();
  await host.hand.locator('.curve').waitFor();
  await host.show('Cards');
  await visit('cards', [
    {
      name: 'phone-cards',
      kind: 'phone',
      open: phoneView(({ page }) => page.locator('.cardb').first().waitFor()),
    },
    {
      name: 'phone-held',
      kind: 'phone',
      open: phoneView(async ({ page }) => {
        await page.locator('.cardb').nth(2).tap();
        await page.locator('.held').waitFor();
      }),
    },
    {
      name: 'host-cards',
      kind: 'desk',
      open: roleView('host', '.hand h2', async page => {
        await page.locator('.run .show.here .pick-row').click();
        await page.locator('.curve').waitFor();
      }),
    },
    { name: 'screen-cards', kind: 'screen', open: screenView },
  ]);
  await host.show('Top questions');
  await visit('top questions', [{ name: 'screen-top', kind: 'screen', open: screenView }]);
  await host.show('Join');
  await visit('join', [{ name: 'screen-join', kind: 'screen', open: screenView }]);

  await host.start(ROUND_TABLE.en);
  await host.show('Round table');
  await lead(staff, server);
  await visit('table', [
    {
      name: 'phone-table',
      kind: 'phone',
      open: phoneView(({ page }) => page.locator('.speaking').waitFor()),
    },
    {
      name: 'phone-captions',
      kind: 'phone',
      open: phoneView(async ({ page }) => {
        await page.locator('.captions-verb button').tap();
        await page.locator('section.captions p').first().waitFor();
      }),
    },
    { name: 'panelist-turn', kind: 'tablet', open: roleView('panelist/emerson', '.turn [role=timer]') },
    { name: 'chair', kind: 'desk', open: roleView('chair', '.plate-verb.on') },
    { name: 'captioner', kind: 'desk', open: roleView('captioner', '.capt-lines li[lang]') },
    { name: 'rapporteur', kind: 'desk', open: roleView('rapporteur', '.rapp-kind') },
    { name: 'door', kind: 'tablet', open: roleView('door', '.door-lead') },
    { name: 'host-table', kind: 'desk', open: roleView('host', '.host-table [role=timer]') },
    { name: 'screen-table', kind: 'screen', open: screenView },
  ]);

  await announce(host);
  await visit('backstage', [
    {
      name: 'phone-announced',
      kind: 'phone',
      open: phoneView(({ page }) => page.locator('.announced time').waitFor()),
    },
    { name: 'panelist-message', kind: 'tablet', open: roleView('panelist/emerson', '.from-backstage') },
    {
      name: 'host-announcing',
      kind: 'desk',
      open: roleView('host', '.announcements li', async page => {
        await page.locator('.announcements button').first().click();
        await page.locator('dialog textarea').first().waitFor();
      }),
    },
    { name: 'screen-announced', kind: 'screen', open: screenView },
  ]);
  await Promise.all(open.splice(0).map(context => context.close()));
}

/** A chair leads: one speaks, another waits; and somebody writes captions in both languages. */
async function lead(/** @type {Context} */ staff, /** @type {Server} */ server) {
  const chair = await openRole(staff, server, 'chair');
  await chair.locator('.plate-verb', { hasText: 'Emerson' }).click();
  await chair.locator('.plate-verb.on', { hasText: 'Emerson' }).waitFor();
  await chair.keyboard.press('s');
  await chair.getByLabel('Somebody from the hall').fill('Delegate of the housing bureau, row 7');
  await chair.keyboard.press('Enter');
  await chair.locator('.chair-list .speaker:not(.on)').waitFor();
  const captioner = await openRole(staff, server, 'captioner');
  for (const [lang, line] of [
    ['en', 'With river water at 7 °C in winter, the heat pumps still reach a COP of 4.2.'],
    ['zh-Hans', '江水源热泵冬季进水 7 ℃，能效比仍达 4.2。'],
  ]) {
    const field = captioner.locator(`textarea[lang=${lang}]`).first();
    await field.fill(line ?? '');
    await field.press('Enter');
    await captioner.locator('.capt-lines li', { hasText: line }).waitFor();
  }
  await chair.close();
  await captioner.close();
}

/** A message covers a panelist's page, and a break is on. */
async function announce(/** @type {Host} */ { page }) {
  await page.getByRole('button', { name: 'Write a message' }).click();
  await page.locator('dialog textarea[lang=en]').fill('Closing words, please.');
  await page.locator('dialog textarea[lang^=zh]').fill('请作结束语。');
  await page.keyboard.press('Control+Enter');
  await page.locator('.messages li', { hasText: 'Closing words' }).waitFor();
  await page.getByRole('button', { name: 'Break', exact: true }).click();
  await page.locator('dialog').getByRole('button', { name: 'Show now' }).click();
  await page.locator('.announcements time, .announcements li').first().waitFor();
}

/** Makes one question of two, and writes beside it all that staff can write. */
async function unite(/** @type {Moderator} */ moderator) {
  const [, , , { text: kept }, , { text: other }] = QUESTIONS;
  const { page } = moderator;
  const dialog = page.getByRole('dialog');
  await moderator.focus(other);
  await moderator.press('m');
  await dialog.waitFor();
  await page.keyboard.type('financing');
  await dialog.locator('label.on', { hasText: kept }).waitFor();
  await page.keyboard.press('Enter');
  await dialog.waitFor({ state: 'detached' });
  await moderator.row(kept).locator('.brace').waitFor();
  await moderator.focus(kept);
  await moderator.press('f');
  await page.locator('.leaf form .field input:focus').waitFor();
  await page.keyboard.type('The bureau that can answer is in row 3.');
  await page.keyboard.press('Enter');
  await page.locator('.leaf .notes li').waitFor();
  await page.keyboard.press('Escape');
  await moderator.press('b');
  await dialog.waitFor();
  await page.keyboard.type('financing');
  await page.keyboard.press('Enter');
  await dialog.locator('input:checked').waitFor();
  await page.keyboard.press('Escape');
  await dialog.waitFor({ state: 'detached' });
  await moderator.press('v');
  await moderator.says(/has a star$/);
  await moderator.press('y');
  await page.keyboard.type(REPLY);
  await page.keyboard.press('Control+Enter');
  await page.keyboard.press('Escape');
}

/** Fills the desk: questions in every list, and the first one on the screen with its translation. */
async function ask(/** @type {Phone} */ phone, /** @type {Moderator} */ moderator) {
  for (const { text, ...more } of QUESTIONS) {
    // One guest may have only a few waiting questions, so screen them as they come.
    await phone.ask(text, { ...more, name: undefined });
    await moderator.row(text).waitFor();
    const i = QUESTIONS.findIndex(q => q.text === text);
    if (i === 6) await moderator.decline(text, 'Off topic');
    else if (i < 6) await moderator.do(text, 'Approve');
    if (i < 7)
      await until(`${text} was read`, () =>
        moderator.waiting
          .locator('[data-q]:not(.held)')
          .count()
          .then(n => !n),
      );
  }
  const [{ text }, { text: long }, , { text: other }] = QUESTIONS;
  await moderator.focus(text);
  await moderator.row(text).getByRole('button', { name: 'Translate' }).click();
  await moderator.page.getByLabel('Translation: English').fill(TRANSLATION);
  await moderator.page.getByLabel('Name').fill(QUESTIONS[0].name ?? '');
  await moderator.page.getByLabel('Organisation').fill(QUESTIONS[0].org ?? '');
  await moderator.calm();
  await moderator.page.getByRole('dialog').getByRole('button', { name: /^Save/ }).click();
  await moderator.page.getByRole('dialog').waitFor({ state: 'hidden' });
  moderator.acted();
  await moderator.do(text, 'On screen');
  await moderator.slot.filter({ hasText: text }).waitFor();
  await moderator.do(long, 'Put next');
  await moderator.line.filter({ hasText: long }).waitFor();
  await until('the phone is up to date', async () => plain(await phone.headline()) === TRANSLATION);
  await phone.question(other).waitFor();
}
