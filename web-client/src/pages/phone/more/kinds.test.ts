// @vitest-environment happy-dom
import { h, render } from 'preact';
import { beforeEach, expect, test, vi } from 'vitest';
import type { PollItem } from '../../../protocol/items';
import type { Store, View } from '../../../sync/store';
import { setPage } from '../../../ui/hooks';
import { setDraft as setQuestion } from './draft';
import { Newer } from './kinds';
import { speak } from './texts';

/** A poll of a kind that no client of this build knows. */
const poll = (id: number) => ({ id, kind: { [`hologram${id}`]: {} } }) as unknown as PollItem;

let pending: View['pending'] = [];
const reload = vi.fn();
vi.stubGlobal('location', { ...location, reload });

/** Draws the page again and lets all that it waits for come. */
function draw(of: PollItem): string {
  const root = document.createElement('div');
  render(h(Newer, { poll: of }), root);
  vi.runAllTimers();
  return root.textContent ?? '';
}

beforeEach(async () => {
  vi.useFakeTimers();
  reload.mockClear();
  sessionStorage.clear();
  pending = [];
  setQuestion({ text: '' });
  const store = { view: () => ({ pending, polls: [] }) } as unknown as Store;
  setPage({ store, lang: 'en', words: 'en', catalogue: {}, every_ms: 0, setLang() {}, draw() {} });
  await speak('en');
});

test('a poll of an unknown kind offers to reload, and the page does it by itself, once', () => {
  expect(draw(poll(1))).toBe('Reload to see this');
  expect(reload).toHaveBeenCalledTimes(1);
  draw(poll(1));
  expect(reload).toHaveBeenCalledTimes(1);
});

test('it does not reload while something is typed or on its way', () => {
  setQuestion({ text: 'Why' });
  draw(poll(2));
  setQuestion({ text: '' });
  pending = [{ c: 1, n: 1, cmd: { upvote: { question: 1, on: true } } }];
  draw(poll(2));
  expect(reload).not.toHaveBeenCalled();
  pending = [];
  draw(poll(2));
  expect(reload).toHaveBeenCalledTimes(1);
});
