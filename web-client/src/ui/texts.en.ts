/** The words that all desks share, in English. */

import backstage from '../words/backstage/texts.en';
import { and, s } from '../words/english';
import states from '../words/states/texts.en';

const desk = {
  /** What a panelist says about a question, after their name. */
  offers: {
    would: 'would take it',
    passes: 'passes it on',
    passesTo: (who: string): string => `passes it to ${who}`,
  },
  language: 'Language',
  /** Between the parts of a line. */
  comma: ', ',
  keysTitle: 'All keys',
  allKeys: 'all keys',
  characters: 'Use keys of a single character (letters, digits and signs)',
  close: 'Close',
  cancel: 'Cancel',
  undo: 'Undo',
  copyTable: 'Copy the table',
  copied: 'Copied',
  selected: 'Selected: press Ctrl+C to copy',
  flood: (questions: number, guests: number): string =>
    `${s(questions, 'question', 'questions')} in the last minute from ${s(guests, 'guest', 'guests')}. Moderators can mute a guest, and everybody who came with that guest.`,
  tried: (n: number): string =>
    `Somebody is guessing links to this event’s desks: ${s(n, 'wrong try', 'wrong tries')}, none of which got in.`,
  signOut: {
    verb: 'Sign out',
    what: 'This browser leaves the desk, on all its tabs. Only the link opens it again.',
  },
  /** What the other desks call a desk. The host and the chair have no number. */
  who: {
    to: (who: string): string => `for ${who}`,
    by: (who: string): string => `by ${who}`,
    byStaff: 'from the moderators',
  },
  gate: {
    question: (n: number): string => `Question ${n}`,
    lacks: (n: number, languages: string[]): string => `Question ${n} lacks ${and(languages)}.`,
    waits: (n: number): string => `The translation of question ${n} waits for approval.`,
    writes: (who: string, language: string): string => `${who} is writing ${language}.`,
    closed: 'In this session the screen shows only what is there in all languages.',
    open: 'The screen would show it without.',
    promise: 'Show it when it is there',
    promised: (n: number): string => `Question ${n} goes on the screen by itself.`,
    still: (languages: string[]): string => `Only ${and(languages)} is missing.`,
    insteadOf: (n: number): string => `It takes the place of question ${n}.`,
    drop: 'Not by itself',
    instead: (n: number): string => `${n} instead`,
    translate: (n: number): string => `Translate ${n}`,
    approve: (n: number): string => `Approve ${n}`,
    seen: 'Seen',
    broken: (n: number): string => `Question ${n} no longer goes on the screen by itself.`,
    why: {
      declined: 'It was declined.',
      withdrawn: 'Its author withdrew it.',
      merged: 'It was merged into another question.',
      moved: 'Somebody moved it.',
      other: 'Another question is on the screen.',
      session: 'The session changed.',
    },
    did: {
      promised: (n: number): string => `Question ${n} goes on the screen when its translation is approved`,
      now: (n: number): string => `Question ${n} is on screen`,
      approved: (n: number): string => `Question ${n} is approved`,
      dropped: 'No question goes on the screen by itself',
    },
  },
  colleague: (role: string, n: number): string =>
    ({ host: 'The host', chair: 'The chair', interpreter: `Interpreter ${n}` })[role] ?? `Moderator ${n}`,
  undoBefore: 'Undo the one before',
  undone: (did: string): string => `Undone: “${did}”`,
  notUndone: (did: string, why: string): string => `Not undone: “${did}”. ${why}`,
  nothingToUndo: 'There is nothing to undo.',
  notNow: 'That is not possible now.',
  newBuild: 'A new version of this page is ready.',
  reload: 'Load it',
  newer: 'Reload this page to see this kind of poll.',
  /** What this desk calls a language, where the browser's name for it is too long. */
  languageNames: { 'zh-Hans': 'Chinese' } as Record<string, string>,
  states: states.desk,
  backstage,
  phases: { ready: 'ready', open: 'open', closed: 'closed', revealed: 'revealed' },
  entryStates: { waiting: 'waiting', approved: 'approved', hidden: 'hidden' },
  sessionStates: { coming: 'upcoming', running: 'running', ended: 'ended', skipped: 'skipped' },
  link: {
    connecting: 'Connecting…',
    noAccess: 'This page needs its link. Ask the host for it and open it again.',
    /** The login of this browser was ended, by its own page or by a host, or the link was revoked while it was away. */
    signedOut: 'This browser is signed out. To come back, open the link again, or ask the host for it.',
    revoked: 'This page’s link was revoked. Ask the host for the new one.',
    gone: 'This event no longer exists.',
  },
  offline: (time: string): string =>
    `No connection since ${time}; reconnecting. What you type is kept. Buttons work again once reconnected.`,
  noConnection: 'no connection',
  /** What a text lacks, beside the button that shows it to the hall. */
  noYet: (language: string): string => `no ${language} yet`,
  /** While a list is filtered: how much of it is shown. */
  shown: (n: number, all: number): string => `${n} of ${all}`,
  filtered: 'Filtered by',
  showAll: 'Show all',
  /** Why a command was rejected. */
  rejected: {
    not_allowed: 'This page may not do that.',
    not_joined: 'Not connected yet. Try again in a moment.',
    unknown: 'It no longer exists.',
    not_from_here: 'That is not possible in its current state.',
    cannot_undo: 'It can no longer be undone.',
    noUndo: 'This has no undo.',
    changedSince: (state?: string): string =>
      state ? `Somebody has changed it since: it is now ${state}.` : 'Somebody has changed it since.',
    bad_language: 'This event does not use that language.',
    original_changed: 'The original has changed meanwhile. Read it again: your text is kept.',
    figures_missing: (figures: string): string => `The translation lacks ${figures}.`,
    needs_language: (languages: string): string =>
      `It lacks ${languages}, and this session shows only what has all languages.`,
    too_many_terms: (max: number): string => `The glossary is full: it has ${max} terms.`,
    tooManyScreens: (max: number): string =>
      `An event can have at most ${max} other screens. Remove one first.`,
    language_taken: 'A colleague writes this language. Take it over first.',
    too_many_lines: (max: number): string =>
      `More than ${s(max, 'line', 'lines')} in one second: this one was not sent.`,
    too_many_captions: (max: number): string =>
      `The event has ${s(max, 'line', 'lines')} of captions in this language and takes no more.`,
    term_alone: 'A term needs a text in at least two languages.',
    text_empty: 'The text is empty.',
    text_too_long: (field: string, max: number): string =>
      `The ${field} is longer than ${s(max, 'character', 'characters')}.`,
    fields: {
      text: 'question',
      translation: 'translation',
      name: 'name',
      org: 'organisation',
      note: 'note',
      entry: 'answer',
      label: 'label',
      staff_note: 'note',
      reply: 'reply',
      term: 'term',
      announcement: 'announcement',
      message: 'message',
      screen: 'name of the screen',
      caption: 'line',
      finding: 'line of the report',
      title: 'text',
    },
    merge_into_itself: 'A question cannot be merged with itself.',
    mergeInto: (state: string): string => `The other question is ${state}. Choose another one.`,
    tooManyMerged: (max: number): string => `At most ${max} questions can be merged into one.`,
    label_taken: 'There is one that reads the same.',
    tooManyHeadings: (max: number): string =>
      `The answers to a poll can be in ${max} groups at most. Use one that is there.`,
    tooManyLabels: (max: number): string => `An event can have ${max} labels. Remove one first.`,
    list_closed: 'The chair has closed the list of speakers.',
    tooManySpeakers: (max: number): string => `There are ${max} speakers already, and no room for another.`,
    tooManyNotes: (max: number): string => `A question can have ${max} notes. Remove one first.`,
    too_many_questions: (max: number): string => `${max} questions are next already. Answer one first.`,
    out_of_range: (min: number, max: number): string => `Choose a number from ${min} to ${max}.`,
    unavailable: 'No connection: nothing was done.',
    cannotWrite: 'The server cannot save right now: nothing was done. Try again.',
    other: 'Nothing was done.',
    staleQuestion: (state: string, edited: boolean): string =>
      `Somebody was faster: it is now ${state}${edited ? ' and was edited' : ''}. Nothing was done.`,
    staleEdit: 'Somebody else has changed it meanwhile. Nothing was done.',
    tooManySessions: (max: number): string => `An event can have ${max} sessions. Remove one first.`,
    tooManyPeople: (max: number): string => `An event can have ${max} people. Remove somebody first.`,
    bad_date: 'There is no such day.',
    bad_wifi: 'A network’s name has 1 to 32 bytes, and its password 8 to 63 characters or none.',
    needed: {
      begun: 'What has begun stays in its place.',
      poll: 'A poll belongs to this session. Remove it first, or put it into another session.',
      survey: 'A survey belongs to this session. Remove it first.',
      question: 'A question is put to it, so it stays.',
      session: 'This person is in a session. Take them off there first.',
      floor: 'This person has had the floor or waits for it, so they stay.',
      guests: 'Guests have come and were told of a shorter time, so it cannot become longer.',
      ballots: 'Ballots carry it, so it stays as it is.',
      said: 'Guests have said that they belong to it, so it stays as it is.',
      codes: 'Single-use codes give it, so it stays as it is.',
      voters: 'A poll says by it who votes or how much a vote counts. Change the poll first.',
      person: 'A person of the programme belongs to it. Change that under People first.',
      first: 'Every text has the first language, so it stays first.',
      written: 'Guests have written in this language, so it stays.',
    },
    staleCaption: 'Another line was sent meanwhile. Nothing was corrected.',
    stale: (state: string): string => `Somebody was faster: it is now ${state}. Nothing was done.`,
  },
  hours: (start: string, end: string): string => `${start} to ${end}`,
  darkScreen: 'Dark screen',
  screenShows: {
    survey: 'The screen shows how far the guests have come with a survey.',
    table: 'The screen shows the round table.',
    board: 'The screen shows the leaderboard.',
    cards: 'The screen shows the cards that guests hold up.',
    holding: 'The screen shows the title of the event.',
    session: 'The screen shows the session.',
    poll: 'The screen shows a poll.',
    questions: 'The screen shows the top questions.',
    question: 'The screen shows a question.',
    join: 'The screen shows the join code.',
    blank: 'The screen is black.',
  },
};

export type DeskTexts = typeof desk;
export default desk;
