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

/** Mixes the bits of a number, so that the results for numbers that are alike are not. */
function mixed(n: number): number {
  const half = Math.imul(n ^ (n >>> 16), 0x85ebca6b);
  const all = Math.imul(half ^ (half >>> 13), 0xc2b2ae35);
  return (all ^ (all >>> 16)) >>> 0;
}

/** Returns a random order of `n` things, always the same for the same phone and poll. */
export function shuffled(n: number, phone: number, poll: number): number[] {
  const rank = (i: number) => mixed(i ^ mixed(poll ^ mixed(phone)));
  return Array.from({ length: n }, (_, i) => i).sort((a, b) => rank(a) - rank(b));
}

/** Returns the order of a poll's options on this phone. */
export const orderOf = (poll: number, options: number): number[] => shuffled(options, phone(), poll);
