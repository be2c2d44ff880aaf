/**
 * Measures the cost of a first vote: bytes, requests and times of a first and a repeated visit on slow lines, and the server's
 * processor time when a whole hall scans the code at once. Several binaries take turns, so a noisy minute affects all of them.
 * Figures are medians. It checks nothing, and prints tables in Markdown.
 *
 *     node first-page.mjs NAME=BINARY [NAME=BINARY …]
 *
 * ROUNDS (9) is the number of turns of each, SLOWER (4) how slow the phones are. Results are in tests/load/RESULTS.md.
 */
import { once } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';
import { connect } from 'node:net';
import { device, launch, phoneDevice } from './harness/browser.mjs';
import { DIALOGUE, Host, PILOT } from './harness/roles.mjs';
import { BINARY, DEMO, startServer } from './harness/server.mjs';

const ROUNDS = Number(process.env.ROUNDS ?? 9);
const LANGS = ['en', 'zh-CN'];
const PHONES = 2000;
/** Slowdown of a guest's phone compared with this machine. */
const SLOWER = Number(process.env.SLOWER ?? 4);
/** Bits per second down (half of it up), and the time until each request's first byte. */
const LINES = {
  '400 kbit/s, 300 ms': { kbit_s: 400, latency_ms: 300 },
  '1.6 Mbit/s, 150 ms': { kbit_s: 1600, latency_ms: 150 },
};

/** @typedef {import('./harness/server.mjs').Server} Server */
/** @typedef {Record<string, number>} Figures */

const named = process.argv.slice(2).map(arg => arg.split('='));
const variants = named.length ? named : [['plenary', BINARY]];
const browser = await launch();
/** @type {[string, Server][]} */
const servers = [];
try {
  for (const [name, binary] of variants) {
    const server = await startServer({ binary });
    servers.push([name, server]);
    const context = await device(browser);
    const host = await Host.open(context, server);
    await host.start(DIALOGUE.en);
    await host.openPoll(PILOT.en);
    await context.close();
  }
  for (const [line, of] of Object.entries(LINES))
    for (const lang of LANGS) await table(`${line}, ${lang}`, server => visits(server, of, lang));
  await table(`${PHONES} phones at once`, scan);
} finally {
  await browser.close();
  for (const [, server] of servers) await server.stop();
}

/** @param {string} title @param {(server: Server) => Promise<Figures>} measure */
async function table(title, measure) {
  /** @type {Map<string, Figures[]>} */
  const found = new Map(servers.map(([name]) => [name, []]));
  // The first round is a warm-up and does not count.
  for (let round = 0; round <= ROUNDS; round++)
    for (const [name, server] of round % 2 ? servers : servers.toReversed()) {
      const figures = await measure(server);
      if (round) found.get(name)?.push(figures);
    }
  const names = [...found.keys()];
  console.log(`\n| ${title} | ${names.join(' | ')} |\n| --- |${' --- |'.repeat(names.length)}`);
  for (const figure of Object.keys(found.get(names[0])?.[0] ?? {})) {
    const medians = names.map(name => median((found.get(name) ?? []).map(figures => figures[figure])));
    console.log(
      `| ${figure} | ${medians.map(n => n.toLocaleString('en', { maximumFractionDigits: 1 })).join(' | ')} |`,
    );
  }
}

function median(/** @type {number[]} */ all) {
  return all.toSorted((a, b) => a - b)[all.length >> 1];
}

/**
 * A phone visits, votes as soon as it can, and visits again.
 * @param {Server} server
 * @param {{ kbit_s: number, latency_ms: number }} line
 * @param {string} lang
 */
async function visits(server, { kbit_s, latency_ms }, lang) {
  const context = await phoneDevice(browser, lang);
  await context.addInitScript(voteAtOnce);
  const page = await context.newPage();
  const cdp = await context.newCDPSession(page);
  await cdp.send('Network.enable');
  await cdp.send('Network.emulateNetworkConditions', {
    offline: false,
    latency: latency_ms,
    downloadThroughput: (kbit_s * 1000) / 8,
    uploadThroughput: (kbit_s * 1000) / 16,
  });
  await cdp.send('Emulation.setCPUThrottlingRate', { rate: SLOWER });
  let bytes = 0;
  let requests = 0;
  /** @type {Set<string>} */
  const files = new Set();
  cdp.on('Network.responseReceived', ({ requestId, response, type }) => {
    const cached = response.fromDiskCache || response.fromPrefetchCache;
    if (/Document|Script/.test(type) && !cached && !/more/.test(response.url)) files.add(requestId);
  });
  cdp.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
    if (!files.delete(requestId) || !encodedDataLength) return;
    bytes += encodedDataLength;
    requests += 1;
  });
  /** @type {Figures} */
  const figures = {};
  for (const visit of ['first', 'repeat']) {
    bytes = requests = 0;
    await page.goto(`${server.origin}/${DEMO}`);
    await page.locator('.page-foot').waitFor();
    await page.waitForFunction(() => 'acked' in window);
    const times = await page.evaluate(() => ({
      paint: performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? Number.NaN,
      votable: /** @type {any} */ (window).votable,
      acked: /** @type {any} */ (window).acked,
    }));
    figures[`${visit} visit: requests before a vote`] = requests;
    figures[`${visit} visit: bytes of them, heads included`] = bytes;
    figures[`${visit} visit: first paint, ms`] = times.paint;
    figures[`${visit} visit: an option stands there and takes a tap, ms`] = times.votable;
    figures[`${visit} visit: a vote at once is counted, ms`] = times.acked;
  }
  await context.close();
  return figures;
}

