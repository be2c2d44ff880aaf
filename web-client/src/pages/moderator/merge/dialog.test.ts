// @vitest-environment happy-dom
import { h, render } from 'preact';
import { expect, test, vi } from 'vitest';
import type { QuestionItem } from '../../../protocol/items';
import type { Store, View } from '../../../sync/store';
import { type Page, setPage } from '../../../ui/hooks';
import texts from '../texts.en';
import type { Verbs } from '../verbs';
import { MergeDialog } from './dialog';
import * as offers from './offered';

const question = (id: number): QuestionItem =>
  ({
    id,
    state: 'approved',
    upvotes: 0,
    content: { lang: 'en', text: `Text ${id}?`, name: 'Ann Lee' },
  }) as unknown as QuestionItem;

test('the dialog sorts the questions when one changed, and not whenever the desk draws', () => {
  const offered = vi.spyOn(offers, 'offered');
  const q = question(0);
  let questions = [q, question(1), question(2)];
  const view = () =>
    ({ questions, people: new Map(), sessions: [], link: 'online', of: () => [] }) as unknown as View;
  const store = { view, subscribe: () => () => {} } as unknown as Store;
  setPage({ store, lang: 'en', catalogue: texts } as unknown as Page);
  const root = document.body.appendChild(document.createElement('div'));
  const draw = () => render(h(MergeDialog, { q, verbs: {} as Verbs, close: () => {} }), root);
  draw();
  expect(root.querySelectorAll('.into label')).toHaveLength(2);
  expect(root.querySelector('.into .who')?.textContent).toBe('by Ann Lee');
  for (let i = 0; i < 3; i++) draw();
  expect(offered).toHaveBeenCalledTimes(1);
  questions = [...questions, question(3)];
  draw();
  expect(offered).toHaveBeenCalledTimes(2);
  expect(root.querySelectorAll('.into label')).toHaveLength(3);
});
