/** The words of the host’s page, in English. */
import desk from '../../ui/texts.en';
import { s, sentence } from '../../words/english';

/** What the end of a session does besides. */
const effects = (polls: number, answered: number, returned: number): string[] => [
  ...(polls ? [s(polls, 'poll closed', 'polls closed')] : []),
  ...(answered ? [s(answered, 'question answered', 'questions answered')] : []),
  ...(returned ? [`${returned} returned to Approved`] : []),
];

const texts = {
  ...desk,
  host: {
    title: 'Host',
    saved: 'everything saved',
    cannotWrite: 'cannot save: changes are rejected',
    run: 'Run of show',
    phones: (n: number): string => s(n, 'phone', 'phones'),
    now: 'now',
    panelists: (n: number): string => s(n, 'panelist', 'panelists'),
    start: 'Start',
    startAgain: 'Start again',
    end: 'End',
    endDoes: (polls: number, now: boolean, next: number): string =>
      sentence([
        ...(polls ? [polls === 1 ? '1 open poll closes' : `${polls} open polls close`] : []),
        ...(now ? ['the question on screen becomes answered'] : []),
        ...(next
          ? [
              next === 1
                ? '1 queued question returns to Approved'
                : `${next} queued questions return to Approved`,
            ]
          : []),
      ]) || 'No poll is open and no question is queued: nothing else changes.',
    startEnds: (title: string): string => `This ends “${title}”.`,
    endedDid: (polls: number, answered: number, returned: number): string =>
      sentence(['session ended', ...effects(polls, answered, returned)]),
    started: 'Session started.',
    startedDid: (polls: number, answered: number, returned: number): string =>
      `Session started. ${sentence(['the previous one ended', ...effects(polls, answered, returned)])}`,
    skip: 'Skip',
    unskip: 'Do not skip',
    skipped: 'Session skipped',
    resume: 'Resume',
    resumed: 'Session resumed',
    endIt: 'End it',
    startIt: 'Start it',
    poll: 'Poll',
    questions: 'Audience questions',
    questionsState: (open: boolean, waiting: number): string => `${open ? 'open' : 'paused'}, ${waiting}`,
    changeable: 'votes can be changed until it closes',
    final: 'votes are final',
    revealsItself: 'the result is shown when the time is up',
    round: (n: number): string => `Round ${n}`,
    bothRounds: (both: number, changed: number): string =>
      `${s(both, 'guest', 'guests')} voted in both rounds, and ${changed} changed their vote.`,
    steps: { ready: 'Ready', open: 'Open', closed: 'Closed', revealed: 'Revealed' },
    openLeft: (time: string): string => `Open, ${time} left`,
    voters: (n: number): string => (n === 1 ? ' voter' : ' voters'),
    liveNow: {
      count: 'only the count is shown while open',
      screen: 'live bars on the screen, hidden on phones',
      everyone: 'live bars on the screen and on phones',
      never: 'bars on the screen, never on phones',
    },
    /** What the screen does because the texts of a poll are long. */
    crowded: {
      pages: 'Long texts: the screen shows the options on several pages.',
      languages: 'Long texts: the screen cannot show them in every language.',
    },
    liveLabel: 'While open, show',
    live: {
      count: 'count only',
      screen: 'bars on screen',
      everyone: 'bars everywhere',
      never: 'bars on screen, never on phones',
    },
    open: 'Open',
    openFor: (time: string): string => `Open for ${time}`,
    reopen: 'Open again',
    repeat: (n: number): string => `Open round ${n}`,
    reset: 'Discard the votes',
    closePoll: 'Close',
    reveal: 'Reveal',
    closeReveal: 'Close and reveal',
    more: (seconds: number): string => `${seconds} s more`,
    hide: 'Hide again',
    limit: 'Time limit',
    noLimit: 'none',
    seconds: (n: number): string => (n % 60 || n < 60 ? `${n} s` : `${n / 60} min`),
    questionsOpen: 'open',
    questionsPaused: 'paused',
    make: {
      new: 'New poll',
      pulses: 'Quick pulse: opens at once',
      pulse: { thumbs: 'Thumbs', mood: 'Mood', pace: 'Pace', sound: 'Sound' },
      this: 'This poll',
      change: 'Change',
      duplicate: 'Duplicate',
      remove: 'Remove',
      field: 'Question and options',
      how: 'The question on the first line, each option on a line of its own. Without options, a scale or another kind is asked.',
      howBoth:
        'The question on the first line, each option on a line of its own. Two languages stand on one line, Solar / 太阳能, or in two blocks with an empty line between.',
      preview: 'How it was read',
      kind: 'Kind',
      asItIs: 'as it is',
      noKind: 'One option is not enough: write at least two, or none.',
      open: 'Make and open',
      keep: 'Make, open later',
      save: 'Save',
      wrong: {
        at: (line: number, says: string): string => `Line ${line}: ${says}`,
        missing: (language: string): string => `the text in ${language} is missing.`,
        too_long: (max: number): string => `this is longer than ${s(max, 'character', 'characters')}.`,
        out_of_range: (min: number, max: number): string => `A number must be from ${min} to ${max}.`,
        count: (min: number, max: number): string =>
          max ? `This kind needs ${min} to ${max} options.` : 'This kind has no options.',
        alike: 'this looks the same as an earlier option.',
        language: (language: string): string => `this event does not use ${language}.`,
        unfit: 'The settings of this poll contradict each other.',
        fixedOptions:
          'It has votes or is open: its options can be reworded, but not added, removed or moved.',
        fixedKind: 'It has votes or is open: its kind can no longer change.',
        too_large: 'This is too long for one poll.',
      },
    },
    nothingInHand: 'Choose a poll from the run of show, or start a session.',
    sessionInHand: 'Session',
    noPolls: 'This session has no polls.',
    screen: 'The screen',
    screens: (n: number): string => (n ? s(n, 'screen', 'screens') : 'no screen is connected'),
    ink: 'Dark screen',
    mayDim: 'Without https, the projector’s computer may go to sleep: turn off its screen saver.',
    screenShows: 'What the screen shows',
    stage: {
      auto: 'Automatic',
      poll: 'This poll',
      session: 'Session',
      questions: 'Top questions',
      question: 'One question',
      join: 'Join',
      holding: 'Event title',
      blank: 'Black',
    },
    chooseQuestion: 'Which question the screen shows',
    noPublic: 'No question is approved yet.',
    joining: 'Joining',
    addresses: 'Address in the QR code',
    sourcePublic: 'public address',
    source: (name: string): string =>
      /^(wl|wifi|wlan|ap)/i.test(name)
        ? `Wi-Fi (${name})`
        : /^(en|eth|usb)/i.test(name)
          ? `cable (${name})`
          : name === 'listen'
            ? 'this server’s own address'
            : name,
    wifiPage: 'Wi-Fi and join codes to print',
    links: 'Links',
    linksHow: 'one for each person',
    here: (n: number): string => `${n} here`,
    hereOf: (n: number, all: number): string => `${n} of ${all} here`,
    isHere: 'here',
    showLink: 'Show link',
    hideLink: 'Hide',
    copy: 'Copy',
    qr: 'QR code',
    qrHow: 'Scan this with the device that should open the page.',
    copied: 'Copied',
    selected: 'Selected: press Ctrl+C to copy',
    revoke: 'Revoke',
    revokeSure: 'The old link stops working and its open pages close. A new link is made.',
    revokeIt: 'Revoke it',
    revoked: (who: string): string => `${who}: link revoked. Show the new link to pass it on.`,
    linksFailed: 'The links could not be loaded.',
    again: 'Try again',
    did: {
      made: 'The poll is ready to open',
      changed: 'The poll is changed',
      copied: 'The poll is copied',
      removed: 'The poll is removed',
      opened: 'The poll is open',
      closed: 'The poll is closed',
      revealed: 'The results are shown',
      hidden: 'The results are hidden again',
      extended: 'The poll has more time',
      repeated: 'The next round is open',
      reset: 'The votes are discarded',
      shown: (what: string): string => `On screen: ${what}`,
      asked: 'Audience questions are open',
      paused: 'Audience questions are paused',
      address: 'The QR codes show the new address',
    },
    keys: {
      make: 'new poll',
      step: 'main button',
      item: 'item',
      closePoll: 'close the poll',
      reveal: 'reveal, or close and reveal',
      more: '30 seconds more',
      hide: 'hide the results again',
      stage: 'next screen content',
      follow: 'automatic screen',
      black: 'black screen on or off',
      start: 'start or end the chosen session',
      cancel: 'cancel',
      undo: 'undo',
      questions: 'open or pause questions',
    },
    sections: { hand: 'Selected' },
  },
};

export type HostTexts = typeof texts;
export default texts;
