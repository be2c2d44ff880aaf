/** Walks through hard events on one open screen, in every size, both themes, and over every page that turns. */
import { readable } from '../checks/readable.mjs';
import { hardEvent } from './hard.mjs';
import { openPicture, settled } from './picture.mjs';

/** The projectors, walls and laptops of a hall. */
export const WINDOWS = [
  { width: 1024, height: 768 },
  { width: 1280, height: 800 },
  { width: 1920, height: 1080 },
  { width: 2560, height: 1080 },
  { width: 3840, height: 2160 },
];

/** Returns the pages of the current picture. @param {import('playwright-core').Page} page */
const pagesOf = async page => Math.max(1, await page.locator('main .squares i').count());

/**
 * Returns the unreadable texts in the events of some seeds, and the number of checked pictures.
 * @param {import('playwright-core').Browser} browser
 * @param {import('./server.mjs').Server} server
 * @param {Parameters<typeof hardEvent>[1]} scene
 * @param {number} from
 * @param {number} to
 */
export async function unreadable(browser, server, scene, from, to) {
  const picture = await openPicture(browser, server);
  const { page } = picture;
  /** @type {string[]} */
  const found = [];
  let pictures = 0;
  for (let seed = from; seed < to; seed++) {
    await picture.show(hardEvent(seed, scene));
    for (const [i, size] of WINDOWS.entries()) {
      await page.setViewportSize(size);
      await settled(page);
      // The theme changes the colours and the size of the code, in the widest window as in the smallest.
      for (const theme of i % 2 ? ['once'] : ['once', 'again']) {
        if (theme === 'again') {
          await page.keyboard.press('t');
          await settled(page);
        }
        const pages = await pagesOf(page);
        for (let n = 1; n <= pages; n++) {
          for (const line of await readable(page))
            found.push(
              `${scene}, seed ${seed}, ${size.width} × ${size.height}, page ${n} of ${pages}: ${line}`,
            );
          pictures += 1;
          if (pages > 1) {
            await page.keyboard.press('ArrowRight');
            await settled(page);
          }
        }
      }
    }
  }
  await picture.close();
  return { found, pictures };
}
