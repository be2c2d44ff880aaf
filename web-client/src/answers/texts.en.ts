/** What desks say about the answers that guests write into polls, in English. */
import { s } from '../words/english';

const answers = {
  approve: 'Approve',
  approveAll: (n: number): string => `Approve all ${n} unmarked`,
  hide: 'Hide',
  show: 'Show again',
  join: 'Merge with…',
  here: 'Merge here',
  part: 'Count alone',
  take: 'Enlarge, put back',
  group: 'Group…',
  translate: 'Translate',
  groupName: 'Group',
  groupIn: (lang: string): string => `Group in ${lang}`,
  newGroup: 'New group',
  noGroup: 'No group',
  save: 'Save',
  onScreen: 'enlarged',
  marked: 'marked word',
  pending: 'translation not shown yet',
  joining: (word: string): string => `Choose the approved answer that ${word} counts with.`,
  did: {
    approved: (word: string): string => `${word} approved`,
    all: (n: number): string => `${s(n, 'answer', 'answers')} approved`,
    hidden: (word: string): string => `${word} hidden`,
    joined: (word: string, other: string): string => `${word} counts with ${other}`,
    translated: (word: string): string => `${word} translated`,
    grouped: (word: string, group: string): string =>
      group ? `${word} is in “${group}”` : `${word} is in no group`,
    taken: (word: string): string => `${word} enlarged`,
    putDown: 'Put back',
    parted: (word: string): string => `${word} counts alone`,
  },
};

export type AnswersTexts = typeof answers;
export default answers;
