/**
 * The server and the browser of a file's tests. Importing them starts both, and they stop after the file's last test; each file
 * has a process of its own.
 */
import { after } from 'node:test';
import { launch } from './browser.mjs';
import { startServer } from './server.mjs';

export const server = await startServer();
export const browser = await launch().catch(async fault => {
  await server.stop();
  throw fault;
});

after(async () => {
  await browser.close();
  await server.stop();
});
