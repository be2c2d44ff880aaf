import { expect, test } from 'vitest';
import { edited, linesOf } from './prepared';

const texts = { en: 'One.\n\nTwo.\nThree.', 'zh-Hans': '一。\n\n二。\n三。' };

test('the same line in each language belongs together, and empty ones are left out', () => {
  expect(linesOf({ texts: { en: 'One.\n\n Two. ', 'zh-Hans': '一。' }, next: 0 })).toEqual([
    { en: 'One.', 'zh-Hans': '一。' },
    { en: 'Two.' },
  ]);
});

test('a text that changes below the place keeps the place, and one above it goes back there', () => {
  const at = (next: number) => ({ texts, next });
  expect(edited(at(2), 'en', 'One.\n\nTwo.\nAnother.').next).toBe(2);
  expect(edited(at(2), 'zh-Hans', '一。\n\n两。\n三。').next).toBe(1);
  expect(edited(at(3), 'en', 'A new speech.').next).toBe(0);
  expect(edited(at(0), 'en', '').texts.en).toBe('');
});
