/** A page's data in the browser, as JSON. Storage may be absent or full; then the data lasts as long as the page. */

/** Returns `localStorage`, if the browser provides it. */
export function localStore(): Storage | null {
  try {
    return localStorage;
  } catch {
    return null;
  }
}

/** Returns the value under a key; `null` if there is none or it cannot be read. */
export function read(storage: Storage | null, key: string): unknown {
  try {
    return JSON.parse(storage?.getItem(key) ?? 'null');
  } catch {
    return null;
  }
}

/** Stores a value, or removes it if `null`. */
export function write(storage: Storage | null, key: string, value: object | null) {
  try {
    if (value) storage?.setItem(key, JSON.stringify(value));
    else storage?.removeItem(key);
  } catch {
    // Full or forbidden: the caller keeps it in memory only.
  }
}
