// @vitest-environment happy-dom
import { h, render } from 'preact';
import { expect, test } from 'vitest';
import type { Many } from '../../protocol/commands';
import type { Rejection } from '../../protocol/frames';
import type { QuestionItem } from '../../protocol/items';
import type { Store, View } from '../../sync/store';
import type { Deed, Deeds } from '../../ui/deeds';
import { type Page, setPage } from '../../ui/hooks';
import { makeReading } from './reading';
import texts from './texts.en';
import { useVerbs, type Verbs } from './verbs';

const question = (id: number, merged: number[] = []): QuestionItem =>
  ({
    id,
    state: 'waiting',
    desk: { rev: 1, can: [] },
    merged: merged.map(id => ({ id })),
  }) as unknown as QuestionItem;

let deed: Deed | undefined;
let refused = '';
const deeds = {
  run(of: Deed) {
    deed = of;
    return Promise.resolve(true);
  },
  refuse(text: string) {
    refused = text;
  },
} as unknown as Deeds;

function many(questions: QuestionItem[], what: Many): Deed {
  setPage({ store: {} as Store, lang: 'en', catalogue: texts } as unknown as Page);
  let verbs: Verbs | undefined;
  const Desk = () => {
    verbs = useVerbs(deeds, makeReading());
    return null;
  };
  render(h(Desk, {}), document.createElement('div'));
  void verbs?.many(questions, what);
  if (!deed) throw new Error('no deed');
  return deed;
}
const told = ({ did }: Deed, questions: QuestionItem[]) =>
  typeof did === 'function' ? did({ questions } as View) : did;

test('a merge tells how many were merged, and that the others were left', () => {
  const deed = many([question(1), question(2), question(3)], { merge: { into: 1 } });
  expect(told(deed, [question(1, [2, 3])])).toBe('2 questions are merged into 2');
  expect(told(deed, [question(1, [2, 9]), question(3)])).toBe(
    '1 of 2 questions are merged into 2. Somebody was faster with the others',
  );
  // The one that takes the others need not be among them.
  expect(told(many([question(2), question(3)], { merge: { into: 7 } }), [question(7, [2, 3])])).toBe(
    '2 questions are merged into 8',
  );
});

test('too many at once are refused for what they are', () => {
  const { refused: tell } = many([question(1)], 'approve');
  tell?.({ kind: 'too_many_questions', max: 300 } as Rejection);
  expect(refused).toBe('1 selected. One decision takes at most 300.');
  tell?.({ kind: 'not_from_here' });
  expect(refused).toBe('That is not possible in its current state.');
});
