/** The keys of the desk for nicknames. */
import { hintsOf, type KeyLine } from '../../../ui/keys';
import type { ModeratorTexts } from '../texts.en';

export type NameVerb =
  | 'down'
  | 'up'
  | 'left'
  | 'right'
  | 'approve'
  | 'approveAll'
  | 'hide'
  | 'mute'
  | 'muteAll'
  | 'questions'
  | 'undo'
  | 'help';

export const KEYS: KeyLine<NameVerb, keyof ModeratorTexts['names']['keys']>[] = [
  { keys: ['j', 'ArrowDown'], verb: 'down', says: 'move', foot: true, repeats: true },
  { keys: ['k', 'ArrowUp'], verb: 'up', says: 'move', foot: true, repeats: true },
  { keys: ['h', 'ArrowLeft'], verb: 'left', says: 'column', foot: true, repeats: true },
  { keys: ['l', 'ArrowRight'], verb: 'right', says: 'column', foot: true, repeats: true },
  { keys: ['a'], verb: 'approve', says: 'approve', foot: true },
  { keys: ['u'], verb: 'approveAll', says: 'approveAll', foot: true },
  { keys: ['d'], verb: 'hide', says: 'hide', foot: true },
  { keys: ['q'], verb: 'mute', says: 'mute' },
  { keys: ['c'], verb: 'muteAll', says: 'muteAll' },
  { keys: ['g'], verb: 'questions', says: 'questions' },
  { keys: ['z'], verb: 'undo', says: 'undo', foot: true },
  { keys: ['?'], verb: 'help' },
];

export const HINTS = hintsOf(KEYS);
