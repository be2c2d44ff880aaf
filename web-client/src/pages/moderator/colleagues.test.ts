import { expect, test } from 'vitest';
import type { Colleague } from '../../sync/desk';
import { dealtTo, readers } from './colleagues';

/** Numbers from a seed, below a limit. */
function dice(seed: number): (below: number) => number {
  let at = seed;
  return below => {
    at = (Math.imul(at, 1664525) + 1013904223) >>> 0;
    return Math.floor((at / 2 ** 32) * below);
  };
}

const at = (me: number, id: number | null): Colleague => ({
  me,
  role: 'moderator',
  n: me,
  ...(id !== null && { on: { k: 'question', id } }),
});

test('every desk deals alike, each row to one reader, and none to a desk that fell silent', () => {
  for (let seed = 1; seed <= 200; seed++) {
    const roll = dice(seed);
    const waiting = new Set(Array.from({ length: 30 }, () => roll(100)));
    const desks = Array.from({ length: 1 + roll(6) }, (_, n) => at(n + 1, roll(4) ? roll(100) : null));
    const isWaiting = (id: number) => waiting.has(id);
    const reading = desks.filter(({ on }) => on && isWaiting(on.id));
    for (const self of reading) {
      const seen = readers(
        [...desks].sort(() => roll(3) - 1),
        self,
        isWaiting,
      );
      expect(seen.map(({ me }) => me)).toEqual(reading.map(({ me }) => me));
    }
    const [first] = reading;
    if (!first) continue;
    const dealt = [...waiting].map(id => dealtTo(readers(desks, first, isWaiting), id)?.me);
    expect(dealt.every(me => reading.some(one => one.me === me))).toBe(true);
    // Its laptop dies: the server ends its hold after 30 seconds, and its rows go to the others.
    const left = desks.map(one => (one.me === first.me ? at(one.me, null) : one));
    const [other] = reading.slice(1);
    if (other) {
      const now = [...waiting].map(id => dealtTo(readers(left, other, isWaiting), id)?.me);
      expect(now).not.toContain(first.me);
      expect(now).not.toContain(undefined);
    }
  }
});
