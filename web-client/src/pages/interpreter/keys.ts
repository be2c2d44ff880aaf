/**
 * The keys of the interpreter's page. Those of a text that is being written are known by their place on the keyboard, because Alt types
 * other characters on some systems, and the letters are elsewhere on some keyboards.
 */
import { composes, hintsOf, type KeyLine } from '../../ui/keys';
import type { InterpreterTexts } from './texts.en';

export type KeyVerb =
  | 'down'
  | 'up'
  | 'write'
  | 'into'
  | 'waiting'
  | 'search'
  | 'cancel'
  | 'undo'
  | 'glossary'
  | 'term'
  | 'machine'
  | 'ask'
  | 'help';

/** What a key does in a text that is being written. */
export type WritingVerb =
  | 'save'
  | 'insert'
  | 'choose'
  | 'still'
  | 'undo'
  | 'glossary'
  | 'term'
  | 'machine'
  | 'ask'
  | 'leave';

type Says = keyof InterpreterTexts['interpreter']['keys'];

export const KEYS: KeyLine<KeyVerb, Says>[] = [
  { keys: ['j', 'ArrowDown'], verb: 'down', says: 'move', foot: true, repeats: true },
  { keys: ['k', 'ArrowUp'], verb: 'up', says: 'move', foot: true, repeats: true },
  { keys: ['Enter', 'e'], verb: 'write', says: 'write', foot: true },
  { keys: ['Tab'], says: 'cell' },
  { keys: ['Ctrl+Enter'], says: 'save', shown: 'Ctrl Enter', foot: true },
  { keys: ['Alt+1'], says: 'insert', shown: 'Alt 1–9', foot: true },
  { keys: ['Ctrl+I'], says: 'choose', shown: 'Ctrl I, 1–9' },
  { keys: ['Alt+s'], says: 'still', shown: 'Alt S' },
  { keys: ['Alt+g', 'g'], verb: 'glossary', says: 'glossary', shown: 'Alt G' },
  { keys: ['Alt+=', '='], verb: 'term', says: 'term', shown: 'Alt =' },
  { keys: ['Alt+m', 'm'], verb: 'machine', says: 'machine', shown: 'Alt M' },
  { keys: ['Alt+q', 'q'], verb: 'ask', says: 'ask', shown: 'Alt Q' },
  { keys: ['Alt+z', 'z'], verb: 'undo', says: 'undo', shown: 'Alt Z', foot: true },
  { keys: ['f'], verb: 'into', says: 'into' },
  { keys: ['w'], verb: 'waiting', says: 'waiting' },
  { keys: ['/'], verb: 'search', says: 'search' },
  { keys: ['Escape'], verb: 'cancel', says: 'cancel' },
  { keys: ['?'], verb: 'help' },
];

export const HINTS = hintsOf(KEYS);

const ALT: Record<string, WritingVerb> = {
  s: 'still',
  z: 'undo',
  g: 'glossary',
  m: 'machine',
  q: 'ask',
  '=': 'term',
};
const PLACES: Record<string, string> = {
  KeyS: 's',
  KeyZ: 'z',
  KeyG: 'g',
  KeyI: 'i',
  KeyM: 'm',
  KeyQ: 'q',
  Equal: '=',
};

/** A key as it comes: what of an event is needed. */
export type Stroke = Pick<
  KeyboardEvent,
  'key' | 'code' | 'altKey' | 'ctrlKey' | 'metaKey' | 'isComposing' | 'keyCode' | 'getModifierState'
>;

const isMac = (): boolean => /^Mac/.test(globalThis.navigator?.platform ?? '');

/**
 * Returns what a key does while a text is written; undefined for a character of the text. `chosen`: the key before was Ctrl I, so that a
 * digit inserts. Keys of an input method belong to it.
 */
export function writingVerb(
  e: Stroke,
  chosen: boolean,
  mac = isMac(),
): [verb: WritingVerb, digit: number] | undefined {
  if (composes(e) || e.key === 'Process') return undefined;
  // AltGr is Ctrl and Alt on Windows, and types characters. On macOS Firefox says AltGraph for each Option key, which is our Alt.
  if ((e.getModifierState('AltGraph') && !mac) || (e.altKey && e.ctrlKey)) return undefined;
  const digit = /^Digit([1-9])$/.exec(e.code)?.[1];
  if (digit && (e.altKey || (chosen && !e.ctrlKey && !e.metaKey))) return ['insert', Number(digit)];
  if (e.key === 'Enter' && (e.ctrlKey || e.metaKey)) return ['save', 0];
  if (e.key === 'Escape') return ['leave', 0];
  const latin = /^[a-z=]$/i.test(e.key) ? e.key.toLowerCase() : PLACES[e.code];
  if (latin === 'i' && e.ctrlKey) return ['choose', 0];
  const verb = e.altKey && !e.metaKey && latin ? ALT[latin] : undefined;
  return verb && [verb, 0];
}
