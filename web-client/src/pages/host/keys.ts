/** The keys of the host's desk. */
import { hintsOf, type KeyLine } from '../../ui/keys';
import type { HostTexts } from './texts.en';

export type KeyVerb =
  | 'step'
  | 'close'
  | 'reveal'
  | 'more'
  | 'hide'
  | 'answer'
  | 'board'
  | 'approveAll'
  | 'down'
  | 'up'
  | 'session'
  | 'shift'
  | 'make'
  | 'stage'
  | 'follow'
  | 'black'
  | 'questions'
  | 'undo'
  | 'cancel'
  | 'help';

export const KEYS: KeyLine<KeyVerb, keyof HostTexts['host']['keys']>[] = [
  { keys: [' ', 'Enter'], verb: 'step', says: 'step', foot: true },
  { keys: ['c'], verb: 'close', says: 'closePoll' },
  { keys: ['r'], verb: 'reveal', says: 'reveal' },
  { keys: ['+', '='], verb: 'more', says: 'more' },
  { keys: ['h'], verb: 'hide', says: 'hide' },
  { keys: ['a'], verb: 'answer', says: 'answer' },
  { keys: ['l'], verb: 'board', says: 'board' },
  { keys: ['u'], verb: 'approveAll', says: 'approveAll' },
  { keys: ['j', 'ArrowDown'], verb: 'down', says: 'item', foot: true, repeats: true },
  { keys: ['k', 'ArrowUp'], verb: 'up', says: 'item', foot: true, repeats: true },
  { keys: ['e'], verb: 'session', says: 'start' },
  { keys: ['d'], verb: 'shift', says: 'shift' },
  { keys: ['n'], verb: 'make', says: 'make' },
  { keys: ['s'], verb: 'stage', says: 'stage', foot: true },
  { keys: ['f'], verb: 'follow', says: 'follow' },
  { keys: ['b'], verb: 'black', says: 'black', foot: true },
  { keys: ['p'], verb: 'questions', says: 'questions' },
  { keys: ['z'], verb: 'undo', says: 'undo' },
  { keys: ['Escape'], verb: 'cancel', says: 'cancel' },
  { keys: ['?'], verb: 'help' },
];

export const HINTS = hintsOf(KEYS);
