import { expect, it } from 'vitest';
import { directionOf } from './direction';

it('follows the script, and else the language', () => {
  expect(['ar', 'he-IL', 'fa', 'ur-Latn', 'az-Arab', 'en', 'zh-Hans', 'AR'].map(directionOf)).toEqual([
    'rtl',
    'rtl',
    'rtl',
    'ltr',
    'rtl',
    'ltr',
    'ltr',
    'rtl',
  ]);
});
