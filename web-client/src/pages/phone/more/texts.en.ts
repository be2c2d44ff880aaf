/** What a phone says below the live sheet, and on the pages over it. */

import type { Rejection } from '../../../protocol/frames';
import type { DeclineReason, EntryState } from '../../../protocol/items';
import states from '../../../words/states/texts.en';

/** Why a guest's answer to a poll can be refused: each has words of its own. */
type OfBallots =
  | 'poll_not_open'
  | 'bad_ballot'
  | 'ballot_final'
  | 'needs_hall'
  | 'needs_code'
  | 'needs_name'
  | 'not_eligible'
  | 'too_many_entries'
  | 'text_empty'
  | 'unknown';

const more = {
  questions: 'Questions',
  top: 'Sort: most supported',
  newest: 'Sort: newest',
  noQuestions:
    'No questions yet. Ask one: once a moderator approves it, it appears here and others can support it.',
  noOther: 'No other questions at the moment.',
  asking: {
    paused: 'Questions are paused for now.',
    closed: 'No more questions are taken in this session.',
  },
  atOnce: 'Others see it on their phones at once. The big screen shows it only once a moderator approves it.',
  posted: 'Others can see it. A moderator has not read it yet',
  unread: 'not yet read by a moderator',
  left: (left: number, limit: number): string => {
    if (!left) return `You have asked as many questions as each guest can ask in this session: ${limit}.`;
    const more = left === 1 ? '1 question' : `${left} questions`;
    return `You can ask ${more}${left === limit ? '' : ' more'} in this session.`;
  },
  mustName:
    'In this session a question needs a name and an organisation. Everyone sees them with your question.',
  similar: 'Somebody asked something like this. Support it instead?',
  similarOnly: 'Somebody asked something like this already.',
  supported: 'You support it. There is no need to ask again.',
  supportIt: 'Support this question',
  reword: 'Change',
  rewording: 'Change your question',
  youAreNext: 'Your question comes next',
  report: 'Report',
  sureReport: 'Tap again to report it to the moderators',
  reported: 'you reported it',
  earlier: (n: number): string => (n === 1 ? '1 earlier question' : `${n} earlier questions`),
  reorder: (fresh: number): string => (fresh ? `Show ${fresh} new, in the new order` : 'Show the new order'),
  fate: (waiting: number, answered: number): string =>
    `${waiting} waiting for a moderator, ${answered} answered.`,
  fateDeclined: (n: number, why: string[]): string => `${n} not chosen: ${why.join(', ')}.`,
  ofReason: (reason: string, n: number): string => `${reason} ${n}`,
  otherReason: 'other reasons',
  all: (n: number) => `Show all ${n}`,
  support: (n: number) => (n === 1 ? '1 person supports it' : `${n} people support it`),
  toWhom: (who: string) => `For ${who}`,
  toAll: 'To everyone',
  by: (who: string) => `Asked by ${who}`,
  your: 'Your question',
  mine: 'My questions',
  /** A question that a moderator or host asked. */
  byStaff: 'From the moderators',
  askedTimes: (n: number) => `Asked ${n} times`,
  reply: 'Reply in writing',
  replied: 'Answered in writing',
  edited: 'A moderator edited your text.',
  state: states.guest,
  kept: 'Saved on this phone, sending…',
  declined: (why: string) => (why ? `Not chosen: ${why}` : 'Not chosen'),
  reason: {
    off_topic: 'off topic',
    already_asked: 'already asked',
    for_a_person: 'better asked in person',
    not_for_display: 'not for the screen',
    other: '',
  } as Record<DeclineReason, string>,
  takeBack: 'Withdraw',
  sure: 'Tap again to withdraw',
  again: 'Edit and send again',
  newer: 'Reload to see this',
  gone: 'This event no longer exists.',
  revoked: 'The organisers have closed this page.',
  noCookies:
    'This browser blocks cookies, so your votes and questions cannot be sent. Allow cookies for this page, or open it in another browser.',
  blocked: 'This network blocks live connections. Try mobile data or another Wi-Fi.',
  full: (time: string): string => `The event is full at the moment. Trying again in ${time}.`,
  yours: 'your choice',
  vote: 'Vote',
  received: 'Your vote was received.',
  takeVoteBack: 'Take it back',
  phonesByGroup: 'By group: from phones only.',
  /** Before and after the fingerprint. */
  fingerprint: ['Fingerprint of all votes: ', '. '] as [string, string],
  isIn: 'Your vote is in it.',
  isNotIn: 'You did not vote.',
  round: (n: number): string => `Round ${n}`,
  /** What 100 % are, and how many of them were counted in the room. */
  base: (n: number, raised = 0): string =>
    `${n === 1 ? '1 vote' : `${n} votes`}${raised ? `, ${raised} of them counted in the room` : ''}`,
  /** Votes outside of the 100 %. */
  without: (n: number): string => `, and ${n} without a choice`,
  /** What 100 % is; a vote can have several choices. */
  whole: (n: number, several: boolean): string =>
    `100% is ${n === 1 ? '1 vote' : `${n} votes`}${several ? ', each with one choice or more' : ''}.`,
  rounded: 'rounded',
  handsAdded: (n: number, phones: number) => `${phones} from phones and ${n} counted in the room.`,
  handsOnly: (n: number, phones: number) =>
    `${n} counted in the room. They count instead of ${phones} from phones.`,
  stillCounts: 'Your earlier vote counts until you send again.',
  wait: 'Voting has closed. The results will be on the screen.',
  total: (votes: string): string => `${votes}. Voting has closed.`,
  closedUnsent: 'Your latest changes were not sent in time.',
  withOthers: (n: number): string => (n === 1 ? 'You and 1 other' : `You and ${n} others`),
  onScreen: 'Your question is on the screen',
  hallReads: 'The hall is reading it now.',
  hallReadsFor: (who: string) => `The hall is reading it now. It goes to ${who}.`,
  supportedBy: 'Supported by',
  askedAs: (who: string) => `You asked as ${who}. You may raise your hand.`,
  askedUnnamed: 'You asked anonymously. You may raise your hand.',
  nick: {
    label: 'Your nickname for the leaderboard',
    how: 'A moderator reads it before others see it. Without one you stand there as “A guest”.',
    play: 'Play under this name',
    without: 'Without a nickname',
    playAs: 'You play as',
    unnamed: 'You play without a nickname.',
    choose: 'Choose one',
    change: 'Change',
    sending: 'sending…',
    state: {
      waiting: 'A moderator will read it first.',
      approved: 'Others can see it.',
      hidden: 'It is not shown. You can choose another one.',
    } as Record<EntryState, string>,
  },
  board: 'Leaderboard',
  afterQuestions: (n: number): string => (n === 1 ? 'After the first question' : `After ${n} questions`),
  players: (n: number): string => (n === 1 ? '1 player' : `${n} players`),
  aGuest: 'A guest',
  you: 'you',
  results: 'Earlier results',
  ok: 'OK',
  /** Why something was not taken, by the kind of refusal. */
  rejected: {
    cooling_down: 'You raised a card a moment ago. Please wait a few seconds.',
    not_from_here: 'That is no longer possible.',
    poll_not_open: 'The poll closed before your vote arrived.',
    bad_ballot: 'Your vote did not fit this poll. Please vote again.',
    ballot_final: 'Your first vote counts. Votes in this poll are final.',
    needs_hall: 'This poll is for people in the hall. Enter the hall code from the screen.',
    needs_code: 'You need a code to vote in this poll.',
    needs_name: 'You need to give your name to vote in this poll.',
    not_eligible: 'Your code cannot vote in this poll.',
    questions_paused: 'Questions are paused. Yours is saved as a draft.',
    questions_closed: 'No more questions are taken in this session. Yours is saved as a draft.',
    needs_asker: 'A question needs a name and an organisation here. Yours is saved as a draft.',
    upvotes_off: 'Questions cannot be supported in this session.',
    too_many_reports: 'You have reported too many questions.',
    too_many_rewordings: 'You have changed this question too often. It stays as it was last sent.',
    too_many_questions: 'You have asked as many questions as you can for now. This one is saved as a draft.',
    too_many_entries: 'You have written too many different answers to this poll.',
    text_empty: 'Your text is empty. Please write it again.',
    already_asked: 'You have already asked this.',
    unknown: 'It is no longer there.',
    too_late: 'It is already being answered, or is no longer there.',
    other: 'That did not work. Please try again.',
  } satisfies { [kind in Rejection['kind'] | 'other']?: string } & Record<OfBallots, string>,
  /** For a rejected text; `label` names it. */
  rejectedTooLong: (label: string) => `${label}: too long. Please shorten it.`,
  lastQuestion: 'Last question',
  speaking: 'Speaking now',
  nobodySpeaks: 'Nobody has the floor.',
  captions: 'Live captions',
  captionsOn: 'Show captions on this phone',
  captionsOff: 'Hide captions',
  captionsNone: 'No captions yet. They appear here as soon as somebody writes.',
  program: 'Programme',
  planned: 'planned',
  /** The locale for dates. */
  dates: 'en-GB',
  now: 'now',
  cancel: 'Cancel',
  send: 'Send',
  whom: 'To whom',
  whomAll: 'Everyone on stage',
  here: 'In this session',
  others: 'Others',
  orgs: 'Organisations',
  sessions: 'Sessions',
  title: 'Your question',
  text: 'Question',
  entry: 'Your answer',
  count: (n: number, max: number) => `${n} / ${max}`,
  tooLong: (n: number) => (n === 1 ? '1 character too long' : `${n} characters too long`),
  /** In an event of several languages the staff may translate it. */
  screened: (several: boolean): string =>
    several
      ? 'It becomes public once a moderator approves it. Staff may add a translation.'
      : 'It becomes public once a moderator approves it.',
  anonymous: 'Ask anonymously',
  name: 'Name',
  org: 'Organisation',
  named: 'Everyone sees this with your question.',
  about: 'About you',
  aboutWhy: 'Results can be shown by group. Nobody sees which one you chose.',
  notSay: 'Prefer not to say',
  change: 'Change',
  done: 'Done',
  unsaid: 'You prefer not to say.',
  survey: {
    survey: 'Survey',
    opened: 'Survey open',
    closed: 'Survey closed',
    told: 'Survey results',
    begin: 'Answer',
    nth: (n: number, of: number): string => `Question ${n} of ${of}`,
    answered: (n: number, of: number): string => `${n} of ${of} answered`,
    back: 'Back',
    next: 'Next',
    skip: 'Skip',
    save: 'Save, go on',
    all: 'All answers',
    saved: 'Your answers are saved',
    sending: 'Saving your answers…',
    kept: 'Your answers are saved on this phone, sending…',
    none: 'You have not answered yet',
    noneSent: 'You did not answer',
    until: 'You can change them until the survey closes. Only totals are shown.',
    wait: 'Answers can no longer change. The results will be on the screen.',
    done: 'Answered',
    empty: 'Not answered',
    unsent: 'Change not saved yet',
    change: 'Change',
    answer: 'Answer',
  },
  cards: {
    title: 'Hold up a card',
    how: 'At any time during this session. The card fills your phone, and the chair sees how many there are.',
    up: 'up',
    until: 'It stays up until you lower it.',
    lower: 'Lower the card',
    page: 'Show the page',
    unnamed: 'Nobody sees whose card it is.',
    wait: (seconds: number): string => `You can raise another card in ${seconds} s.`,
  },
  /** Who votes in a poll, and with which code. */
  voters: {
    named: 'The host sees your name with your answer.',
    needsName: 'Enter your name to vote.',
    name: 'Your name',
    giveName: 'Continue',
    as: 'You answer as',
    changeName: 'Change',
    ofCode: 'The name on your code',
    inHall:
      'Only people in the hall vote here: scan the code on the screen once more, or type the hall code beside it.',
    needsHall: 'Enter the hall code from the screen to vote.',
    hallLabel: 'Hall code on the screen',
    hallOld: 'That is not the hall code on the screen now. It changes every few minutes.',
    only: (values: string[]): string => `Only for: ${values.join(', ')}.`,
    onePerCode: 'You need a code from the organisers to vote here. Each code has one vote.',
    kept: 'Your vote is kept with your code. Whoever handed out the codes may know whose it is.',
    onePer: (group: string, first: boolean): string =>
      `One vote per ${group}. If several people vote, the ${first ? 'first' : 'last'} vote counts.`,
    weights: (values: [string, number][]): string =>
      `${values.map(([value, n]) => `${value}: ${n} vote${n === 1 ? '' : 's'}`).join('; ')}. Everyone else: 1 vote.`,
    yours: (n: number): string => `Your code: no. ${n}.`,
    needsCode: 'Enter your code to vote.',
    notYours: (n: number): string => `Your code, no. ${n}, cannot vote here.`,
    firstCounts: 'Your vote does not count: somebody else voted first.',
    lastCounts: 'Your vote no longer counts: somebody else voted after you.',
    byWeight: (n: number): string => `${n} by weight`,
    label: 'Your code',
    enter: 'Enter',
    checks: 'Checking…',
    entered: (n: number): string => `Code no. ${n} is now on this phone.`,
    refused: {
      bad_code: 'This event has no such code. Please check what you entered.',
      code_taken:
        'This code is in use on another phone. If that phone is yours and no longer works, the organisers can release the code.',
      has_code: 'This phone already uses another code.',
      too_fast: 'Too many attempts. Please wait a moment.',
      offline: 'No connection. Please try again.',
    },
  },
  book: 'Book of questions: everything that was asked, and what became of it',
  copy: {
    take: 'Save a copy',
    takeHow:
      'A file with everything that is stored about you: your votes, your questions and what you said about yourself.',
  },
  erase: {
    title: 'Erase what I wrote',
    does: [
      'This erases your questions, your own words in polls, your name and your nickname: on all screens, and on the server.',
      'Your votes still count, without a name. Words that somebody else wrote too stay.',
    ],
    sure: 'Erase everything you wrote? Nobody can bring it back.',
    go: 'Erase it all',
    keep: 'Keep it',
    sending: 'Erasing…',
    done: 'Everything you wrote is erased. You can write again at any time.',
  },
  privacy: 'What we store about you',
  backAt: (time: string): string => `Back at ${time}`,
  closeLine: 'Close',
  back: 'Back',
  notice: (days: number) => [
    'No account, nothing to install. A cookie recognises this browser when you come back.',
    'We store your votes, your questions (with a name only if you give one), the questions you support, and what you told us about yourself. We do not store your phone number, contacts or location.',
    'Votes are shown only as totals. Moderators read your questions; everyone can read those they approve. Nobody sees who voted for what, or who asked anonymously. Only where a poll says so before you vote, the host sees your name with your answer.',
    days === 1
      ? 'All of this is deleted one day after the event.'
      : `All of this is deleted ${days} days after the event.`,
    'You can erase what you wrote at any time, below.',
  ],
};
export type MoreTexts = typeof more;
export default more;
