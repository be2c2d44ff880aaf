/** The words of the host’s page, in English. */
import desk from '../../ui/texts.en';
import { list, s } from '../../words/english';

const texts = {
  ...desk,
  host: {
    title: 'Host',
    saved: 'everything saved',
    cannotWrite: 'cannot write: nothing is accepted',
    run: 'Run of show',
    phones: (n: number): string => s(n, 'phone', 'phones'),
    now: 'now',
    panelists: (n: number): string => s(n, 'panelist', 'panelists'),
    start: 'Start',
    startAgain: 'Start again',
    end: 'End',
    endDoes: (polls: number, now: boolean, next: number): string => {
      const parts = [
        ...(polls ? [`closes ${s(polls, 'open poll', 'open polls')}`] : []),
        ...(now ? ['the question now becomes answered'] : []),
        ...(next ? [`${s(next, 'next question goes', 'next questions go')} back to approved`] : []),
      ];
      return parts.length
        ? `Ending it ${list(parts)}.`
        : 'No poll is open and no question is in line: ending it changes nothing else.';
    },
    startEnds: (title: string): string => `Starting it ends “${title}”.`,
    endedDid: (polls: number, answered: number, returned: number): string => {
      const parts = [
        ...(polls ? [s(polls, 'poll closed', 'polls closed')] : []),
        ...(answered ? [s(answered, 'question answered', 'questions answered')] : []),
        ...(returned ? [`${returned} back to approved`] : []),
      ];
      return parts.length ? `Ended: ${list(parts)}.` : 'Ended.';
    },
    started: 'Started.',
    skip: 'Skip',
    unskip: 'Take back the skip',
    skipped: 'Skipped.',
    resume: 'Undo the end',
    endIt: 'End it',
    startIt: 'Start it',
    poll: 'Poll',
    questions: 'Questions from the hall',
    questionsState: (open: boolean, waiting: number): string => `${open ? 'open' : 'paused'}, ${waiting}`,
    changeable: 'can be changed until the close',
    final: 'the first vote counts',
    steps: { ready: 'Ready', open: 'Open', closed: 'Closed', revealed: 'Revealed' },
    openLeft: (time: string): string => `Open, ${time} left`,
    votedOnly: (n: number): string => (n === 1 ? ' vote' : ' votes'),
    liveNow: {
      count: 'only the count is shown while it is open',
      screen: 'bars live on the screen, hidden on phones',
      everyone: 'bars live on the screen and on phones',
    },
    liveLabel: 'While open, the hall sees',
    live: { count: 'the count only', screen: 'bars on the screen', everyone: 'bars everywhere' },
    open: 'Open',
    openFor: (time: string): string => `Open for ${time}`,
    reopen: 'Open again',
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
    nothingInHand: 'Choose a poll from the run of show, or start a session.',
    sessionInHand: 'Session',
    noPolls: 'This session has no polls.',
    screen: 'The screen',
    screens: (n: number): string => (n ? s(n, 'screen', 'screens') : 'no screen is connected'),
    screenShows: 'What the screen shows',
    stage: {
      auto: 'Follow',
      poll: 'This poll',
      questions: 'Top questions',
      question: 'One question',
      join: 'Join',
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
            ? 'the address it listens on'
            : name,
    wifiPage: 'Wi-Fi and join codes, to print',
    links: 'Links',
    linksHow: 'one for each person',
    here: (n: number): string => `${n} here`,
    hereOf: (n: number, all: number): string => `${n} of ${all} here`,
    isHere: 'here',
    showLink: 'Show link',
    hideLink: 'Hide',
    copy: 'Copy',
    copied: 'Copied',
    selected: 'Selected: copy it with Ctrl+C',
    revoke: 'Revoke',
    revokeSure: 'The old link stops working and its pages close. A new one is made.',
    revokeIt: 'Revoke it',
    revoked: (who: string): string => `The link of ${who} was revoked. Show the new one to pass it on.`,
    linksFailed: 'The links could not be loaded.',
    again: 'Try again',
    did: {
      opened: 'The poll is open',
      closed: 'The poll is closed',
      revealed: 'The results are shown',
      hidden: 'The results are hidden again',
      extended: 'The poll has more time',
    },
    keys: {
      step: 'next step of the poll',
      item: 'item',
      closePoll: 'close the poll',
      reveal: 'reveal, or close and reveal',
      more: '30 seconds more',
      hide: 'hide the results again',
      stage: 'what the screen shows, next',
      follow: 'the screen follows',
      black: 'black screen, and back',
      start: 'start or end the chosen session',
      undo: 'undo',
      questions: 'open or pause questions',
    },
    sections: { hand: 'In hand' },
  },
};

export type HostTexts = typeof texts;
export default texts;
