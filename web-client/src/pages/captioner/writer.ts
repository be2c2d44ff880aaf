/** The number by which captions know who writes. It outlives a reload of the page, so that its languages stay its own. */
import { read, write } from '../../sync/storage';

/** Returns the storage of this tab, if the browser provides it. */
function tabStore(): Storage | null {
  try {
    return sessionStorage;
  } catch {
    return null;
  }
}

export function writerOf(): number {
  const key = `plenary.${document.documentElement.dataset.code}.writer`;
  const kept = read(tabStore(), key) as { me: number } | null;
  const me = kept?.me ?? crypto.getRandomValues(new Uint32Array(1))[0] ?? 1;
  write(tabStore(), key, { me });
  return me;
}
