/** What a desk may do with a question where it stands. The server has the last word. */
import type { QuestionItem, QuestionState } from '../protocol/items';

/** A verb, or the place to move the question to. */
export type QuestionVerb =
  | 'approve'
  | 'decline'
  | 'edit'
  | 'waiting'
  | 'approved'
  | 'next'
  | 'now'
  | 'answered';

const FROM: Record<QuestionVerb, QuestionState[]> = {
  approve: ['waiting', 'declined'],
  decline: ['waiting', 'approved', 'next'],
  edit: ['waiting', 'approved', 'next', 'now', 'answered', 'declined'],
  waiting: ['approved', 'declined'],
  approved: ['next', 'now', 'answered'],
  next: ['approved', 'answered'],
  now: ['approved', 'next', 'answered'],
  answered: ['next', 'now'],
};

export const can = (q: QuestionItem, verb: QuestionVerb): boolean => FROM[verb].includes(q.state);
