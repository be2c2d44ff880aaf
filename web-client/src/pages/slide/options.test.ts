import { expect, it } from 'vitest';
import { slideOptions } from './options';

it('reads the secret, and how the poll is to look', () => {
  expect(slideOptions('#c2VjcmV0&theme=dark&ground=clear&join=on&lang=zh,en&scale=1.2')).toEqual({
    secret: 'c2VjcmV0',
    theme: 'dark',
    clear: true,
    join: true,
    langs: ['zh', 'en'],
    scale: 1.2,
  });
});

it('ignores what it does not know', () => {
  const usual = { clear: false, join: false, scale: 1 };
  expect(slideOptions('')).toEqual({ secret: '', ...usual });
  expect(slideOptions('#s&theme=pink&ground=grass&join=maybe&scale=0.2')).toEqual({ secret: 's', ...usual });
  expect(slideOptions('#s&scale=9')).toEqual({ secret: 's', ...usual, scale: 1.5 });
});
