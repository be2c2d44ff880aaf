// @vitest-environment happy-dom
import { h, render } from 'preact';
import { act } from 'preact/test-utils';
import { expect, test } from 'vitest';
import type { QuestionItem } from '../../protocol/items';
import type { Store, View } from '../../sync/store';
import { type Page, setPage } from '../../ui/hooks';
import { type Carry, CarryOver } from './questions';
import texts from './texts.en';

const question = (id: number, more: Partial<QuestionItem> = {}): QuestionItem =>
  ({
    id,
    state: 'approved',
    upvotes: 0,
    content: { lang: 'en', text: `Text ${id}?` },
    ...more,
  }) as QuestionItem;
const waiting = question(0, {
  state: 'waiting',
  content: { lang: 'en', text: 'Not yet read?', name: 'Ann Lee' },
});
const list = [waiting, ...Array.from({ length: 60 }, (_, i) => question(i + 1))];

const view = { people: new Map(), sessions: [], of: () => [] } as unknown as View;
const store = { view: () => view, subscribe: () => () => {} } as unknown as Store;
setPage({ store, lang: 'en', catalogue: texts } as unknown as Page);

function chooser(carry: Carry): HTMLElement {
  const root = document.createElement('div');
  render(h(CarryOver, { list, carry, set: () => {} }), root);
  return root;
}
async function search(root: HTMLElement, words: string): Promise<void> {
  const field = root.querySelector<HTMLInputElement>('input[type=search]');
  if (!field) throw new Error('no search');
  await act(() => {
    field.value = words;
    field.dispatchEvent(new Event('input', { bubbles: true }));
  });
}

test('a host who picks is told what the list leaves out, and finds it by a search', async () => {
  const root = chooser({ picked: [] });
  expect(root.querySelectorAll('li')).toHaveLength(50);
  expect(root.textContent).toContain('11 more: search for them');
  await search(root, 'text 60');
  expect([...root.querySelectorAll('li')].map(li => li.textContent)).toEqual(['Text 60? 0 ']);
  await search(root, 'nothing like this');
  expect(root.textContent).toContain('No question matches the search.');
});

test('one that waits can be picked, says so, and is found by its asker', async () => {
  const root = chooser({ picked: [] });
  await search(root, 'ann');
  expect(root.querySelector('li')?.textContent).toContain('Not yet read?');
  expect(root.querySelector('li .tag')?.textContent).toBe('waiting');
  expect(root.querySelector('li .who')?.textContent).toBe('by Ann Lee');
});

test('what is picked stays in sight, and no more can be picked than the server takes', () => {
  const root = chooser({ picked: [60] });
  expect(root.textContent).toContain('1 picked');
  expect(root.querySelector('li:last-child input')).toHaveProperty('checked', true);
  const full = chooser({ picked: Array.from({ length: 300 }, (_, i) => i + 1) });
  expect(full.textContent).toContain('At most 300 can be picked one by one.');
  expect(full.querySelector('li input')).toHaveProperty('disabled', true);
});
