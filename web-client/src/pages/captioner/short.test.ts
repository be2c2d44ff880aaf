import { expect, test } from 'vitest';
import { ended, formsOf, writtenOut } from './short';

const FORMS = formsOf('cop = COP\nhp=heat pump\nrb = 热泵\n = nothing\nalone\neq = a = b');

test('a line is a short form and what it stands for', () => {
  expect([...FORMS]).toEqual([
    ['cop', 'COP'],
    ['hp', 'heat pump'],
    ['rb', '热泵'],
    ['eq', 'a = b'],
  ]);
});

test('a word is written out once it has ended', () => {
  const at = (text: string) => {
    const out = writtenOut(text, FORMS);
    return out && text.slice(0, out.from) + out.put;
  };
  expect(at('the hp ')).toBe('the heat pump ');
  expect(at('the hp,')).toBe('the heat pump,');
  expect(at('Hp,')).toBe('Heat pump,');
  expect(at('达到cop。')).toBe('达到COP。');
  expect(at('采用rb ')).toBe('采用热泵');
  expect(at('采用rb，')).toBe('采用热泵，');
  // It has not ended, is a part of another word, or is none.
  for (const text of ['the hp', 'chp ', 'hpx ', 'heat ', ' ', '']) expect(at(text), text).toBeUndefined();
});

test('the last word of a line ends with the line', () => {
  expect(ended(' the hp ', FORMS)).toBe('the heat pump');
  expect(ended('the hps', FORMS)).toBe('the hps');
  expect(ended('采用rb', FORMS)).toBe('采用热泵');
});
