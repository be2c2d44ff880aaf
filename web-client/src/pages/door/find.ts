/** Finds guests by what somebody types, says or scans. Everything happens on the tablet, so it works without the network. */
import type { GuestItem } from '../../protocol/items';

/** More hits than fit beside the field help nobody. */
export const HITS_MAX = 8;

/** Letters as they are compared: width and case do not matter. */
const folded = (text: string) => text.normalize('NFKC').toLowerCase();

/** Returns the guests of whom each typed word is a part: of the name, the organisation or the badge. Those who come are first. */
export function find(guests: GuestItem[], typed: string): GuestItem[] {
  const words = folded(typed).split(/\s+/).filter(Boolean);
  if (!words.length) return [];
  const hits = guests.flatMap(guest => {
    const name = folded(guest.name);
    const all = `${name} ${folded(guest.org ?? '')} ${folded(guest.badge ?? '')}`;
    if (!words.every(word => all.includes(word))) return [];
    return [{ guest, starts: name.startsWith(words[0] ?? '') }];
  });
  hits.sort((a, b) => Number(b.starts) - Number(a.starts) || compare(a.guest.name, b.guest.name));
  return hits.map(hit => hit.guest);
}

const compare = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);

/**
 * Returns whose badge this is: a QR code with the address that enters a single-use code, or what the organiser's own badge says.
 * `other`: a badge of another event, or of nobody on the list. Undefined: no badge.
 */
export function ofBadge(guests: GuestItem[], event: string, read: string): GuestItem | 'other' | undefined {
  const text = read.trim();
  const [, code, tail] = /\/(\w+)#code=([\w-]+)$/.exec(text) ?? [];
  if (tail) {
    const letters = tail.replace(/-/g, '').toUpperCase();
    const guest = guests.find(one => letters.endsWith(one.tail));
    return code?.toUpperCase() === event ? (guest ?? 'other') : 'other';
  }
  return text ? guests.find(one => one.badge && folded(one.badge) === folded(text)) : undefined;
}
