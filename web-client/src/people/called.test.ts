import { expect, test } from 'vitest';
import { called, calledAmong, fullName } from './called';

const person = (id: number, name: string, org: string) => ({
  k: 'person' as const,
  id,
  key: `p${id}`,
  name: { en: name, 'zh-Hans': name },
  org: org ? { en: org, 'zh-Hans': org } : {},
});
const ann = person(1, 'Ann Lee', 'Emerson');
const bo = person(2, 'Bo Chen', 'Emerson');
const eva = person(3, 'Eva Sun', 'Altec');
const people = new Map([ann, bo, eva].map(one => [one.id, one]));

test('the hall knows people by their organisation, and two of one organisation by name too', () => {
  expect(calledAmong(people, 3, 'en')).toBe('Altec');
  expect(calledAmong(people, 1, 'en')).toBe('Ann Lee, Emerson');
  expect(calledAmong(people, 2, 'zh-Hans')).toBe('Emerson Bo Chen');
});

test('name and organisation stand as their language has them', () => {
  expect(fullName(ann, 'en')).toBe('Ann Lee, Emerson');
  for (const lang of ['ja', 'ko-KR', 'zh-Hant']) expect(fullName(ann, lang)).toBe('Emerson Ann Lee');
  expect(fullName(ann, 'ar')).toBe('Ann Lee، Emerson');
  expect(fullName(ann, 'he')).toBe('Ann Lee, Emerson');
});

test('nothing is said twice, or of nobody', () => {
  expect(fullName(person(4, 'Emerson', 'Emerson'), 'en')).toBe('Emerson');
  expect(fullName(person(4, 'Speaker from Emerson', 'Emerson'), 'en')).toBe('Speaker from Emerson');
  expect(fullName(person(4, 'Ann Lee', ''), 'en')).toBe('Ann Lee');
  expect(called(person(4, 'Ann Lee', ''), 'en')).toBe('Ann Lee');
  expect(called(undefined, 'en')).toBe('');
  expect(fullName(undefined, 'en')).toBe('');
  expect(calledAmong(people, 9, 'en')).toBe('');
});
