import { describe, expect, it } from 'vitest';
import { axisEnd, leaders, percents } from './shares';

describe('percents', () => {
  it('of a single choice add up to a hundred', () => {
    expect(percents([39, 28, 36, 15], 118, true)).toEqual([33, 24, 30, 13]);
    expect(percents([1, 1, 1], 3, true)).toEqual([34, 33, 33]);
  });
  it('of a multiple choice are rounded each by itself', () => {
    expect(percents([2, 2, 1], 3, false)).toEqual([67, 67, 33]);
  });
  it('are nought before the first vote', () => {
    expect(percents([0, 0], 0, true)).toEqual([0, 0]);
  });
});

describe('axisEnd', () => {
  it('is the next round share above the leader', () => {
    expect(axisEnd(0.33, undefined)).toBe(0.4);
    expect(axisEnd(1, undefined)).toBe(1);
    expect(axisEnd(0, undefined)).toBe(0.1);
  });
  it('rests while the leader fills enough of it, so that bars do not jump', () => {
    expect(axisEnd(0.31, 0.5)).toBe(0.5);
    expect(axisEnd(0.2, 0.5)).toBe(0.2);
    expect(axisEnd(0.55, 0.5)).toBe(0.6);
  });
});

describe('leaders', () => {
  it('are all who share the most picks, and nobody without a vote', () => {
    expect(leaders([3, 1, 3])).toEqual([0, 2]);
    expect(leaders([0, 0])).toEqual([]);
  });
});
