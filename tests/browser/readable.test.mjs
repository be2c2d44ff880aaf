/**
 * Every valid event is readable on the screen: events from a seed, in each scene, size and theme, on every page that turns. This
 * test uses a few seeds; `tests/long/screen.mjs` uses as many as you like.
 */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { faults } from './harness/browser.mjs';
import { browser, server } from './harness/hall.mjs';
import { hardEvent, SCENES } from './harness/hard.mjs';
import { openPicture } from './harness/picture.mjs';
import { unreadable } from './harness/walk.mjs';

const SEEDS = 3;
/** Seeds that found a fault once. @type {{ [scene: string]: number }} */
const KEPT = {
  choice: 20,
  motion: 7,
  text: 5,
  ranking: 14,
  points: 11,
  board: 13,
  plates: 3,
  join: 5,
  beside: 33,
};

describe('what stands on the screen can be read', { concurrency: 2 }, () => {
  for (const scene of SCENES)
    test(`${scene}`, async t => {
      const { found, pictures } = await unreadable(browser, server, scene, 0, SEEDS);
      const kept = KEPT[scene];
      const again =
        kept === undefined ? [] : (await unreadable(browser, server, scene, kept, kept + 1)).found;
      t.diagnostic(`${scene}: ${pictures} pictures`);
      assert.ok(pictures >= SEEDS * 5);
      assert.equal([...found, ...again].join('\n'), '');
    });
});

test('the fullest picture is fitted in few trials, each of which is a layout of the page', async () => {
  const picture = await openPicture(browser, server);
  const trials = () =>
    picture.page.evaluate(() => {
      const trials = /** @type {any} */ (globalThis).trials ?? 0;
      Object.assign(globalThis, { trials: 0 });
      return trials;
    });
  await picture.page.evaluate(() => {
    const { setProperty } = CSSStyleDeclaration.prototype;
    CSSStyleDeclaration.prototype.setProperty = function (...all) {
      if (all[0] === '--say') /** @type {any} */ (globalThis).trials += 1;
      return setProperty.apply(this, all);
    };
  });
  for (const [scene, seed] of /** @type {const} */ ([
    ['choice', 20],
    ['beside', 0],
  ])) {
    await trials();
    await picture.show(hardEvent(seed, scene));
    const done = await trials();
    assert.ok(done > 0 && done < 150, `${scene}: ${done} trials`);
  }
  await picture.close();
});

test('no page had a fault', () => assert.deepEqual(faults, []));
