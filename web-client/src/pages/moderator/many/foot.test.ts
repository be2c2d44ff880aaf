// @vitest-environment happy-dom
import { h, render } from 'preact';
import { expect, test } from 'vitest';
import { MANY_MAX } from '../../../protocol/limits';
import type { Store, View } from '../../../sync/store';
import { type Page, setPage } from '../../../ui/hooks';
import texts from '../texts.en';
import { ManyFoot } from './foot';

const store = { view: () => ({ link: 'online' }) as View } as Store;
setPage({ store, catalogue: texts } as unknown as Page);

function foot(n: number): HTMLElement {
  const root = document.createElement('div');
  const nothing = () => {};
  const verbs = {
    approve: nothing,
    decline: nothing,
    label: nothing,
    to: nothing,
    merge: nothing,
    none: nothing,
  };
  render(h(ManyFoot, { n, refused: null, ...verbs }), root);
  return root;
}
const off = (root: HTMLElement) =>
  [...root.querySelectorAll('button')].map(({ disabled }) => disabled).join();

test('a selection stops at what the server decides at once', () => {
  const most = foot(MANY_MAX);
  expect(most.textContent).toContain('300 selected');
  expect(off(most)).toBe('false,false,false,false,false,false');
  const more = foot(MANY_MAX + 1);
  expect(more.textContent).toContain('301 selected. One decision takes at most 300.');
  // Only the selection can be dropped.
  expect(off(more)).toBe('true,true,true,true,true,false');
});
