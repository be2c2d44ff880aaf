/**
 * The people of an event, each at their page: everything they can do by hand, and nothing else. The tests check what they
 * see.
 */
import { PATIENCE_MS, sees, until } from './browser.mjs';
import { DEMO } from './server.mjs';

/** @typedef {import('./browser.mjs').Page} Page */
/** @typedef {import('./browser.mjs').Context} Context */
/** @typedef {import('./server.mjs').Server} Server */

/** The poll of the dialogue, in both languages, and its session. */
export const DIALOGUE = {
  en: 'Dialogue: Sustainable Urban Development and US-China Energy Cooperation',
  zh: '对话：城市可持续发展与中美能源合作',
};
export const PILOT = {
  en: 'Which field should the next U.S.-China pilot project address first?',
  zh: '下一个中美合作试点项目，应首先面向哪个领域？',
};
export const OPENING = { en: 'Opening', zh: '开幕式' };
export const EXPECTATION = {
  en: 'What do you most hope to take home from today?',
  zh: '您今天最希望带回什么收获？',
};
export const ROUND_TABLE = { en: 'Round table: green energy, finance and urban applications' };
export const HELP = { en: 'What would help green-energy projects most?' };

/**
 * Opens a role's page by its link.
 * @param {Context} context
 * @param {Server} server
 * @param {Parameters<Server['link']>[0]} name
 */
export async function openRole(context, server, name, code = DEMO) {
  const page = await context.newPage();
  await page.goto(await server.link(name, code));
  return page;
}

/** Matches text as the pages set it: Chinese headlines contain invisible break points. */
export const plain = (/** @type {string | null} */ text) => (text ?? '').replaceAll('\u200b', '');

/** A guest's phone. */
export class Phone {
  /** @param {Page} page */
  constructor(page) {
    this.page = page;
    this.heading = page.getByRole('heading', { level: 1 });
    this.ack = page.locator('.ack').first();
    this.mine = page.locator('ul[aria-live]');
  }

  /**
   * @param {Context} context
   * @param {string} url
   */
  static async open(context, url) {
    const page = await context.newPage();
    await page.goto(url);
    const phone = new Phone(page);
    await phone.ready();
    return phone;
  }

  /** Waits until the script has drawn the page, including the second chunk. */
  ready() {
    return this.page.locator('.page-foot').waitFor();
  }

  /** @param {string | RegExp} text */
  option(text) {
    return this.page.locator('.opt', { hasText: text });
  }

  /** One tap on an option. @param {string | RegExp} text */
  tap(text) {
    return this.option(text).tap();
  }

  async headline() {
    return plain(await this.heading.first().textContent());
  }

  /** @param {string} text */
  showsHeadline(text) {
    return until(`the phone's headline is “${text}”`, async () => (await this.headline()) === text);
  }

  /** @param {string | RegExp} text */
  acked(text) {
    return this.ack.filter({ hasText: text }).waitFor();
  }

  async openAsk() {
    await this.page.locator('#ask').tap();
    await this.page.locator('#ask-text').waitFor();
  }

  /**
   * Asks a question through the form.
   * @param {string} text
   * @param {{ to?: string, name?: string, org?: string }} [more]
   */
  async ask(text, { to, name, org } = {}) {
    await this.openAsk();
    await this.page.locator('#ask-text').fill(text);
    if (to) {
      const value = await this.page.locator('#ask-to option', { hasText: to }).first().getAttribute('value');
      await this.page.locator('#ask-to').selectOption(value);
    }
    if (name) {
      await this.page.locator('form .opt').tap();
      await this.page.locator('#ask-name').fill(name);
      await this.page.locator('#ask-org').fill(org ?? '');
    }
    await this.page.locator('form [type=submit]').tap();
    await this.own(text).waitFor();
  }

  /** One of this guest's own questions. @param {string} text */
  own(text) {
    return this.mine.locator('li', { hasText: text });
  }

  /** @param {string} text @param {string | RegExp} state */
  ownIs(text, state) {
    return this.own(text).locator('.st', { hasText: state }).waitFor();
  }

  /** A question in the list of all. @param {string} text */
  question(text) {
    return this.page.locator('#questions li', { hasText: text });
  }
}

/** The host at the run of show. */
export class Host {
  /** @param {Page} page */
  constructor(page) {
    this.page = page;
    this.hand = page.locator('.hand');
    this.foot = page.locator('footer.keys');
  }

