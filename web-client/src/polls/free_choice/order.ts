/**
 * The order in which this phone shows the options of a poll. Each phone has a number of its own, which never leaves it. With the poll's
 * number it gives the order, so that a reload or another tab shows the same one.
 */
import { localStore, read, write } from '../../sync/storage';

let own: number | undefined;

/** Returns this phone's number. Without storage it lasts as long as the page. */
function phone(): number {
  if (own !== undefined) return own;
  const storage = localStore();
  const key = `plenary.${document.documentElement.dataset.code}.order`;
  const [kept] = (read(storage, key) as number[] | null) ?? crypto.getRandomValues(new Uint32Array(1));
  own = kept ?? 1;
  write(storage, key, [own]);
  return own;
}

/** Returns a random order of `n` things, always the same from the same seeds. */
export function shuffled(n: number, ...seeds: number[]): number[] {
  let state = seeds.reduce((hash, seed) => Math.imul(hash ^ seed, 0x9e3779b1) ^ (hash >>> 15), 0x2545f491);
  const below = (limit: number): number => {
    state = (state + 0x6d2b79f5) | 0;
    let x = Math.imul(state ^ (state >>> 15), state | 1);
    x ^= x + Math.imul(x ^ (x >>> 7), x | 61);
    return Math.floor((((x ^ (x >>> 14)) >>> 0) / 2 ** 32) * limit);
  };
  const order = Array.from({ length: n }, (_, i) => i);
  for (let i = n - 1; i > 0; i--) {
    const j = below(i + 1);
    [order[i], order[j]] = [order[j] as number, order[i] as number];
  }
  return order;
}

/** Returns the order of a poll's options on this phone. */
export const orderOf = (poll: number, options: number): number[] => shuffled(options, phone(), poll);
