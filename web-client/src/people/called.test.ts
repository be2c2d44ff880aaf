import { expect, test } from 'vitest';
import { called } from './called';

const person = (name: string, org: string) => ({
  k: 'person' as const,
  id: 1,
  key: 'p',
  name: { en: name },
  org: org ? { en: org } : {},
});

test('two people of one organisation are told apart', () => {
  expect(called(person('Ann Lee', 'Emerson'), 'en')).toBe('Emerson, Ann Lee');
  expect(called(person('Bo Chen', 'Emerson'), 'en')).toBe('Emerson, Bo Chen');
});

test('nothing is said twice, or of nobody', () => {
  expect(called(person('Emerson', 'Emerson'), 'en')).toBe('Emerson');
  expect(called(person('Ann Lee', ''), 'en')).toBe('Ann Lee');
  expect(called(undefined, 'en')).toBe('');
});
