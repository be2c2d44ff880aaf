import { expect, test } from 'vitest';
import type { PersonItem, SessionItem } from '../protocol/items';
import {
  calledTo,
  concerns,
  fullTo,
  keyOf,
  nameOf,
  ofKey,
  organisations,
  plainTo,
  sameAddressee,
} from './addressee';

const person = (id: number, name: string, org: string): PersonItem => ({
  id,
  key: `p${id}`,
  name: { en: name },
  org: org ? { en: org, 'zh-Hans': `${org}公司` } : {},
});
const all = [person(1, 'Ann Lee', 'Emerson'), person(2, 'Bo Chen', 'Emerson'), person(3, 'Eva Sun', '')];
const people = new Map(all.map(one => [one.id, one]));
const session = { id: 4, title: { en: 'Round table', 'zh-Hans': '圆桌讨论' } } as unknown as SessionItem;
const program = { people, sessions: [session] } as never;

test('an addressee has a name in the language of whoever reads it', () => {
  expect(calledTo(program, { person: 1 }, 'en')).toBe('Ann Lee, Emerson');
  expect(calledTo(program, { organisation: 1 }, 'zh-Hans')).toBe('Emerson公司');
  expect(fullTo(program, { session: 4 }, 'zh-Hans')).toBe('“圆桌讨论”的嘉宾');
  expect(calledTo(program, { session: 4 }, 'en')).toBe('“Round table”');
  expect(plainTo(program, { session: 4 }, 'zh-Hans')).toBe('圆桌讨论');
  expect(fullTo(program, undefined, 'en')).toBe('');
  expect(nameOf(program, { session: 9 })).toEqual({});
});

test('it survives a form', () => {
  for (const to of [{ person: 1 }, { organisation: 2 }, { session: 4 }, undefined]) {
    expect(ofKey(keyOf(to))).toEqual(to);
  }
  expect(sameAddressee({ person: 1 }, { organisation: 1 })).toBe(false);
});

test('a question to an organisation concerns its people', () => {
  expect(concerns(people, { organisation: 1 }, 2)).toBe(true);
  expect(concerns(people, { organisation: 1 }, 3)).toBe(false);
  expect(concerns(people, { person: 1 }, 2)).toBe(false);
  expect(concerns(people, { session: 4 }, 2)).toBe(false);
});

test('an organisation is offered once, and nobody without one', () => {
  expect(organisations(people).map(one => one.id)).toEqual([1]);
});

test('a question to an organisation does not concern those without one', () => {
  const nobodys = new Map([...people, [5, person(5, 'Ida Roe', '')]]);
  expect(concerns(nobodys, { organisation: 3 }, 5)).toBe(false);
  expect(concerns(nobodys, { organisation: 9 }, 5)).toBe(false);
});
