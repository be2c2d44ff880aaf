/**
 * Measures the script that the moderators' desk runs for one change, with 5,000 questions and 200,000 upvotes, in the browser's own
 * count of script time (ScriptDuration of its performance domain).
 *
 *     node tests/long/desk.mjs            exits with 1 if a change is over 16 ms
 *     node tests/long/desk.mjs profile    also writes the functions that take longest, in ms a change
 *
 * It counts the time that the page's thread ran, so that other work of the machine is not in it.
 *
 * PLENARY_BIN names the server's binary, CHROMIUM the browser.
 */
import { device, framesOf, launch, until } from '../browser/harness/browser.mjs';
import { settled } from '../browser/harness/picture.mjs';
import { openRole } from '../browser/harness/roles.mjs';
import { DEMO, startServer } from '../browser/harness/server.mjs';

const QUESTIONS = 5000;
const UPVOTES = 200_000;
const CHANGES = 40;
const LIMIT_MS = 16;
/** How often the script of a page at rest is measured, which is taken off. */
const STILLS = 9;

const asked = (/** @type {number} */ id) => ({
  k: 'question',
  id,
  content:
    id % 2
      ? { text: `How will city ${id} pay for district heat and storage before the winter?`, lang: 'en' }
      : { text: `第 ${id} 座城市入冬前怎样为区域供热和储能筹资？`, lang: 'zh-Hans' },
  state: id % 4 === 3 ? 'answered' : id % 4 === 2 ? 'waiting' : 'approved',
  upvotes: Math.floor((UPVOTES * 2 * id) / QUESTIONS / QUESTIONS),
  at: Date.now() - (QUESTIONS - id) * 700,
  since: id,
  desk: {
    rev: 1,
    can: ['approve', 'decline', 'edit', 'next', 'now', 'merge', 'reply'],
    edited: false,
    moved_at: 0,
    ...(id % 3 === 0 && { similar: [Math.max(0, id - 3), id + 3] }),
  },
});

