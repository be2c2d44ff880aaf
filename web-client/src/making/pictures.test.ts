import { expect, test } from 'vitest';
import type { PollItem } from '../protocol/items';
import { picturesOf } from './pictures';

const poll = {
  options: [{ en: 'Sun', zh: '太阳' }, { en: 'Wind' }, { en: 'Sea' }],
  pictures: ['s', 'w', ''],
} as unknown as PollItem;

const of = (...options: string[]) =>
  picturesOf(
    options.map(en => ({ en })),
    poll,
  );

test('a picture goes with its option', () => {
  expect(of('Sun', 'Wind', 'Sea')).toEqual(['s', 'w', '']);
  expect(of('Sea', 'Wind', 'Sun')).toEqual(['', 'w', 's']);
  expect(of('Wind', 'Sea')).toEqual(['w', '']);
  expect(of('Wind', 'Sun', 'Sea', 'Heat')).toEqual(['w', 's', '', '']);
  expect(picturesOf([{ zh: '太阳', en: 'The sun' }, { en: 'Wind' }], poll)).toEqual(['s', 'w']);
});

test('another wording keeps the picture of its place', () => {
  expect(of('Sunshine', 'Wind', 'Sea')).toEqual(['s', 'w', '']);
  expect(of('Sun', 'Wind power', 'Waves')).toEqual(['s', 'w', '']);
  expect(of('Sea', 'Wind power', 'Sun')).toEqual(['', 'w', 's']);
});

test('no picture is left without its option', () => {
  expect(of('Sea', 'Heat')).toBeUndefined();
  expect(picturesOf([{ en: 'Sun' }], undefined)).toBeUndefined();
});
