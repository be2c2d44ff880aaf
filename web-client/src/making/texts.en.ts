/** What desks say about polls and surveys that a host writes, in English. */
import type { DeskTexts } from '../ui/texts.en';
import { s } from '../words/english';

const making = {
  new: 'New poll',
  change: 'Change',
  duplicate: 'Duplicate',
  remove: 'Remove',
  field: 'Question and options',
  how: 'The question on the first line, each option on a line of its own. Leave the options out to ask for a rating, a number or a text.',
  howBoth:
    'The question on the first line, each option on a line of its own. Two languages stand on one line, Solar / 太阳能, or in two blocks with an empty line between them.',
  preview: 'How it was read',
  kind: 'Kind',
  asItIs: 'as it is',
  fixed:
    'It has votes or is open. Its words and settings can change; its kind, the number and order of its options, and who votes cannot. Duplicate it to change those.',
  who: {
    title: 'Votes by group',
    onePer: (group: string): string => `One vote per ${group}`,
    counts: 'If several people vote',
    last: 'the last vote counts',
    first: 'the first vote counts',
    may: 'Who may vote:',
    mayAndVotes: 'Who may vote, and how many votes each of them has:',
    votes: (value: string): string => `Votes: ${value}`,
  },
  perCode: 'One vote per single-use code',
  settings: {
    onlyFile:
      'Pictures of options, and polls for the people in the hall alone, are written in the event file.',
    all: 'More settings',
    show: 'Results in',
    shown: { shares: 'per cent', counts: 'votes', both: 'per cent and votes' },
    changeable: 'Votes can be changed until it closes',
    revealsItself: 'Reveal as soon as the time is up',
    named: 'Named: you see who answered what, and guests are told so first',
  },
  tooMany: (max: number): string => `A poll has at most ${max} options.`,
  noKind: 'One option is not enough: write at least two, or none.',
  open: 'Make and open',
  keep: 'Make, open later',
  save: 'Save',
  survey: {
    opened: 'The survey is open',
    new: 'New survey',
    change: 'Change the survey',
    changed: 'The survey was changed',
    copied: 'The survey was copied',
    rules: 'Rules and settings',
    field: 'Title and questions',
    how: 'The title of the survey on the first line. Then each question, with its options on lines of their own and an empty line before the next question. Questions without options ask for a rating, a number or a text.',
    howBoth:
      'The title of the survey on the first line. Then each question, with its options on lines of their own and an empty line before the next question. Two languages stand on one line: Solar / 太阳能.',
    kind: (n: number): string => `Kind of question ${n}`,
    perCode: 'One form per single-use code',
    made: 'The survey is ready',
  },
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
    fixedPolls: 'It has been open or has answers: questions can be reworded, but not added or removed.',
    fixedOptions: 'It has votes or is open: its options can be reworded, but not added, removed or moved.',
    fixedKind: 'It has votes or is open: its kind can no longer change.',
    fixedVoters: 'It has votes or is open: who votes can no longer change.',
    unfitWeights: 'Votes cannot have weights here, because this result stands for people.',
    fixedNamed: 'It has been open: it stays named or anonymous. Duplicate it to change that.',
    lines: (n: number): string => `The last field needs ${n} lines.`,
    rule: (name: string): string => `“${name}”: this does not fit.`,
    too_large: 'This is too long for one poll.',
  },
  limit: 'Time limit',
  seconds: (n: number): string => (n % 60 || n < 60 ? `${n} s` : `${n / 60} min`),
  crowded: {
    pages: 'Long texts: the screen shows the options on several pages.',
    languages: 'Long texts: the screen cannot show them in every language.',
  },
  did: {
    opened: 'The poll is open',
    removed: 'The poll was removed',
    made: 'The poll is ready to open',
    changed: 'The poll was changed',
    copied: 'The poll was copied',
  },
};

export type Making = typeof making;
export type MakingTexts = DeskTexts & { making: Making };
export default making;