/**
 * Runs in the page: taps an option as soon as an enabled one is painted, as a finger could, and records that time and the time
 * when the vote counted.
 */
function voteAtOnce() {
  const notes = /** @type {any} */ (window);
  const options = () => document.querySelectorAll('.opt input:enabled');
  const painted = () => {
    notes.votable = performance.now();
    // Not the same one as last time.
    /** @type {HTMLElement | null} */ (document.querySelector('.opt input:enabled:not(:checked)'))?.click();
  };
  let seen = false;
  const look = () => {
    if (!seen && options().length) {
      seen = true;
      requestAnimationFrame(() => setTimeout(painted));
    } else if (notes.votable && !notes.acked) {
      const ack = document.querySelector('.ack:not(.pend)')?.textContent ?? '';
      if (/^(Counted|已计入)/.test(ack)) notes.acked = performance.now();
    }
  };
  new MutationObserver(look).observe(document, { childList: true, subtree: true, characterData: true });
}

/** A whole hall requests the page, and then its assets. @param {Server} server */
async function scan(server) {
  /** @type {Figures} */
  const figures = {};
  const page = await (await fetch(`http://127.0.0.1:${server.port}/${DEMO}`)).text();
  const named = [...new Set(page.match(/(?<=(src|href)=")\/a\/[^"]+/g) ?? [])];
  for (const [what, paths] of Object.entries({
    'the page': [`/${DEMO}`],
    'the page and what it names': [`/${DEMO}`, ...named],
  })) {
    const [cpu, wall] = [cpu_ms(server), performance.now()];
    const lengths = await Promise.all(Array.from({ length: PHONES }, () => asks(server, paths)));
    figures[`${what}: server CPU a phone, µs`] = ((cpu_ms(server) - cpu) * 1000) / PHONES;
    figures[`${what}: all have it after, ms`] = performance.now() - wall;
    figures[`${what}: bytes a phone`] = median(lengths);
  }
  return figures;
}

/** One phone on one connection. Returns the bytes it received. @param {Server} server @param {string[]} paths */
async function asks(server, paths) {
  const socket = connect(server.port, '127.0.0.1');
  await once(socket, 'connect');
  let sum = 0;
  for (const [i, path] of paths.entries()) {
    const last = i === paths.length - 1;
    socket.write(
      `GET ${path} HTTP/1.1\r\nhost: 127.0.0.1:${server.port}\r\naccept-encoding: gzip\r\naccept-language: en\r\n` +
        `${last ? 'connection: close\r\n' : ''}\r\n`,
    );
    sum += await answer(socket);
  }
  socket.destroy();
  return sum;
}

/** Reads one whole answer. Returns its size in bytes. @param {import('node:net').Socket} socket */
function answer(socket) {
  return new Promise((resolve, reject) => {
    let head = '';
    let bytes = 0;
    let end = Number.POSITIVE_INFINITY;
    const read = (/** @type {Buffer} */ part) => {
      bytes += part.length;
      if (end === Number.POSITIVE_INFINITY) {
        head += part.toString('latin1');
        const at = head.indexOf('\r\n\r\n');
        if (at < 0) return;
        if (!head.startsWith('HTTP/1.1 200')) return reject(new Error(head.slice(0, at)));
        end = at + 4 + Number(/content-length: (\d+)/i.exec(head)?.[1]);
      }
      if (bytes < end) return;
      socket.off('data', read).off('close', closed);
      resolve(bytes);
    };
    const closed = () => reject(new Error(`cut after ${bytes} bytes`));
    socket.on('data', read).on('close', closed).on('error', reject);
  });
}

/** Returns a server's processor time, as the kernel counts it. @param {Server} server */
function cpu_ms(server) {
  const tasks = `/proc/${server.pid}/task`;
  const times = readdirSync(tasks).map(
    task => readFileSync(`${tasks}/${task}/schedstat`, 'utf8').split(' ')[0],
  );
  return times.reduce((sum, ns) => sum + Number(ns) / 1e6, 0);
}
