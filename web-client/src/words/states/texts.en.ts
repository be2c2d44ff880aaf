/** What the state of a question is called: at the desks, and to the guest who asked it. */
import type { QuestionState } from '../../protocol/items';

const states = {
  desk: {
    waiting: 'waiting',
    approved: 'approved',
    next: 'next',
    now: 'on screen now',
    answered: 'answered',
    declined: 'declined',
    withdrawn: 'withdrawn by the guest',
    erased: 'erased by its author',
    archived: 'archived',
  } satisfies Record<QuestionState, string>,
  /** A declined one is told with its reason. */
  guest: {
    waiting: 'Sent, waiting for a moderator',
    approved: 'Approved',
    next: 'Next to be answered',
    now: 'Being answered now',
    answered: 'Answered',
    withdrawn: 'Withdrawn',
    erased: 'Erased',
    archived: 'Not answered, put away with its session',
  } satisfies Record<Exclude<QuestionState, 'declined'>, string>,
};
export type StateTexts = typeof states;
export default states;
