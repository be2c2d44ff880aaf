/** The keys of the chair's desk. */
import { hintsOf, type KeyLine } from '../../ui/keys';
import type { ChairTexts } from './texts.en';

export type KeyVerb =
  | 'plate'
  | 'next'
  | 'pause'
  | 'more'
  | 'thank'
  | 'add'
  | 'down'
  | 'up'
  | 'give'
  | 'later'
  | 'strike'
  | 'earlier'
  | 'behind'
  | 'close'
  | 'last'
  | 'undo'
  | 'help';

/** The foot names what no button shows. */
export const KEYS: KeyLine<KeyVerb, keyof ChairTexts['chair']['keys']>[] = [
  {
    keys: ['1', '2', '3', '4', '5', '6', '7', '8', '9'],
    verb: 'plate',
    says: 'plate',
    shown: '1–9',
    foot: true,
  },
  { keys: ['n'], verb: 'next', says: 'next' },
  { keys: [' '], verb: 'pause', says: 'pause' },
  { keys: ['+', '='], verb: 'more', says: 'more' },
  { keys: ['0'], verb: 'thank', says: 'thank' },
  { keys: ['j', 'ArrowDown'], verb: 'down', says: 'move', foot: true, repeats: true },
  { keys: ['k', 'ArrowUp'], verb: 'up', says: 'move', foot: true, repeats: true },
  { keys: ['Enter'], verb: 'give', says: 'give', foot: true },
  { keys: ['s'], verb: 'add', says: 'add' },
  { keys: ['d'], verb: 'later', says: 'later' },
  { keys: ['x'], verb: 'strike', says: 'strike' },
  { keys: ['Alt+ArrowUp'], verb: 'earlier', says: 'order', shown: 'Alt ↑' },
  { keys: ['Alt+ArrowDown'], verb: 'behind', says: 'order', shown: 'Alt ↓' },
  { keys: ['c'], verb: 'close', says: 'close' },
  { keys: ['l'], verb: 'last', says: 'last' },
  { keys: ['z'], verb: 'undo', says: 'undo' },
  { keys: ['?'], verb: 'help' },
];

export const HINTS = hintsOf(KEYS);