const server = await startServer();
const browser = await launch();
const context = await device(browser);
try {
  const first = await openRole(context, server, 'moderator');
  await first.locator('.desk.mod').waitFor();
  const snapshot = JSON.parse(framesOf(first).find(frame => frame.includes('"t":"snapshot"')) ?? '{}');
  await first.close();
  const page = await context.newPage();
  /** @type {import('playwright-core').WebSocketRoute | undefined} */
  let socket;
  await page.routeWebSocket(/\/socket/, route => {
    socket = route;
    route.onMessage(() => route.send('{"t":"beat"}'));
  });
  await page.goto(`${server.origin}/${DEMO}/moderator`);
  await until('it connects', () => socket);
  let seq = 1_000_000;
  const send = (/** @type {unknown} */ frame) => socket?.send(JSON.stringify(frame));
  send({ t: 'welcome', version: 1, now: Date.now(), build: '', joined: true });
  const questions = Array.from({ length: QUESTIONS }, (_, id) => asked(id));
  send({ t: 'snapshot', epoch: 7, seq, items: [...snapshot.items, ...questions] });
  await page.locator('[data-q]').first().waitFor();
  await settled(page);
  const cdp = await context.newCDPSession(page);
  await cdp.send('Performance.enable', { timeDomain: 'threadTicks' });
  const script = async () => {
    const { metrics } = await cdp.send('Performance.getMetrics');
    return 1000 * (metrics.find(one => one.name === 'ScriptDuration')?.value ?? 0);
  };
  const idle = async () => {
    const before = await script();
    await settled(page);
    return (await script()) - before;
  };
  const isProfiled = process.argv[2] === 'profile';
  if (isProfiled) {
    await cdp.send('Profiler.enable');
    await cdp.send('Profiler.setSamplingInterval', { interval: 100 });
  }
  /** @type {Map<string, Promise<string>>} */
  const sources = new Map();
  /** Writes where the time of some changes went, function by function, with how each begins in the bundle. */
  const tell = async (/** @type {any[]} */ profiles) => {
    /** @type {Map<string, { frame: any, ms: number }>} */
    const self = new Map();
    for (const profile of profiles) {
      const nodes = new Map(profile.nodes.map((/** @type {any} */ node) => [node.id, node.callFrame]));
      for (const [i, id] of (profile.samples ?? []).entries()) {
        const frame = nodes.get(id) ?? {};
        const name = `${frame.url}:${frame.functionName}:${frame.lineNumber}:${frame.columnNumber}`;
        const one = self.get(name) ?? { frame, ms: 0 };
        one.ms += (profile.timeDeltas?.[i] ?? 0) / 1000 / profiles.length;
        self.set(name, one);
      }
    }
    const longest = [...self.values()]
      .filter(({ frame }) => !/^\((idle|program|root)\)/.test(frame.functionName))
      .sort((a, b) => b.ms - a.ms);
    for (const { frame, ms } of longest.slice(0, 16)) {
      const { url, functionName, lineNumber, columnNumber } = frame;
      if (url?.startsWith('http') && !sources.has(url))
        sources.set(
          url,
          page.evaluate(async url => (await fetch(url)).text(), url),
        );
      const line = ((await sources.get(url)) ?? '').split('\n')[lineNumber] ?? '';
      console.log(`    ${ms.toFixed(2)} ms ${functionName} ${line.slice(columnNumber, columnNumber + 90)}`);
    }
  };
  let slow = false;
  /** @type {Record<string, (i: number) => unknown[]>} */
  const kinds = {
    'one upvote': (/** @type {number} */ i) => [{ ...questions[i * 7], upvotes: 90 + i }],
    '200 questions with new upvotes': (/** @type {number} */ i) =>
      questions.slice(i * 100, i * 100 + 200).map(q => ({ ...q, upvotes: q.upvotes + i })),
    'a new question': (/** @type {number} */ i) => [{ ...asked(QUESTIONS + i), state: 'waiting' }],
    'a question is approved': (/** @type {number} */ i) => [
      { ...questions[2 + 4 * i], state: 'approved', since: 9000 + i },
    ],
  };
  // The waiting list keeps its order under the pointer.
  kinds['a question is approved under a resting pointer'] = i => [
    { ...questions[402 + 4 * i], state: 'approved', since: 9500 + i },
  ];
  const median = (/** @type {number[]} */ of) => [...of].sort((a, b) => a - b)[of.length >> 1] ?? 0;
  for (const [name, of] of Object.entries(kinds)) {
    if (name.includes('pointer')) await page.mouse.move(200, 400, { steps: 3 });
    const still = [];
    for (let i = 0; i < STILLS; i++) still.push(await idle());
    const base = median(still);
    /** @type {number[]} */
    const took = [];
    const profiles = [];
    for (let i = 0; i < CHANGES; i++) {
      if (isProfiled) await cdp.send('Profiler.start');
      const before = await script();
      send({ t: 'change', from: seq, to: seq + 1, set: of(i), gone: [] });
      seq += 1;
      await settled(page);
      took.push((await script()) - before - base);
      if (isProfiled) profiles.push((await cdp.send('Profiler.stop')).profile);
    }
    // What is measured is drawn: the head of the list has the new count.
    const waits = QUESTIONS / 4 + CHANGES;
    if (name === 'a new question')
      await until('the new ones are counted', async () =>
        (await page.locator('.col-waiting .colh').innerText()).includes(String(waits)),
      );
    const most = Math.max(...took);
    console.log(`${name}: median ${median(took).toFixed(1)} ms of script, most ${most.toFixed(1)} ms`);
    if (isProfiled) await tell(profiles);
    slow ||= most > LIMIT_MS;
  }
  process.exitCode = slow ? 1 : 0;
} finally {
  await browser.close();
  await server.stop();
}
