/** The keys of the projector page. */
import { hintsOf, type KeyLine } from '../../ui/keys';

/** Each verb has a text of its own name. */
export type KeyVerb = 'fullScreen' | 'theme' | 'swap' | 'turn';

export const KEYS: (KeyLine<KeyVerb, KeyVerb> & { verb: KeyVerb })[] = [
  { keys: ['f'], verb: 'fullScreen', says: 'fullScreen' },
  { keys: ['t'], verb: 'theme', says: 'theme' },
  { keys: ['l'], verb: 'swap', says: 'swap' },
  { keys: ['ArrowRight', 'PageDown'], verb: 'turn', says: 'turn', shown: '→' },
];

export const HINTS = hintsOf(KEYS);
