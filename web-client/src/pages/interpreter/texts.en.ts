/** The words of the interpreter’s page, in English. */
import desk from '../../ui/texts.en';
import { s } from '../../words/english';

const texts = {
  ...desk,
  offline: (time: string): string =>
    `No connection since ${time}; reconnecting. The list may be out of date.`,
  interpreter: {
    title: 'Interpreter',
    list: 'Texts',
    lacking: (n: number): string => `${n} ${n === 1 ? 'needs' : 'need'} a translation`,
    search: 'Search text',
    into: 'Which languages',
    all: 'All',
    intoOne: (language: string): string => `Into ${language}`,
    alsoWaiting: (n: number): string => (n ? `Include waiting ${n}` : 'Include waiting'),
    hall: (interpreters: number, moderators: number): string =>
      `${s(interpreters, 'interpreter', 'interpreters')}, ${s(moderators, 'moderator', 'moderators')}`,
    sections: {
      screen: 'On screen or next',
      list: 'Guests’ list, most supported first',
      program: 'In the programme',
      waiting: 'Waiting for a moderator',
    },
    kinds: { poll: 'poll', session: 'session', person: 'person', group: 'group', event: 'event' },
    number: (n: number): string => `Question ${n}`,
    place: (n: number): string => `next ${n}`,
    nTexts: (n: number): string => s(n, 'text', 'texts'),
    missing: (language: string): string => `${language} missing`,
    upvotes: (n: number): string => s(n, 'upvote', 'upvotes'),
    asked: (ago: string): string => `asked ${ago} ago`,
    ago: (seconds: number): string =>
      seconds < 60
        ? `${seconds} s`
        : seconds < 5400
          ? `${Math.floor(seconds / 60)} min`
          : `${Math.floor(seconds / 3600)} h`,
    original: 'as written',
    by: (who: string): string => `by ${who}`,
    to: (who: string): string => `to ${who}`,
    complete: (languages: number): string =>
      languages === 1
        ? 'This event has one language.'
        : languages === 2
          ? 'Everything is in both languages.'
          : 'Everything is in all languages.',
    completeHow: 'Questions and texts that need a translation appear here, the most urgent first.',
    butWaiting: (n: number): string =>
      `Only ${s(n, 'waiting question needs', 'waiting questions need')} a translation.`,
    showWaiting: 'Show them',
    noneMatch: 'No text matches the filter.',
    keys: {
      move: 'move',
      into: 'one language or all',
      waiting: 'include waiting questions',
      search: 'search',
      cancel: 'show all',
    },
  },
};

export type InterpreterTexts = typeof texts;
export default texts;
