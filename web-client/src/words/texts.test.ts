import { expect, test } from 'vitest';
import { onlyOnce } from './texts';

test('what two languages share stands once, in the first of them', () => {
  const name: [string, string] = ['fr', 'Ngozi Okafor'];
  expect(onlyOnce([name, ['en', 'Ngozi Okafor'], ['zh-Hans', '恩戈齐'], ['de', '']])).toEqual([
    name,
    ['zh-Hans', '恩戈齐'],
  ]);
});
