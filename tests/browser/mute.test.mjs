/** A guest floods the desk with questions: staff are told, and a moderator mutes that guest, alone or with everybody who came with it. */
import { before, test } from 'node:test';
import { device, sees } from './harness/browser.mjs';
import { browser, server } from './harness/hall.mjs';
import { Moderator, Phone } from './harness/roles.mjs';
import { guest, host, stage } from './harness/stage.mjs';

/** @type {Moderator} */
let desk;
/** @type {Phone} */
let troll;
/** @type {Phone} */
let other;

before(async () => {
  await stage();
  desk = await Moderator.open(await device(browser), server);
  troll = await guest();
  other = await guest();
});

const tab = (/** @type {string} */ name) => desk.page.locator('.done-head label', { hasText: name });
const waits = (/** @type {string} */ text) =>
  desk.waiting.locator('[data-q]:not(.held)', { hasText: text }).waitFor();
const isMuted = (/** @type {string} */ text) => desk.done.locator('[data-q]', { hasText: text }).waitFor();
const muted = (/** @type {number} */ n) => tab(`Muted ${n}`).waitFor();

test('a guest alone is muted, is not told, and is heard again by the undo', async () => {
  await troll.ask('Buy my coin');
  await other.ask('How long do permits take?');
  await waits('How long do permits take?');
  await desk.do('Buy my coin', 'Mute guest');
  await desk.says(/^The guest is muted and is not told/);
  await muted(1);
  await troll.ask('Buy my other coin');
  await muted(2);
  await troll.ownIs('Buy my coin', 'Waiting for a moderator');
  await troll.ownIs('Buy my other coin', 'Waiting for a moderator');
  await waits('How long do permits take?');
  await desk.undo();
  await waits('Buy my coin');
  await waits('Buy my other coin');
  await tab('Muted').waitFor({ state: 'detached' });
});

test('everybody who came with the guest is muted by one key, and heard again by one verb', async () => {
  await desk.focus('Buy my coin');
  await desk.press('c');
  // All phones of this test come from one address. The moderator reads how many guests were muted.
  await desk.says(/^2 guests are muted: everybody who came from the same address/);
  await muted(3);
  await other.ask('Am I heard?');
  await muted(4);
  await tab('Muted').click();
  await isMuted('Am I heard?');
  await desk.done.locator('[data-q]', { hasText: 'Am I heard?' }).click();
  await desk.done.getByRole('button', { name: 'Unmute' }).click();
  desk.acted();
  await desk.says(/^The guest is heard again/);
  for (const text of ['Buy my coin', 'Buy my other coin', 'How long do permits take?', 'Am I heard?'])
    await waits(text);
});

test('staff see that questions pour in from few guests', async () => {
  const phones = await Promise.all([guest(), guest(), guest()]);
  for (const [i, phone] of phones.entries())
    for (let n = 0; n < 4; n++) await phone.ask(`Coin ${i} ${n} for everybody`);
  const told = /\d+ questions in the last minute from \d guests\. Moderators can mute/;
  await sees(desk.page, told);
  await sees(host.page, told);
});
