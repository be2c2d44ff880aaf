/** The words of the panelist’s page, in English. */
import desk from '../../ui/texts.en';
import { s } from '../../words/english';

const texts = {
  ...desk,
  panelist: {
    title: (name: string): string => `Questions for ${name}`,
    nowToYou: 'To you, now',
    nowTo: (who: string): string => `Now, to ${who}`,
    nowToPanel: 'Now, to the panel',
    support: (n: number): string => `${s(n, 'guest supports', 'guests support')} it`,
    askedBy: (who: string): string => `Asked by ${who}`,
    askedByGuest: 'Asked by a guest',
    askedByStaff: 'From the moderators',
    answered: 'I have answered',
    saidAnswered: 'You have answered this question',
    next: 'Next',
    nextToYou: 'Next, to you',
    nextTo: (who: string): string => `Next, to ${who}`,
    alsoToYou: 'Also to you',
    noneToYou: 'No other questions for you. New ones appear here once approved.',
    noNext: 'No next question yet.',
    nothingNow: 'No question on the screen',
    nothingNowHow: 'The question a moderator chooses appears here in large type.',
    until: (time: string): string => `until ${time}`,
    minutes: (n: number): string => (n === 1 ? 'minute' : 'minutes'),
    timeLeft: 'Time left',
    timeOver: 'Over time',
    ends: 'The session ends',
    pollOpen: 'Poll open',
    pollLeft: (time: string): string => `${time} left to vote`,
    votes: (n: number, several: boolean): string =>
      several ? s(n, 'voter', 'voters') : s(n, 'vote', 'votes'),
    backstage: 'From backstage',
    toYouAlone: 'to you alone',
    toAll: 'to all panelists',
    seen: 'Seen',
    underneath: 'The question stands where it was, underneath.',
    moreMessages: (n: number): string => `${s(n, 'more message', 'more messages')} after this one.`,
    noSession: 'No session is running.',
  },
};

export type PanelistTexts = typeof texts;
export default texts;
