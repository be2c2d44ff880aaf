/** The keys of the interpreter's page. */
import { hintsOf, type KeyLine } from '../../ui/keys';
import type { InterpreterTexts } from './texts.en';

export type KeyVerb = 'down' | 'up' | 'into' | 'waiting' | 'search' | 'cancel' | 'help';

export const KEYS: KeyLine<KeyVerb, keyof InterpreterTexts['interpreter']['keys']>[] = [
  { keys: ['j', 'ArrowDown'], verb: 'down', says: 'move', foot: true, repeats: true },
  { keys: ['k', 'ArrowUp'], verb: 'up', says: 'move', foot: true, repeats: true },
  { keys: ['f'], verb: 'into', says: 'into', foot: true },
  { keys: ['w'], verb: 'waiting', says: 'waiting', foot: true },
  { keys: ['/'], verb: 'search', says: 'search', foot: true },
  { keys: ['Escape'], verb: 'cancel', says: 'cancel' },
  { keys: ['?'], verb: 'help' },
];

export const HINTS = hintsOf(KEYS);
