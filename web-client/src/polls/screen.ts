/** The kinds of poll on the screen. */
import type { PollItem } from '../protocol/items';
import { choice } from './choice/screen';
import { type KindName, kindName, type ScreenKind } from './kind';

const KINDS: Record<KindName, ScreenKind> = { choice };

/** What the poll's kind gives to the screen; nothing if the kind is newer than this page. */
export const screenKind = (poll: PollItem): ScreenKind | undefined => KINDS[kindName(poll) as KindName];
