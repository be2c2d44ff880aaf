import { expect, test, vi } from 'vitest';
import type { View } from '../../../sync/store';

vi.mock('./over', () => ({ over: 'ask' }));
vi.stubGlobal('document', { documentElement: { dataset: { code: 'CDU7K2' } } });
const drafts = await import('./draft');

const refuse = (text: string) =>
  drafts.restoreRefused({
    rejected: { cmd: { ask: { text, lang: 'en' } }, why: { kind: 'too_many_questions' } },
  } as unknown as View);

test('what was refused while a guest writes comes back after it, each of them', () => {
  drafts.setDraft({ text: 'third' });
  refuse('first');
  refuse('second');
  const seen: string[] = [];
  while (drafts.draft.text) {
    seen.push(drafts.draft.text);
    drafts.end();
  }
  expect(seen).toEqual(['third', 'second', 'first']);
});

test('a text to be asked again puts what the guest writes aside, and what that put aside stays behind it', () => {
  drafts.setDraft({ text: 'third', aside: { text: 'second' } });
  drafts.begin({ text: 'first' });
  expect(drafts.draft).toEqual({
    text: 'first',
    begun: true,
    aside: { text: 'third', aside: { text: 'second' } },
  });
});
