/** The kinds of poll that the phone fetches when there is a poll of that kind, and that are not in its first response. */
import type { LaterKind } from './kind';

const LATER = import.meta.glob<LaterKind>(['./*/phone.tsx', '!./choice/*'], { import: 'default' });

/** Returns true if this page has a kind of that name. */
export const isKnown = (name: string): boolean => `./${name}/phone.tsx` in LATER;

/** Loads a kind from its own chunk; absent if this page has none of that name. */
export const later = (name: string): Promise<LaterKind> | undefined => LATER[`./${name}/phone.tsx`]?.();