  /** @param {Context} context @param {Server} server */
  static async open(context, server, code = DEMO) {
    const page = await openRole(context, server, 'host', code);
    await page.locator('.desk.host .col.run').waitFor();
    return new Host(page);
  }

  /** @param {string} title */
  async choose(title) {
    await this.page.locator('.run .pick-row', { hasText: title }).click();
    await this.hand.getByRole('heading', { name: title }).waitFor();
  }

  /** A verb of the selected item. @param {string | RegExp} name */
  verb(name) {
    return this.hand.getByRole('button', { name });
  }

  /** Starts a session, and confirms if that ends another. @param {string} title */
  async start(title) {
    await this.choose(title);
    await this.verb(/^Start/).click();
    const sure = this.verb('Start it');
    const runs = this.page.locator('.run .show.here', { hasText: title });
    await sure.or(runs).first().waitFor();
    if (await sure.isVisible()) await sure.click();
    await runs.waitFor();
  }

  /** Selects a poll; its session must be running or selected. @param {string} title */
  async choosePoll(title) {
    await this.page.locator('.run button.item', { hasText: title }).click();
    await this.hand.getByRole('heading', { name: title }).waitFor();
  }

  /** @param {string} title */
  async openPoll(title, { limit = false } = {}) {
    await this.choosePoll(title);
    if (!limit) await this.hand.getByText('none', { exact: true }).click();
    await this.verb(/^Open/).click();
    await this.step('Open');
  }

  async reveal() {
    await this.verb(/reveal$/i).click();
    await this.step('Revealed');
  }

  /** Waits for the selected poll's step. @param {string} name */
  step(name) {
    return this.hand.locator('.steps [aria-current]', { hasText: name }).waitFor();
  }

  /** Chooses what the screen shows, by the button's text. @param {string} name */
  async show(name) {
    const button = this.page.locator('fieldset.pick').getByRole('button', { name, exact: true });
    await button.click();
    await this.shows(name);
  }

  /** Waits until this desk says that the screen shows it. @param {string} name */
  shows(name) {
    return this.page.locator('fieldset.pick .on', { hasText: name }).waitFor();
  }
}

/** A moderator at the desk. */
export class Moderator {
  #last = 0;

  /** @param {Page} page */
  constructor(page) {
    this.page = page;
    this.foot = page.locator('footer.keys');
    this.waiting = page.locator('.col-waiting');
    this.approved = page.locator('.col-approved');
    this.line = page.locator('.col-line .line-rows');
    this.slot = page.locator('.slot');
    this.done = page.locator('.done-rows');
  }

  /** @param {Context} context @param {Server} server */
  static async open(context, server, code = DEMO) {
    const page = await openRole(context, server, 'moderator', code);
    await page.locator('.desk.mod').waitFor();
    return new Moderator(page);
  }

  /** A question's row. @param {string} text */
  row(text) {
    return this.page.locator('[data-q]', { hasText: text });
  }

  /** @param {string} text */
  async focus(text) {
    const row = this.row(text);
    // Not the one whose last verb is still under way: it gives its place to the next row.
    await this.page.locator('[data-q]:not(.held)', { hasText: text }).locator('.txt, .say').first().click();
    await row.locator('.verbs').waitFor();
  }

  /** The desk ignores a second press within a third of a second, because it was meant for the previous row. */
  async calm() {
    const from = this.#last;
    await until('the desk takes the next verb', () => Date.now() - from > 400, PATIENCE_MS);
    this.#last = Date.now();
  }

  /** Notes a press on this desk other than through `do` and `press`. */
  acted() {
    this.#last = Date.now();
  }

  /** A verb on a question. @param {string} text @param {string | RegExp} verb */
  async do(text, verb) {
    await this.focus(text);
    await this.calm();
    await this.row(text).getByRole('button', { name: verb }).click();
    this.acted();
  }

  /** @param {string} key */
  async press(key) {
    await this.calm();
    await this.page.keyboard.press(key);
    this.#last = Date.now();
  }

  /** @param {string} text @param {string} reason */
  async decline(text, reason) {
    await this.do(text, 'Decline');
    await this.row(text).locator('.reasons').getByRole('button', { name: reason }).click();
    this.acted();
  }

  /** Waits for the foot's message about the last deed. @param {string | RegExp} text */
  says(text) {
    return sees(this.foot, text);
  }

  async undo() {
    await this.calm();
    await this.foot.getByRole('button', { name: 'Undo' }).click();
    this.#last = Date.now();
    await this.says('Undone');
  }
}
