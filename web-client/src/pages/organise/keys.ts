/** The keys of the organiser's page. */
import { hintsOf, type KeyLine } from '../../ui/keys';
import type { OrganiseTexts } from './texts.en';

export type KeyVerb =
  | 'down'
  | 'up'
  | 'host'
  | 'edit'
  | 'rename'
  | 'archive'
  | 'nothing'
  | 'file'
  | 'template'
  | 'series'
  | 'find'
  | 'undo'
  | 'cancel'
  | 'help';

export const KEYS: KeyLine<KeyVerb, keyof OrganiseTexts['organise']['keys']>[] = [
  { keys: ['j', 'ArrowDown'], verb: 'down', says: 'event', foot: true, repeats: true },
  { keys: ['k', 'ArrowUp'], verb: 'up', says: 'event', foot: true, repeats: true },
  { keys: ['h', 'Enter'], verb: 'host', says: 'host', foot: true },
  { keys: ['e'], verb: 'edit', says: 'edit' },
  { keys: ['r'], verb: 'rename', says: 'rename' },
  { keys: ['a'], verb: 'archive', says: 'archive' },
  { keys: ['n'], verb: 'nothing', says: 'nothing', foot: true },
  { keys: ['o'], verb: 'file', says: 'file' },
  { keys: ['t'], verb: 'template', says: 'template' },
  { keys: ['s'], verb: 'series', says: 'series' },
  { keys: ['/'], verb: 'find', says: 'find' },
  { keys: ['z'], verb: 'undo', says: 'undo' },
  { keys: ['Escape'], verb: 'cancel', says: 'cancel' },
  { keys: ['?'], verb: 'help' },
];

export const HINTS = hintsOf(KEYS);
