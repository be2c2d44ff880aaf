/** The kinds of poll on the desks. */
import type { PollItem } from '../protocol/items';
import { choice } from './choice/desk';
import { type DeskKind, type KindName, kindName } from './kind';

const KINDS: Record<KindName, DeskKind> = { choice };

/** What the poll's kind gives to a desk; nothing if the kind is newer than this page. */
export const deskKind = (poll: PollItem): DeskKind | undefined => KINDS[kindName(poll) as KindName];
