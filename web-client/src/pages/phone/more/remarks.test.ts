import { expect, test } from 'vitest';
import type { PollItem } from '../../../protocol/items';
import { inPercent } from './remarks';

const says = (kind: object, more: object = {}) =>
  inPercent({ kind, phase: 'revealed', ...more } as unknown as PollItem);

test('only where a percent stands can it be rounded', () => {
  expect(says({ choice: { min: 1, max: 1 } })).toBe(true);
  expect(says({ choice: { min: 1, max: 1 } }, { show: 'counts' })).toBe(false);
  expect(says({ motion: { base: 'cast' } })).toBe(true);
  expect(says({ points: { purse: 100 } })).toBe(true);
  expect(says({ points: { purse: 100 } }, { phase: 'open' })).toBe(false);
  expect(says({ scale: { steps: 5 } })).toBe(false);
  expect(says({ scale: { steps: 11, from: 0, look: 'recommend' } })).toBe(true);
  expect(says({ ranking: { places: 3 } })).toBe(false);
});
