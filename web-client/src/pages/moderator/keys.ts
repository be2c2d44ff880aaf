/** The keys of the moderator's desk. */
import { hintsOf, type KeyLine } from '../../ui/keys';
import type { ModeratorTexts } from './texts.en';

export type KeyVerb =
  | 'down'
  | 'up'
  | 'left'
  | 'right'
  | 'approve'
  | 'decline'
  | 'reason'
  | 'edit'
  | 'translate'
  | 'next'
  | 'now'
  | 'showNext'
  | 'promise'
  | 'dropPromise'
  | 'answered'
  | 'takeDown'
  | 'restore'
  | 'settle'
  | 'mute'
  | 'muteAll'
  | 'leaf'
  | 'merge'
  | 'split'
  | 'to'
  | 'label'
  | 'note'
  | 'reply'
  | 'takeReplyBack'
  | 'star'
  | 'pin'
  | 'ask'
  | 'earlier'
  | 'later'
  | 'answers'
  | 'messages'
  | 'undo'
  | 'search'
  | 'order'
  | 'filter'
  | 'finished'
  | 'first'
  | 'last'
  | 'mark'
  | 'markDown'
  | 'markUp'
  | 'approveAll'
  | 'declineAll'
  | 'labelAll'
  | 'toAll'
  | 'mergeAll'
  | 'cancel'
  | 'help';

export const KEYS: KeyLine<KeyVerb, keyof ModeratorTexts['moderator']['keys']>[] = [
  { keys: ['j', 'ArrowDown'], verb: 'down', says: 'move', foot: true, repeats: true },
  { keys: ['k', 'ArrowUp'], verb: 'up', says: 'move', foot: true, repeats: true },
  { keys: ['h', 'ArrowLeft'], verb: 'left', says: 'column', foot: true, repeats: true },
  { keys: ['l', 'ArrowRight'], verb: 'right', says: 'column', foot: true, repeats: true },
  { keys: ['Home'], verb: 'first', says: 'ends' },
  { keys: ['End'], verb: 'last', says: 'ends' },
  { keys: [' '], verb: 'mark', says: 'mark' },
  {
    keys: ['Shift+j', 'Shift+ArrowDown'],
    shown: 'Shift J',
    verb: 'markDown',
    says: 'markMore',
    repeats: true,
  },
  { keys: ['Shift+k', 'Shift+ArrowUp'], shown: 'Shift K', verb: 'markUp', says: 'markMore', repeats: true },
  { keys: ['Shift+a'], shown: 'Shift A', verb: 'approveAll', says: 'all' },
  { keys: ['Shift+d'], shown: 'Shift D', verb: 'declineAll', says: 'all' },
  { keys: ['Shift+b'], shown: 'Shift B', verb: 'labelAll', says: 'all' },
  { keys: ['Shift+p'], shown: 'Shift P', verb: 'toAll', says: 'all' },
  { keys: ['Shift+m'], shown: 'Shift M', verb: 'mergeAll', says: 'all' },
  { keys: ['a'], verb: 'approve', says: 'approve' },
  { keys: ['d'], verb: 'decline', says: 'decline' },
  { keys: ['1', '2', '3', '4', '5'], shown: '1–5', verb: 'reason', says: 'decline' },
  { keys: ['e'], verb: 'edit', says: 'edit' },
  { keys: ['t'], verb: 'translate', says: 'edit' },
  { keys: ['Enter'], verb: 'next', says: 'next', foot: true },
  { keys: ['s'], verb: 'now', says: 'now' },
  { keys: ['n'], verb: 'showNext', says: 'showNext', foot: true },
  { keys: ['Shift+n'], shown: 'Shift N', verb: 'promise', says: 'promise' },
  { keys: ['Shift+x'], shown: 'Shift X', verb: 'dropPromise', says: 'dropPromise' },
  { keys: ['w'], verb: 'answered', says: 'answered' },
  { keys: ['x'], verb: 'takeDown', says: 'takeDown' },
  { keys: ['r'], verb: 'restore', says: 'restore' },
  { keys: ['u'], verb: 'settle', says: 'settle' },
  { keys: ['q'], verb: 'mute', says: 'mute' },
  { keys: ['c'], verb: 'muteAll', says: 'muteAll' },
  { keys: ['o'], verb: 'leaf', says: 'leaf', foot: true },
  { keys: ['['], verb: 'up', says: 'neighbour', repeats: true },
  { keys: [']'], verb: 'down', says: 'neighbour', repeats: true },
  { keys: ['m'], verb: 'merge', says: 'merge' },
  { keys: ['i'], verb: 'split', says: 'split' },
  { keys: ['p'], verb: 'to', says: 'to' },
  { keys: ['b'], verb: 'label', says: 'label' },
  // C is taken.
  { keys: ['f'], verb: 'note', says: 'note' },
  { keys: ['y'], verb: 'reply', says: 'reply' },
  { keys: ['Shift+y'], shown: 'Shift Y', verb: 'takeReplyBack', says: 'takeReplyBack' },
  { keys: ['v'], verb: 'star', says: 'star' },
  { keys: ['0'], verb: 'pin', says: 'pin' },
  { keys: ['+'], verb: 'ask', says: 'ask' },
  { keys: ['Alt+ArrowUp'], shown: 'Alt ↑', verb: 'earlier', says: 'reorder' },
  { keys: ['Alt+ArrowDown'], shown: 'Alt ↓', verb: 'later', says: 'reorder' },
  { keys: ['g'], verb: 'answers', says: 'answers' },
  { keys: ['Shift+g'], shown: 'Shift G', verb: 'messages', says: 'messages' },
  { keys: ['z'], verb: 'undo', says: 'undo', foot: true },
  { keys: ['/'], verb: 'search', says: 'search' },
  { keys: [','], verb: 'order', says: 'order' },
  { keys: ['-'], verb: 'filter', says: 'filter' },
  { keys: [';'], verb: 'finished', says: 'finished' },
  // The editor's own keys.
  { keys: [], shown: 'Ctrl Enter', says: 'save' },
  { keys: ['Escape'], verb: 'cancel', says: 'cancel' },
  { keys: ['?'], verb: 'help' },
];

export const HINTS = hintsOf(KEYS);
