import { expect, test } from 'vitest';
import type { View } from '../sync/store';
import { leaving } from './leave';

const view = (leave: object | undefined, event: object = {}) =>
  ({ event, told: { leave } }) as unknown as View;
const frame = (on: boolean, at: number, texts?: object) => ({ t: 'leave', on, at, recorded: true, texts });

test('a page that is to be left always has a text', () => {
  expect(leaving(view(frame(true, 5)))?.texts.en).toContain('leave the hall');
  expect(leaving(view(frame(true, 6, {}), { leave: { fr: 'Sortez' } }))?.texts).toEqual({ fr: 'Sortez' });
});

test('only what was taken back later uncovers a page', () => {
  expect(leaving(view(frame(true, 20)))).toBeDefined();
  expect(leaving(view(frame(false, 10)))).toBeDefined();
  expect(leaving(view(frame(false, 21)))).toBeUndefined();
});
