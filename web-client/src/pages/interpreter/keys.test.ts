import { expect, test } from 'vitest';
import { type Stroke, writingVerb } from './keys';

const stroke = (more: Partial<Stroke>): Stroke => ({
  key: '',
  code: '',
  altKey: false,
  ctrlKey: false,
  metaKey: false,
  isComposing: false,
  keyCode: 0,
  getModifierState: () => false,
  ...more,
});

test('Alt with a digit inserts, whatever the keyboard types with it', () => {
  // Windows and Linux; macOS; a French keyboard, where digits need Shift.
  for (const key of ['2', '™', 'é'])
    expect(writingVerb(stroke({ key, code: 'Digit2', altKey: true }), false)).toEqual(['insert', 2]);
});

test('Ctrl I and then a digit inserts where a system keeps Alt for itself', () => {
  expect(writingVerb(stroke({ key: 'i', code: 'KeyI', ctrlKey: true }), false)).toEqual(['choose', 0]);
  // With a Cyrillic keyboard.
  expect(writingVerb(stroke({ key: 'ш', code: 'KeyI', ctrlKey: true }), false)).toEqual(['choose', 0]);
  expect(writingVerb(stroke({ key: '3', code: 'Digit3' }), true)).toEqual(['insert', 3]);
  expect(writingVerb(stroke({ key: '3', code: 'Digit3' }), false)).toBeUndefined();
});

test('keys of an input method, and characters typed with AltGr, stay what they are', () => {
  expect(writingVerb(stroke({ key: 'Enter', ctrlKey: true, isComposing: true }), false)).toBeUndefined();
  expect(writingVerb(stroke({ key: 'Process', code: 'Digit1' }), true)).toBeUndefined();
  expect(writingVerb(stroke({ key: 'Escape', isComposing: true }), false)).toBeUndefined();
  // Safari ends a composition before it says so.
  expect(writingVerb(stroke({ key: 'Escape', keyCode: 229 }), false)).toBeUndefined();
  const graph = { altKey: true, ctrlKey: true, getModifierState: (key: string) => key === 'AltGraph' };
  expect(writingVerb(stroke({ key: '@', code: 'Digit2', ...graph }), false)).toBeUndefined();
  expect(writingVerb(stroke({ key: 'ś', code: 'KeyS', ...graph }), false)).toBeUndefined();
});

test('Option on macOS is our Alt, also where Firefox says AltGraph for it', () => {
  const option = { altKey: true, getModifierState: (key: string) => key === 'AltGraph' };
  expect(writingVerb(stroke({ key: 'ß', code: 'KeyS', ...option }), false, true)).toEqual(['still', 0]);
  expect(writingVerb(stroke({ key: 'ß', code: 'KeyS', ...option }), false, false)).toBeUndefined();
});

test('Alt with a letter is known by the letter, or by its place if Alt types another', () => {
  expect(writingVerb(stroke({ key: 's', code: 'KeyS', altKey: true }), false)).toEqual(['still', 0]);
  expect(writingVerb(stroke({ key: 'ß', code: 'KeyS', altKey: true }), false)).toEqual(['still', 0]);
  expect(writingVerb(stroke({ key: 'z', code: 'KeyW', altKey: true }), false)).toEqual(['undo', 0]);
  expect(writingVerb(stroke({ key: '≠', code: 'Equal', altKey: true }), false)).toEqual(['term', 0]);
  expect(writingVerb(stroke({ key: 's', code: 'KeyS' }), false)).toBeUndefined();
});
