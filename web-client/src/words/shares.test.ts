import { describe, expect, it } from 'vitest';
import { axisEnd } from './shares';

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
