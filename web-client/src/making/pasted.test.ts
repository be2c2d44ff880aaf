import { expect, test } from 'vitest';
import { pasted, pastedForm, written } from './pasted';

const BOTH = ['en', 'zh-Hans'];

test('the first line is the title, further lines are options', () => {
  expect(pasted('\n Which energy?\r\n\r\nSolar\nWind\n', ['en'])).toEqual({
    title: { en: 'Which energy?' },
    options: [{ en: 'Solar' }, { en: 'Wind' }],
    lines: [2, 4, 5],
  });
  expect(pasted('', ['en'])).toEqual({ title: {}, options: [], lines: [] });
  expect(pasted('km / h', ['en']).title).toEqual({ en: 'km / h' });
});

test('two languages stand on a line, or in two blocks', () => {
  const both = {
    title: { en: 'Which energy?', 'zh-Hans': '哪种能源？' },
    options: [
      { en: 'Solar', 'zh-Hans': '太阳能' },
      { en: 'Wind', 'zh-Hans': '风能' },
    ],
  };
  for (const field of [
    'Which energy? / 哪种能源？\nSolar / 太阳能\nWind / 风能',
    '哪种能源？／Which energy?\n太阳能／Solar\nWind | 风能',
    'Which energy?\t哪种能源？\nSolar\t太阳能\nWind\t风能',
    'Which energy?\nSolar\nWind\n\n哪种能源？\n太阳能\n风能',
    '哪种能源？\n太阳能\n风能\n\nWhich energy?\nSolar\nWind',
  ]) {
    const { title, options } = pasted(field, BOTH);
    expect({ title, options }, field).toEqual(both);
  }
});

test('a text in Chinese alone is not taken for English', () => {
  expect(pasted('哪种能源？\nAI\n太阳能', BOTH)).toEqual({
    title: { 'zh-Hans': '哪种能源？' },
    options: [{ en: 'AI' }, { 'zh-Hans': '太阳能' }],
    lines: [1, 2, 3],
  });
});

test('languages of one script keep their order, and too many parts are one text', () => {
  expect(pasted('Yes / Oui', ['en', 'fr']).title).toEqual({ en: 'Yes', fr: 'Oui' });
  expect(pasted('1 / 2 / 3', ['en', 'fr']).title).toEqual({ en: '1 / 2 / 3' });
  expect(pasted('能源 / エネルギー', ['zh-Hans', 'ja']).title).toEqual({
    'zh-Hans': '能源',
    ja: 'エネルギー',
  });
});

test('the marks of a list are dropped if all options have one', () => {
  const options = (field: string) => pasted(`T\n${field}`, ['en']).options.map(option => option.en);
  expect(options('1. Solar\n2. Wind')).toEqual(['Solar', 'Wind']);
  expect(options('- Solar\n• Wind')).toEqual(['Solar', 'Wind']);
  expect(options('A) Solar\nB) Wind')).toEqual(['Solar', 'Wind']);
  expect(options('2018\n3D printing')).toEqual(['2018', '3D printing']);
  expect(options('1. Solar\nWind')).toEqual(['1. Solar', 'Wind']);
});

test('what is written is read again', () => {
  const title = { en: 'km / h or m / s?', 'zh-Hans': '哪个单位？' };
  const options = [{ en: 'km / h', 'zh-Hans': '千米' }, { en: 'm' }];
  const read = pasted(written(title, options, BOTH), BOTH);
  expect([read.title, read.options]).toEqual([title, options]);
});

test('a survey has its title on the first line and an empty line between its questions', () => {
  const field =
    'Before you leave / 离场前\n\nHow was it? / 感觉如何？\n\n\n1. What next?\n- More\n- Less\n\nThank you';
  expect(pastedForm(field, BOTH)).toEqual({
    title: { en: 'Before you leave', 'zh-Hans': '离场前' },
    line: 1,
    questions: [
      { title: { en: 'How was it?', 'zh-Hans': '感觉如何？' }, options: [], lines: [3] },
      { title: { en: '1. What next?' }, options: [{ en: 'More' }, { en: 'Less' }], lines: [6, 7, 8] },
      { title: { en: 'Thank you' }, options: [], lines: [10] },
    ],
  });
  // The title needs no empty line after it.
  expect(pastedForm('\nForm\nHow?\nGood\nBad', ['en'])).toEqual({
    title: { en: 'Form' },
    line: 2,
    questions: [{ title: { en: 'How?' }, options: [{ en: 'Good' }, { en: 'Bad' }], lines: [3, 4, 5] }],
  });
  expect(pastedForm('', BOTH)).toEqual({ title: {}, line: 1, questions: [] });
});
