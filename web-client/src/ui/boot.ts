/**
 * Starts a page opened by a role link: trades the link's secret for a cookie, and then starts like any page. While the hall is to be
 * left, it covers each page but the host's own, which covers itself and takes it back. The phone does the same in its second chunk.
 */

import './leave.css';
import type { ComponentChild } from 'preact';
import type { Auth } from '../protocol/http';
import type { Role } from '../protocol/items';
import { useView } from './hooks';
import { coverPage, leaving } from './leave';
import { type StartOptions, start } from './start';

/** How a page with a role link starts. */
interface BootOptions extends StartOptions {
  /** The page draws the cover itself. */
  coversItself?: boolean;
}

/** The key of the panelist whose page this is. */
const { person } = document.documentElement.dataset;

export function boot(root: () => ComponentChild, options: BootOptions): Promise<void> {
  const covered = () => {
    if (!options.coversItself) coverPage(leaving(useView())?.texts);
    return root();
  };
  return start(covered, { ...options, ...(person && { of: `&person=${person}` }), before: signIn });
}

/**
 * Trades the secret after `#` for a cookie and removes it from the address; the page's options, `name=value` after `&`, stay.
 * A bad secret shows when the socket is refused.
 */
async function signIn(code: string, role: Role) {
  const parts = location.hash.slice(1).split('&');
  const secret = parts.find(part => part && !part.includes('='));
  if (!secret) return;
  const options = parts.filter(part => part.includes('=')).join('&');
  const body: Auth = { role, secret, ...(person && { person }) };
  try {
    const answer = await fetch(`/${code}/auth`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    if (answer.status < 500) {
      const rest = location.pathname + location.search;
      history.replaceState(null, '', options ? `${rest}#${options}` : rest);
    }
  } catch {
    // Offline: keep the secret in the address, so a reload tries again.
  }
}
