/**
 * Takes screenshots for people to look at: every page in its states, languages, themes and sizes into `tests/artifacts/`, or with
 * `--readme` the two of the README into `docs/`. It checks nothing; the tests do.
 *
 *     node shots.mjs            all
 *     node shots.mjs screen     those with this in their name
 *     node shots.mjs --kinds    the screen's picture of each kind of poll, with votes of every number, rounds, groups and hard texts
 *     node shots.mjs --readme   docs/screen.png, docs/phone.png, docs/host.png and docs/moderator.png
 */
import { mkdir } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { device, launch, phoneDevice, SIZES, until } from './harness/browser.mjs';
import { deviceFor, FITS, play, THEMES, wear } from './harness/gallery.mjs';
import { hardEvent, SCENES } from './harness/hard.mjs';
import { event, openPicture, session, settled, stage } from './harness/picture.mjs';
import { byGroup, delegations, earlier, revealed, SAMPLES } from './harness/results.mjs';
import { DIALOGUE, Host, openRole, Phone, PILOT } from './harness/roles.mjs';
import { DEMO, startServer } from './harness/server.mjs';

const folder = (/** @type {string} */ path) => fileURLToPath(new URL(path, import.meta.url));
const ARTIFACTS = folder('../artifacts/');
const DOCS = folder('../../docs/');
/** Hides the hint of the screen's keys, which would disappear by itself. */
const HINT = '.keys-hint { visibility: hidden }';
/** How the hall votes in the README's pictures, by option. */
const BALLOTS = [7, 4, 12, 9];

// An address as in a hall, instead of this machine's random port.
const server = await startServer({ shown: 'http://192.168.8.20:8080' });
const browser = await launch(server);
try {
  const [what = ''] = process.argv.slice(2);
  if (what === '--readme') await readme();
  else if (what === '--kinds') await kinds();
  else await all(what);
} finally {
  await browser.close();
  await server.stop();
}

/** @param {string} part */
async function all(part) {
  await mkdir(ARTIFACTS, { recursive: true });
  await play(browser, server, async (_act, views) => {
    for (const view of views.filter(v => v.name.includes(part))) {
      for (const lang of ['en', 'zh-CN']) {
        const context = await deviceFor(browser, view, { lang, theme: 'light' });
        const page = await view.open(context, server);
        // The screen has its own choice of the large language.
        if (view.kind === 'screen' && lang !== 'en') await page.keyboard.press('l');
        for (const theme of THEMES) {
          await wear(page, view, theme);
          for (const size of FITS[view.kind]) {
            await page.setViewportSize(size);
            const name = `${view.name}.${lang.slice(0, 2)}.${theme}.${size.width}x${size.height}.png`;
            await page.screenshot({ path: ARTIFACTS + name, style: HINT });
          }
          await page.setViewportSize(FITS[view.kind][0]);
        }
        await context.close();
      }
    }
  });
}

/** The screen's picture of each kind: from no votes to 100,000, side by side, and with texts that are hard to fit. */
async function kinds() {
  await mkdir(ARTIFACTS, { recursive: true });
  for (const theme of THEMES) {
    const picture = await openPicture(browser, server, { options: `#theme=${theme}` });
    let id = 0;
    const shoot = async (
      /** @type {string} */ name,
      /** @type {import('./harness/picture.mjs').Item[]} */ items,
    ) => {
      await picture.show(items);
      await settled(picture.page);
      await picture.page.screenshot({ path: `${ARTIFACTS}kind-${name}.${theme}.png`, style: HINT });
    };
    for (const kind of Object.keys(SAMPLES)) {
      const show = (/** @type {string} */ name, /** @type {number} */ votes, of = {}, tallied = {}) => {
        id += 1;
        const items = revealed(kind, votes, { id, ...of }, tallied);
        return shoot(`${kind}-${name}`, [event(), session(), delegations, ...items, stage({ poll: id })]);
      };
      await show('open', 7, { phase: 'open' }, { tally: undefined, shares: undefined });
      await show('closed', 7, { phase: 'closed' }, { tally: undefined, shares: undefined });
      for (const votes of [0, 1, 7, 142, 100_000]) await show(`${votes}`, votes);
      if (kind === 'quiz') continue;
      await show('rounds', 142, { earlier: 1 }, { earlier: earlier(kind, [159]) });
      await show('groups', 142, {}, { groups: byGroup(kind, [60, 52, 30]) });
    }
    for (const scene of SCENES)
      for (const seed of [1, 2]) {
        await shoot(`hard-${scene}-${seed}`, hardEvent(seed, scene));
      }
    await picture.close();
  }
}

async function readme() {
  await mkdir(DOCS, { recursive: true });
  const host = await Host.open(await device(browser), server);
  await host.start(DIALOGUE.en);
  await host.openPoll(PILOT.en);
  const screen = await openRole(await device(browser, { size: SIZES.full }), server, 'screen');
  const phone = await Phone.open(await phoneDevice(browser, 'zh-CN'), `${server.origin}/${DEMO}`);
  await phone.tap('WELL');
  await phone.acked('已计入');
  for (const [option, ballots] of BALLOTS.entries())
    for (let i = option === 3 ? 1 : 0; i < ballots; i++) {
      const guest = await Phone.open(await phoneDevice(browser, 'en'), `${server.origin}/${DEMO}`);
      await guest.page.locator('label.opt').nth(option).tap();
      await guest.acked('Counted');
      await guest.page.context().close();
    }
  await until(
    'all votes are on the screen',
    async () => (await screen.locator('main .foot b').innerText()) === '32',
  );
  await until('no hint of the keys', async () => !(await screen.locator('.keys-hint').count()));
  await screen.screenshot({ path: `${DOCS}screen.png` });
  await phone.page.screenshot({ path: `${DOCS}phone.png` });
  // What the host opened can no longer be taken back by the time people look at the desk.
  await host.page.reload();
  await host.page.locator('.mini .screen .foot b').filter({ hasText: '32' }).waitFor();
  await host.page.screenshot({ path: `${DOCS}host.png` });
  await host.page.context().close();
  await play(browser, server, async (act, views) => {
    const view = views.find(view => view.name === 'moderator');
    if (act !== 'questions' || !view) return;
    const page = await view.open(await device(browser), server);
    await page.keyboard.press('Escape');
    await page.locator('.reasons').waitFor({ state: 'hidden' });
    await page.screenshot({ path: `${DOCS}moderator.png` });
  });
}
