/**
 * Checks any number of hard events on the screen, in each scene, size and theme, and prints unreadable texts.
 *
 *     node tests/long/screen.mjs 200          seeds 0 to 199 of each scene
 *     node tests/long/screen.mjs 200 choice   of one scene
 *
 * PLENARY_BIN names the server's binary, CHROMIUM the browser. Exits with 1 if it finds anything.
 */
import { faults, launch } from '../browser/harness/browser.mjs';
import { SCENES } from '../browser/harness/hard.mjs';
import { startServer } from '../browser/harness/server.mjs';
import { unreadable } from '../browser/harness/walk.mjs';

const [seeds = '20', only] = process.argv.slice(2);
const scenes = only ? SCENES.filter(scene => scene === only) : SCENES;
if (!scenes.length) throw new Error(`there is no scene ${only}: ${SCENES.join(', ')}`);
const server = await startServer();
const browser = await launch();
let all = 0;
let pictures = 0;
try {
  for (const scene of scenes)
    for (let seed = 0; seed < Number(seeds); seed++) {
      const looked = await unreadable(browser, server, scene, seed, seed + 1);
      pictures += looked.pictures;
      all += looked.found.length;
      for (const line of looked.found) console.log(line);
    }
} finally {
  await browser.close();
  await server.stop();
}
for (const fault of faults) console.log(fault);
console.log(
  `${pictures} pictures of ${scenes.length} scenes and ${seeds} seeds, ${all + faults.length} faults`,
);
process.exitCode = all + faults.length ? 1 : 0;
