/**
 * A test's own Plenary server: starts the binary on a free port with a fresh data folder, knows the links of its roles, and ends
 * it by its process id (gracefully, or like a power cut). It never touches a server that it did not start.
 */
import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const root = fileURLToPath(new URL('../../../', import.meta.url));
export const BINARY = process.env.PLENARY_BIN ?? join(root, 'target/release/plenary');
/** A name other than `localhost`, so browsers deny its plain-http pages the features of secure pages. */
export const HOST = 'venue.test';
/** The demo event: the workshop. */
export const DEMO = 'CDU7K2';
const START_MS = 20_000;

async function freePort() {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const { port } = /** @type {import('node:net').AddressInfo} */ (probe.address());
  probe.close();
  await once(probe, 'close');
  return port;
}

/** Runs a program on which a limit on the size of files has no effect but failed writes. */
const UNENDED = ['sh', '-c', 'trap "" XFSZ; exec "$@"', 'sh'];

/**
 * Starts a server with the demo event in a new folder.
 * @param {{ shown?: string, binary?: string, breaks?: boolean }} [of] the address that its codes and screens show, and the binary, if
 *   they are others; `breaks`: its disk can fail
 */
export async function startServer({ shown, binary, breaks = false } = {}) {
  const folder = await mkdtemp(join(tmpdir(), 'plenary-browser-'));
  const server = new Server(folder, await freePort(), shown, binary, breaks);
  await server.start();
  return server;
}

export class Server {
  /** @type {import('node:child_process').ChildProcess | undefined} */
  #child;

  /**
   * @param {string} folder
   * @param {number} port
   * @param {string} [shown]
   * @param {string} [binary]
   * @param {boolean} [breaks]
   */
  constructor(folder, port, shown, binary = BINARY, breaks = false) {
    this.folder = folder;
    this.breaks = breaks;
    this.binary = binary;
    this.port = port;
    // The server answers only to the names that it knows.
    this.origin = shown ?? `http://${HOST}:${port}`;
    // A file that fails before its tests has no hook that stops the server.
    process.once('exit', () => this.#child?.kill('SIGKILL'));
  }

  /** Starts the server; after the first time on the same port and folder. */
  async start() {
    const args = ['--listen', `127.0.0.1:${this.port}`, '--data', this.folder, '--public-url', this.origin];
    const [program = '', ...words] = [...(this.breaks ? UNENDED : []), this.binary, ...args];
    const child = spawn(program, words, { stdio: ['ignore', 'pipe', 'pipe'] });
    this.#child = child;
    let said = '';
    child.stderr.on('data', text => {
      said += text;
    });
    await new Promise((resolve, reject) => {
      const late = setTimeout(() => reject(new Error(`the server does not start: ${said}`)), START_MS);
      const done = (/** @type {() => void} */ then) => () => {
        clearTimeout(late);
        then();
      };
      child.once(
        'error',
        done(() => reject(new Error(`${this.binary} cannot be started`))),
      );
      child.once(
        'exit',
        done(() => reject(new Error(`the server ended: ${said}`))),
      );
      // The last link it prints: from now on it serves.
      createInterface({ input: child.stdout }).on('line', line => {
        if (/^\s+panelist .*\/us-city#/.test(line)) done(() => resolve(undefined))();
      });
    });
    child.removeAllListeners('exit');
  }

  get pid() {
    return this.#child?.pid;
  }

  /** @param {NodeJS.Signals} signal */
  async #end(signal) {
    const child = this.#child;
    this.#child = undefined;
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    const gone = once(child, 'exit');
    child.kill(signal);
    await gone;
  }

  /** Like a power cut: nobody gets a goodbye. */
  kill9() {
    return this.#end('SIGKILL');
  }

  /** From now on the disk takes nothing more, or does again. For a server that `breaks`. */
  async disk(/** @type {'fails' | 'works'} */ how) {
    const bytes = how === 'fails' ? '1' : 'unlimited';
    await promisify(execFile)('prlimit', ['--pid', String(this.pid), `--fsize=${bytes}:`]);
  }

  /** Ends it as an operator does. */
  terminate() {
    return this.#end('SIGTERM');
  }

  /** Ends the server, and removes its folder. */
  async stop() {
    await this.#end('SIGKILL');
    await rm(this.folder, { recursive: true, force: true });
  }

  /** Runs one of the binary's commands beside the server, and returns its output. */
  async command(/** @type {string[]} */ ...args) {
    const { stdout } = await promisify(execFile)(this.binary, ['--data', this.folder, ...args]);
    return stdout;
  }

  /** @type {Map<string, string>} */
  #links = new Map();

  /** Forgets the known links after one was revoked. */
  revoked() {
    this.#links.clear();
  }

  /** Imports an event from `fixtures/`. */
  import(/** @type {string} */ name) {
    return this.command(
      'event',
      'import',
      fileURLToPath(new URL(`../fixtures/${name}.toml`, import.meta.url)),
    );
  }

  /**
   * Returns the link of a role, or of a panelist by their key. It is read once; see `revoked`.
   * @param {string} page its address within the event: `host`, `panelist/KEY`
   */
  async link(page, code = DEMO) {
    const link = (await this.#linksOf(code)).get(`/${code}/${page}`);
    if (!link) throw new Error(`there is no link for ${page}`);
    return link;
  }

  /** Returns what each link of an event opens: `host`, `panelist/KEY`. */
  async paths(code = DEMO) {
    const start = `/${code}/`;
    const paths = [...(await this.#linksOf(code)).keys()].filter(path => path.startsWith(start));
    return paths.map(path => path.slice(start.length));
  }

  async #linksOf(/** @type {string} */ code) {
    if (![...this.#links.keys()].some(path => path.startsWith(`/${code}/`))) {
      for (const word of (await this.command('event', 'links', code)).split(/\s+/)) {
        if (!word.startsWith('http')) continue;
        // The join address may be another one of the machine's; the test's browser uses the public one.
        const { pathname, hash } = new URL(word);
        this.#links.set(pathname, this.origin + pathname + hash);
      }
    }
    return this.#links;
  }
}
