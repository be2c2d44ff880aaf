/**
 * What a moderator has had before their eyes. A guest may reword a question while it waits, and the new text takes the place of the
 * old one in its row. A decision that was meant for the old one does not fall on the new one: the first is refused.
 */
import type { QuestionItem } from '../../protocol/items';

/** A text that took another one's place later than this before the press is not read yet. */
const READ_MS = 2000;

interface Drawn {
  words: string;
  waits: boolean;
  /** When these words took the place of others; 0 for the first ones, and for those of which the moderator was told. */
  swapped: number;
  /** By their asker. */
  reworded: boolean;
}

export interface Reading {
  /** Notes that a row shows the question. Returns true if its asker changed it while it was here. */
  draw(q: QuestionItem): boolean;
  /** Notes that a key or the pointer went down. */
  press(): void;
  /** Returns true, once, if these words were not there, or not for long, when the key or the pointer went down. */
  isUnread(q: QuestionItem): boolean;
}

const wordsOf = ({ content: { text, name, org } }: QuestionItem) => JSON.stringify([text, name, org]);

export function makeReading(clock: () => number = Date.now): Reading {
  const drawn = new Map<number, Drawn>();
  let pressed = 0;
  return {
    draw(q) {
      const words = wordsOf(q);
      const waits = q.state === 'waiting';
      const before = drawn.get(q.id);
      if (before?.words === words && before.waits === waits) return before.reworded;
      // An edit of staff approves it, and its undo brings it back.
      const reworded = waits && !!before?.waits;
      const swapped = reworded ? clock() : 0;
      drawn.set(q.id, { words, waits, swapped, reworded });
      return reworded;
    },
    press() {
      pressed = clock();
    },
    isUnread(q) {
      const before = drawn.get(q.id);
      // What was never drawn was chosen from elsewhere.
      if (!before) return false;
      const isOther = before.words !== wordsOf(q);
      if (!isOther && (!before.swapped || before.swapped < pressed - READ_MS)) return false;
      const reworded = isOther ? before.waits && q.state === 'waiting' : before.reworded;
      drawn.set(q.id, { ...before, words: wordsOf(q), swapped: 0, reworded });
      return true;
    },
  };
}
