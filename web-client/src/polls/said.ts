/** A guest's answers in words, for the sheet of a survey and for the host of a named poll. Each kind says its own in its folder. */
import type { Ballot, PollItem } from '../protocol/items';
import type { Texts } from '../words/texts';
import { kindName } from './kind';

/** Says a ballot. `read` picks the reader's language; `lang` is its tag, for numbers. */
export type Said = (poll: PollItem, ballot: Ballot, read: (texts: Texts) => string, lang: string) => string;

const KINDS = import.meta.glob<Said>('./*/said.ts', { eager: true, import: 'default' });

/** Returns an answer in words; nothing if its kind cannot say it. */
export const said = (...[poll, ...rest]: Parameters<Said>): string | undefined =>
  KINDS[`./${kindName(poll)}/said.ts`]?.(poll, ...rest);
