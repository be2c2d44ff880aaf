/** The kinds of poll on the screen. */
import type { PollItem } from '../protocol/items';
import { kindName, type ScreenKind } from './kind';

const KINDS = import.meta.glob<ScreenKind>('./*/screen.tsx', { eager: true, import: 'default' });

/** Returns the kind's part for the screen; nothing if the kind is newer than this page. */
export const screenKind = (poll: PollItem): ScreenKind | undefined => KINDS[`./${kindName(poll)}/screen.tsx`];
