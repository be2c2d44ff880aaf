/** The questions into which another one can be merged, in the order in which the dialog offers them. */
import type { QuestionItem, QuestionState } from '../../../protocol/items';

/** Nothing can be merged into a question in another state. */
const KEEPS: QuestionState[] = ['approved', 'next', 'now', 'waiting', 'answered'];

/** Those that say nearly the same first, then those of the same session, then by state and support. */
export function offered(q: QuestionItem, all: QuestionItem[]): QuestionItem[] {
  const says = (one: QuestionItem, other: QuestionItem) =>
    [other, ...(other.merged ?? [])].some(({ id }) => one.desk?.similar?.includes(id));
  const differs = (other: QuestionItem) => Number(!says(q, other) && !says(other, q));
  const far = (other: QuestionItem) => Number(other.desk?.session !== q.desk?.session);
  const place = (other: QuestionItem) => KEEPS.indexOf(other.state);
  return all
    .filter(other => other.id !== q.id && place(other) >= 0 && !other.desk?.muted)
    .sort(
      (a, b) =>
        differs(a) - differs(b) ||
        far(a) - far(b) ||
        place(a) - place(b) ||
        b.upvotes - a.upvotes ||
        a.id - b.id,
    );
}
