/** An event on the hall's server with its host at work: what most files' tests begin from. */
import { device, phoneDevice } from './browser.mjs';
import { browser, server } from './hall.mjs';
import { Host, Phone } from './roles.mjs';
import { DEMO } from './server.mjs';

/** @type {Host} */
export let host;
let code = DEMO;

/**
 * Prepares the event: imports it from `fixtures/`, and starts a session.
 * @param {{ fixture?: string, code?: string, session?: string }} [of] without a fixture the demo event, without a session none
 */
export async function stage({ fixture, code: of = DEMO, session } = {}) {
  code = of;
  if (fixture) await server.import(fixture);
  host = await Host.open(await device(browser), server, code);
  if (session) await host.start(session);
}

/** The address of the event's guests. */
export const url = () => `${server.origin}/${code}`;

/**
 * Opens the event's page on a phone of its own.
 * @param {string} [lang] the browser's language
 * @param {Parameters<typeof phoneDevice>[2]} [of]
 */
export const guest = async (lang = 'en', of) => Phone.open(await phoneDevice(browser, lang, of), url());
