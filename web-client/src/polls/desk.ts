/** The kinds of poll on the desks. */
import type { PollItem } from '../protocol/items';
import { type DeskKind, kindName } from './kind';

const KINDS = import.meta.glob<DeskKind>('./*/desk.tsx', { eager: true, import: 'default' });

/** Returns the kind's part for desks; nothing if the kind is newer than this page. */
export const deskKind = (poll: PollItem): DeskKind | undefined => KINDS[`./${kindName(poll)}/desk.tsx`];
