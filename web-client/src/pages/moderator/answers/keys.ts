/** The keys of the desk for answers. */
import { hintsOf, type KeyLine } from '../../../ui/keys';
import type { ModeratorTexts } from '../texts.en';

export type AnswerVerb =
  | 'down'
  | 'up'
  | 'left'
  | 'right'
  | 'approve'
  | 'approveAll'
  | 'hide'
  | 'mute'
  | 'muteAll'
  | 'join'
  | 'here'
  | 'part'
  | 'translate'
  | 'group'
  | 'take'
  | 'questions'
  | 'undo'
  | 'cancel'
  | 'help';

export const KEYS: KeyLine<AnswerVerb, keyof ModeratorTexts['answers']['keys']>[] = [
  { keys: ['j', 'ArrowDown'], verb: 'down', says: 'move', foot: true, repeats: true },
  { keys: ['k', 'ArrowUp'], verb: 'up', says: 'move', foot: true, repeats: true },
  { keys: ['h', 'ArrowLeft'], verb: 'left', says: 'column', foot: true, repeats: true },
  { keys: ['l', 'ArrowRight'], verb: 'right', says: 'column', foot: true, repeats: true },
  { keys: ['a'], verb: 'approve', says: 'approve', foot: true },
  { keys: ['u'], verb: 'approveAll', says: 'approveAll', foot: true },
  { keys: ['d'], verb: 'hide', says: 'hide', foot: true },
  { keys: ['q'], verb: 'mute', says: 'mute' },
  { keys: ['c'], verb: 'muteAll', says: 'muteAll' },
  { keys: ['m'], verb: 'join', says: 'join' },
  { keys: ['Enter'], verb: 'here', says: 'here' },
  { keys: ['p'], verb: 'part', says: 'part' },
  { keys: ['t'], verb: 'translate', says: 'translate' },
  { keys: ['f'], verb: 'group', says: 'group' },
  { keys: ['o'], verb: 'take', says: 'take' },
  { keys: ['g'], verb: 'questions', says: 'questions' },
  { keys: ['z'], verb: 'undo', says: 'undo', foot: true },
  { keys: ['Escape'], verb: 'cancel', says: 'cancel' },
  { keys: ['?'], verb: 'help' },
];

export const HINTS = hintsOf(KEYS);
