import { expect, test } from 'vitest';
import { OPTIONS_MAX, TITLE_CHARS_MAX } from '../../protocol/limits';
import { LANGS } from '../../words/languages';
import { PULSES, type Pulse, pulse } from './pulses';

const NAMES = Object.keys(PULSES) as Pulse[];

test('every pulse has as many options in each language, all different and short', () => {
  for (const name of NAMES) {
    const { length } = PULSES[name].en;
    expect(length > 2 && length <= OPTIONS_MAX).toBe(true);
    for (const lang of LANGS) {
      const words = PULSES[name][lang];
      expect(words.length, `${name} in ${lang}`).toBe(length);
      expect(new Set(words).size, `${name} in ${lang}`).toBe(length);
      expect(words.every(text => text && text.length <= TITLE_CHARS_MAX)).toBe(true);
    }
  }
});

test('a pulse speaks the languages of the event', () => {
  const { title, options } = pulse('sound', ['zh-Hant', 'en', 'de'], 3);
  expect(title).toEqual({ 'zh-Hant': '能听清吗？', en: 'Can you hear us?' });
  expect(options?.[2]).toEqual({ 'zh-Hant': '听不见', en: 'No' });
  expect(pulse('sound', ['de'], undefined).title).toEqual({ de: 'Can you hear us?' });
});
