/** The keys of the editor. Inside a field, those of a single character are letters. */
import { hintsOf, type KeyLine } from '../../ui/keys';
import type { EditTexts } from './texts.en';

export type KeyVerb =
  | 'missing'
  | 'agenda'
  | 'polls'
  | 'people'
  | 'groups'
  | 'glossary'
  | 'event'
  | 'make'
  | 'undo'
  | 'help';

export const KEYS: KeyLine<KeyVerb, keyof EditTexts['edit']['keys']>[] = [
  { keys: ['Alt+ArrowUp'], shown: 'Alt ↑', says: 'move', foot: true },
  { keys: ['Alt+ArrowDown'], shown: 'Alt ↓', says: 'move', foot: true },
  { keys: ['Tab'], says: 'language', foot: true },
  { keys: ['m'], verb: 'missing', says: 'missing', foot: true },
  { keys: ['Alt+m'], shown: 'Alt M', says: 'missing' },
  { keys: ['Escape'], says: 'leave' },
  { keys: ['1'], verb: 'agenda', says: 'agenda' },
  { keys: ['2'], verb: 'polls', says: 'polls' },
  { keys: ['3'], verb: 'people', says: 'people' },
  { keys: ['4'], verb: 'groups', says: 'groups' },
  { keys: ['5'], verb: 'glossary', says: 'glossary' },
  { keys: ['6'], verb: 'event', says: 'event' },
  { keys: ['n'], verb: 'make', says: 'make', foot: true },
  { keys: ['z'], verb: 'undo', says: 'undo' },
  { keys: ['?'], verb: 'help' },
];

export const HINTS = hintsOf(KEYS);
