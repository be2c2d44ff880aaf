/** What desks say about messages to panelists, announcements, and leaving the hall, in English. */
import { s } from '../english';

const backstage = {
  message: {
    title: 'To the panelists',
    write: 'Write a message',
    what: 'It covers the panelist’s page, but not the clock, until they press “Seen”.',
    to: 'To',
    all: 'all panelists',
    send: 'Send',
    sent: 'Message sent',
    withdraw: 'Withdraw',
    withdrawn: 'Message withdrawn',
    gone: 'withdrawn',
    none: 'No messages yet.',
    seen: (names: string): string => `Seen by ${names}`,
    waits: (names: string): string => `Not yet: ${names}`,
    offline: (names: string): string => `Offline: ${names}. It waits until they are back.`,
    nobody: 'No panelist is connected. They will see it when they are.',
  },
  announce: {
    title: 'Announcements',
    write: 'New announcement',
    change: 'Change',
    breakTitle: 'Break',
    newBreak: 'Break',
    missing: (language: string): string => `${language} missing: those readers see another language`,
    where: 'Shown on',
    both: 'phones and screen',
    phones: 'phones',
    screen: 'screen',
    from: 'From',
    until: 'Until',
    byHand: 'Leave a time empty to do it by hand.',
    back: 'Back in the hall at',
    backHow: 'The hour is set, the countdown follows.',
    now: 'Show now',
    plan: 'Save',
    end: 'End',
    remove: 'Remove',
    earlier: '5 min earlier',
    later: '5 min later',
    states: { planned: 'planned', on: 'on now', over: 'over' },
    at: (time: string): string => `from ${time}`,
    to: (time: string): string => `until ${time}`,
    none: 'None yet.',
    did: {
      saved: 'Announcement saved',
      shown: 'Announcement shown',
      ended: 'Announcement ended',
      removed: 'Announcement removed',
    },
  },
  leave: {
    title: 'Leave the hall',
    what: 'Covers every phone, desk and screen in all languages at once.',
    hold: 'Hold for 2 s',
    back: 'Hold for 2 s to take it back',
    sent: (n: number): string => `Sent to ${s(n, 'phone', 'phones')} and all desks and screens.`,
    recorded: 'It is recorded.',
    unrecorded:
      'It went out, but is not recorded: the server cannot save now. It will be recorded as soon as it can.',
    failed: 'No connection: it was not sent. Use the microphone.',
  },
  rejected: {
    messages: (max: number): string => `An event can have at most ${max} messages.`,
    announcements: (max: number): string =>
      `An event can have at most ${max} announcements. Remove one first.`,
    nowhere: 'Choose phones or the screen.',
    times: 'It would end before it begins, or is over already.',
  },
};

export type BackstageTexts = typeof backstage;
export default backstage;
