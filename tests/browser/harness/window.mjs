/** The first response to a phone, and the window of a server that it must fit in. */
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { request } from 'node:http';
import { gunzipSync } from 'node:zlib';

/** Ten packets: what a server sends before it waits for the phone. */
export const WINDOW_BYTES = 10 * 1460;

/**
 * Asks for an event's page as a phone does, and checks that the compressed bytes are the plain page.
 * @param {import('./server.mjs').Server} server
 * @param {string} code
 * @param {string} lang
 */
export async function firstResponse(server, code, lang) {
  const ask = async (/** @type {Record<string, string>} */ headers) => {
    const of = { host: '127.0.0.1', port: server.port, path: `/${code}` };
    const asked = request({ ...of, headers: { ...headers, 'accept-language': lang } }).end();
    const [answer] = await once(asked, 'response');
    return { answer, body: Buffer.concat(await answer.toArray()) };
  };
  const { answer, body } = await ask({ 'accept-encoding': 'gzip' });
  assert.ok(gunzipSync(body).equals((await ask({})).body), 'it is the plain page');
  return { body, head: answer.rawHeaders.join(': ').length + 2 * answer.rawHeaders.length };
}
