/** What a phone says below the live sheet, and on the pages over it. */

import type { Rejection } from '../../../protocol/frames';
import type { DeclineReason } from '../../../protocol/items';
import states from '../../../words/states/texts.en';

const more = {
  questions: 'Questions',
  top: 'Most supported first',
  newest: 'Newest first',
  noQuestions:
    'No question is public yet. Yours appears here once a moderator has read it, and others can support it.',
  noOther: 'No other question is public at the moment.',
  paused: 'Questions are paused for now.',
  all: (n: number) => `Show all ${n}`,
  support: (n: number) => (n === 1 ? '1 supports it' : `${n} support it`),
  toWhom: (who: string) => `To ${who}`,
  toAll: 'To everyone',
  by: (who: string) => `Asked by ${who}`,
  your: 'Your question',
  mine: 'My questions',
  state: states.guest,
  kept: 'Kept on this phone, sending…',
  declined: (why: string) => (why ? `Not chosen: ${why}` : 'Not chosen'),
  reason: {
    off_topic: 'off topic',
    already_asked: 'already asked',
    for_a_person: 'about a single person',
    not_for_display: 'not for the screen',
    other: '',
  } as Record<DeclineReason, string>,
  takeBack: 'Take back',
  sure: 'Tap again to take it back',
  again: 'Edit and send again',
  newer: 'Reload to see this',
  results: 'Earlier results',
  ok: 'OK',
  /** Why something was not taken, by the kind of refusal. */
  rejected: {
    poll_not_open: 'The poll closed before your vote arrived.',
    ballot_final: 'Your first vote counts; this poll allows no change.',
    questions_paused: 'Questions are paused. Yours is kept as a draft.',
    too_many_questions: 'Several of your questions are waiting already. This one is kept as a draft.',
    already_asked: 'You asked exactly this already.',
    too_late: 'It is being answered already, or was taken away.',
    other: 'That was not taken. Please try again.',
  } satisfies { [kind in Rejection['kind'] | 'other']?: string },
  program: 'Program',
  /** The locale for dates. */
  dates: 'en-GB',
  now: 'now',
  cancel: 'Cancel',
  send: 'Send',
  whom: 'To whom',
  whomAll: 'Everyone on stage',
  here: 'In this session',
  others: 'Others',
  title: 'Your question',
  text: 'Question',
  count: (n: number, max: number) => `${n} / ${max}`,
  tooLong: (n: number) => (n === 1 ? '1 character too long' : `${n} characters too long`),
  screened: 'It becomes public when a moderator has read it; the interpreters add the translation.',
  anonymous: 'Ask without a name',
  name: 'Name',
  org: 'Organisation',
  named: 'Shown with your question to everyone.',
  about: 'About you',
  aboutWhy: 'Results can be shown by group. Nobody sees what you chose.',
  notSay: 'Prefer not to say',
  change: 'Change',
  done: 'Done',
  unsaid: 'You prefer not to say.',
  privacy: 'What is stored about you',
  back: 'Back',
  notice: (days: number) => [
    'No account, and nothing to install. A cookie makes this browser the same guest when you come back.',
    'Stored are your votes, your questions, with a name only if you give one, which questions you support, and what you said about yourself where you were asked. Not your phone number, contacts or place.',
    'Your votes are shown only as totals. Moderators read your questions; what they approve, everybody can read. Nobody is shown who voted for what, or who asked without a name.',
    days === 1
      ? 'One day after the event all of this is deleted.'
      : `${days} days after the event all of this is deleted.`,
  ],
};
export type MoreTexts = typeof more;
export default more;
