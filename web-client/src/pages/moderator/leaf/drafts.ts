/** What is written in the leaf and not sent, by question. It outlives the leaf, for as long as the page is open. */
import { useState } from 'preact/hooks';
import type { Texts } from '../../../words/texts';

/** A reply, and the revision of the one that its writer saw when they began. */
interface ReplyDraft {
  texts: Texts;
  seen: number;
}

const replies = new Map<number, ReplyDraft>();
const notes = new Map<number, string>();

/** Returns what is kept for a question, and a function that keeps something else, or nothing. */
function useDraft<T>(drafts: Map<number, T>, question: number): [T | undefined, (to: T | undefined) => void] {
  const [, redraw] = useState(0);
  return [
    drafts.get(question),
    to => {
      if (to === undefined) drafts.delete(question);
      else drafts.set(question, to);
      redraw(n => n + 1);
    },
  ];
}

export const useReplyDraft = (question: number): ReturnType<typeof useDraft<ReplyDraft>> =>
  useDraft(replies, question);
export const useNoteDraft = (question: number): ReturnType<typeof useDraft<string>> =>
  useDraft(notes, question);
