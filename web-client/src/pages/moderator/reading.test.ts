import { expect, test } from 'vitest';
import type { QuestionItem } from '../../protocol/items';
import { makeReading } from './reading';

const question = (text: string, state: QuestionItem['state'] = 'waiting') =>
  ({ id: 1, state, content: { lang: 'en', text } }) as QuestionItem;

test('a decision on words that took the place of others is refused once', () => {
  let now = 10_000;
  const reading = makeReading(() => now);
  const press = () => reading.press();
  const [old, is] = [question('Who pays?'), question('Who profits?')];
  expect(reading.draw(old)).toBe(false);
  press();
  expect(reading.isUnread(old)).toBe(false);
  expect(reading.draw(is)).toBe(true);
  now += 1_500;
  press();
  expect(reading.isUnread(is)).toBe(true);
  expect(reading.isUnread(is)).toBe(false);
  expect(reading.draw(is)).toBe(true);
});

test('words that no row has shown yet are not read either', () => {
  const reading = makeReading(() => 10_000);
  reading.draw(question('Who pays?'));
  reading.press();
  const is = question('Who profits?');
  expect(reading.isUnread(is)).toBe(true);
  expect(reading.isUnread(is)).toBe(false);
  expect(reading.draw(is)).toBe(true);
});

test('words that were there for two seconds when the press began are read', () => {
  let now = 10_000;
  const reading = makeReading(() => now);
  const [old, is, last] = ['Who pays?', 'Who profits?', 'Who decides?'].map(text => question(text)) as [
    QuestionItem,
    QuestionItem,
    QuestionItem,
  ];
  reading.draw(old);
  reading.draw(is);
  now += 2_001;
  reading.press();
  expect(reading.isUnread(is)).toBe(false);
  // A finger that rests on the button for long has not read what came under it.
  reading.draw(last);
  now += 5_000;
  expect(reading.isUnread(last)).toBe(true);
});

test('an edit of staff and its undo are no rewording', () => {
  const reading = makeReading(() => 10_000);
  reading.draw(question('Who pays?'));
  expect(reading.draw(question('Who pays, please?', 'approved'))).toBe(false);
  expect(reading.draw(question('Who pays?'))).toBe(false);
  reading.press();
  expect(reading.isUnread(question('Who pays?'))).toBe(false);
});
