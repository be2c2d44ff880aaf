/**
 * The server and the browser of a file's tests. Importing them starts both before the file's first test and stops them after its
 * last; each file has a process of its own.
 */
import { after, before } from 'node:test';
import { launch } from './browser.mjs';
import { startServer } from './server.mjs';

/** @type {import('./server.mjs').Server} */
export let server;
/** @type {import('playwright-core').Browser} */
export let browser;

before(async () => {
  server = await startServer();
  browser = await launch();
});

after(async () => {
  await browser?.close();
  await server?.stop();
});
