/** The words that all desks share, in English. */

import { s } from '../words/english';
import states from '../words/states/texts.en';

const desk = {
  language: 'Language',
  keysTitle: 'All keys',
  allKeys: 'all keys',
  close: 'Close',
  cancel: 'Cancel',
  undo: 'Undo',
  undone: 'Undone',
  newBuild: 'A new version of this page is ready.',
  reload: 'Load it',
  newer: 'Reload this page to see this kind of poll.',
  /** What this desk calls a language, where the browser's name for it is too long. */
  languageNames: { en: 'English', 'zh-Hans': '中文' } as Record<string, string>,
  states: states.desk,
  phases: { ready: 'ready', open: 'open', closed: 'closed', revealed: 'revealed' },
  sessionStates: { coming: 'to come', running: 'running', ended: 'ended', skipped: 'skipped' },
  link: {
    connecting: 'Connecting…',
    noAccess: 'This page needs its link. Ask the host for it and open it again.',
    revoked: 'The link of this page was withdrawn. Ask the host for the new one.',
    gone: 'This event is not here any more.',
  },
  offline: (time: string): string =>
    `No connection since ${time}. Reconnecting by itself. What you type is kept; verbs return with the connection.`,
  /** Why a command was rejected; `what` names the item. */
  rejected: {
    not_allowed: 'This page may not do that.',
    not_joined: 'Not connected yet. Try again in a moment.',
    unknown: 'It is not there any more.',
    not_from_here: 'That is not possible from where it is now.',
    cannot_undo: 'It cannot be taken back any more.',
    bad_language: 'This event does not have that language.',
    text_empty: 'There is no text left.',
    text_too_long: (max: number): string => `The text is longer than ${s(max, 'character', 'characters')}.`,
    out_of_range: (min: number, max: number): string => `Choose a number from ${min} to ${max}.`,
    unavailable: 'No connection just now: nothing was done.',
    cannotWrite: 'The server cannot write just now: nothing was done. Try again.',
    other: 'Nothing was done.',
    staleQuestion: (state: string, edited: boolean): string =>
      `Somebody was faster: it is ${state}${edited ? ', and was edited' : ''} now. Nothing was done.`,
    stale: (state: string): string => `Somebody was faster: it is ${state} now. Nothing was done.`,
  },
  hours: (start: string, end: string): string => `${start} to ${end}`,
  screenShows: {
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
