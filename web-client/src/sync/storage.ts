/** What a page keeps in the browser, as JSON. Storage may be absent or full: then it lasts as long as the page. */

/** `localStorage`, if the browser gives it out. */
export function localStore(): Storage | null {
  try {
    return localStorage;
  } catch {
    return null;
  }
}

/** What is stored under a key; `null` if there is nothing that can be read. */
export function read(storage: Storage | null, key: string): unknown {
  try {
    return JSON.parse(storage?.getItem(key) ?? 'null');
  } catch {
    return null;
  }
}

/** Stores a value, or with `null` removes it. */
export function write(storage: Storage | null, key: string, value: object | null) {
  try {
    if (value) storage?.setItem(key, JSON.stringify(value));
    else storage?.removeItem(key);
  } catch {
    // Full, or forbidden: the caller's memory is all there is.
  }
}
