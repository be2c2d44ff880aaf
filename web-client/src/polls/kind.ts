/**
 * What a kind of poll gives to each page. A kind is a folder here, named as on the wire: the phone's paper, the screen's field
 * and the desk's results, each with its styles, and its texts. The pages find it by its folder. What all kinds share (title,
 * time, phase, who has voted) is the pages' own.
 */
import type { ComponentChildren, JSX } from 'preact';
import type { Ballot, PollItem, PollKind, Tally, TallyItem } from '../protocol/items';
import type { Plan } from '../ui/fit';
import type { Catalogues } from '../words/catalogue';

type KeysOf<U> = U extends U ? keyof U : never;

/** The kinds that this client was built with. */
export type KindName = KeysOf<PollKind>;

/** What a union over kinds has for one of them. */
type Of<U, K extends string> = U extends Record<K, infer V> ? V : never;

/** What a poll of this kind asks for. */
export const rulesOf = <K extends KindName>(poll: PollItem, kind: K): Of<PollKind, K> =>
  (poll.kind as unknown as Record<K, Of<PollKind, K>>)[kind];

/** A ballot of this kind, or nothing. */
export const ballotOf = <K extends KindName>(
  ballot: Ballot | undefined,
  kind: K,
): Of<Ballot, K> | undefined => (ballot as Record<K, Of<Ballot, K>> | undefined)?.[kind];

/** The counts of this kind; nothing while they are hidden. */
export const tallyOf = <K extends KindName>(item: TallyItem | undefined, kind: K): Of<Tally, K> | undefined =>
  (item?.tally as Record<K, Of<Tally, K>> | undefined)?.[kind];

/** A ballot may be on several answers: then people count, and not what they picked. */
export const isSeveral = ({ kind }: PollItem): boolean => 'choice' in kind && kind.choice.max > 1;

/** A poll's kind by the name that the wire has for it; it may be newer than this client. */
export const kindName = (poll: PollItem): string => Object.keys(poll.kind)[0] ?? '';

/** What the guest's paper is drawn from. `D` is an answer that is not sent yet, `T` the kind's texts for the phone. */
export interface PaperProps<D, T> {
  poll: PollItem;
  t: T;
  /** Labels the paper. */
  heading: string;
  tally: TallyItem | undefined;
  /** What this guest cast, pending or confirmed. */
  own: Ballot | undefined;
  draft: D | undefined;
  /** The guest may still vote, or vote anew. */
  may: boolean;
  cast(ballot: Ballot): void;
  /** Keeps an unsent answer, also over a reload of the page; it must be JSON. */
  keep(draft: D | undefined): void;
  /** Marks what this guest answered, at the reveal with how many others answered alike; absent until the page has it. */
  Own: ((props: { others?: number | undefined }) => JSX.Element) | undefined;
}

/** The foot of the phone while an answer is not sent. */
export interface Unsent {
  says: string;
  send: string;
  /** Absent as long as the answer is not complete. */
  ballot: Ballot | undefined;
}

export interface PhoneKind<D = unknown, T = unknown> {
  /** The ballot paper while the poll is open, and the results when there are any. */
  Paper(props: PaperProps<D, T>): JSX.Element;
  /** How much the paper asks for; empty where that is plain. */
  asks(poll: PollItem, t: T): string;
  /** What to do, as long as nothing is cast. */
  how(poll: PollItem, t: T): string;
  /** How an unsent answer is sent; nothing if it is empty. */
  unsent(poll: PollItem, draft: D, t: T): Unsent | undefined;
}

/** A kind that is a chunk of its own. */
export interface LaterKind<D = unknown, T = unknown> extends PhoneKind<D, T> {
  /** Its texts for the phone, by file. */
  texts: Catalogues<T>;
}

export interface ScreenKind {
  /** The sizes to try for the title and the field, before and after the reveal. */
  plans(poll: PollItem, revealed: boolean): Plan[];
  /** True if the tally has more than the count of ballots. */
  counted(tally: TallyItem | undefined): boolean;
  /** True if the field keeps a place for the count, large, while nothing else is known. */
  hasPlaceForCount(poll: PollItem): boolean;
  /** How much one may answer, in the foot of an open poll. */
  Asks(props: { poll: PollItem }): ComponentChildren;
  Field(props: {
    poll: PollItem;
    tally: TallyItem | undefined;
    /** The results were revealed, and have settled. */
    revealed: boolean;
    /** The items of the field stand on several pages. */
    turning: boolean;
    /** The items on this page, by their place in the field: from one up to another, without that one. */
    from: number;
    to: number;
  }): JSX.Element;
}

export interface DeskKind {
  /** Names the kind with its settings. */
  Settings(props: { poll: PollItem }): ComponentChildren;
  /** What was asked for, with the counts when there are any. */
  Results(props: { poll: PollItem; tally: TallyItem | undefined }): JSX.Element;
}
