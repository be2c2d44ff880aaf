/** The phone's kinds in chunks of their own. This list is one too, so that no kind makes the first page longer. */
import type { LaterKind } from './kind';

const KINDS = import.meta.glob<LaterKind>(['./*/phone.tsx', '!./choice/*'], { import: 'default' });

/** Fetches a kind; nothing if this client has none of that name. */
export const kind = (name: string): Promise<LaterKind> | undefined => KINDS[`./${name}/phone.tsx`]?.();
