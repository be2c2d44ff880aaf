/** Who asked a question, as far as this guest may know. */
import type { Mine, QuestionItem } from '../../../protocol/items';
import { useMore } from './texts';

/** Returns true if this guest asked it, or a question that was merged into it. */
export const isOwn = (mine: Mine, q: QuestionItem): boolean =>
  mine.questions.some(own => own.id === q.id || own.joined?.id === q.id);

/** Returns the words for a question that a moderator or host asked. */
export const staffOf = (q: QuestionItem): string => (q.staff ? useMore().byStaff : '');
