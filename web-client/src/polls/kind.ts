/**
 * The parts of a kind of poll for each page. A kind is a folder here, named as on the wire: the phone's ballot paper, the
 * screen's field and the desk's results, each with its styles, and its texts. Pages find it by its folder. Pages draw what all
 * kinds share themselves (title, time, phase, number of votes).
 */
import type { ComponentChildren, JSX } from 'preact';
import type { Ballot, OwnBallot, PollItem, PollKind, Tally, TallyItem } from '../protocol/items';
import type { Plan } from '../ui/fit';
import type { Catalogues } from '../words/catalogue';
import type { Texts } from '../words/texts';
import type { Beside, Series } from './beside';

type KeysOf<U> = U extends U ? keyof U : never;

/** The kinds in this build. */
export type KindName = KeysOf<PollKind>;

/** One kind's part of a union over kinds. */
type Of<U, K extends string> = U extends Record<K, infer V> ? V : never;

/** The rules of a poll of this kind. */
export const rulesOf = <K extends KindName>(poll: PollItem, kind: K): Of<PollKind, K> =>
  (poll.kind as unknown as Record<K, Of<PollKind, K>>)[kind];

/** A ballot of this kind, or nothing. */
export const ballotOf = <K extends KindName>(
  ballot: Ballot | undefined,
  kind: K,
): Of<Ballot, K> | undefined => (ballot as Record<K, Of<Ballot, K>> | undefined)?.[kind];

/** The counts of this kind; nothing while they are hidden. */
export const tallyOf = <K extends KindName>(
  item: { tally?: Tally | undefined } | undefined,
  kind: K,
): Of<Tally, K> | undefined => (item?.tally as Record<K, Of<Tally, K>> | undefined)?.[kind];

/** Names the current round of a poll in a command, with what the command says about it. */
export const inRound = <T>({ id, round }: PollItem, rest: T) => ({
  poll: id,
  ...(round && { round }),
  ...rest,
});

/** Returns the guest's ballot in the current round. */
export const ballotIn = ({ id, round }: PollItem, ballots: OwnBallot[]): Ballot | undefined =>
  ballots.find(b => b.poll === id && b.round === round)?.ballot;

/** Returns true if a ballot can have several answers; then voters are counted and not picks. */
export const isSeveral = ({ kind }: PollItem): boolean =>
  ('choice' in kind ? kind.choice.max : 'free_choice' in kind ? kind.free_choice.max : 1) > 1;

/** Returns the name of a poll's kind on the wire; it may be newer than this client. */
export const kindName = (poll: PollItem): string => Object.keys(poll.kind)[0] ?? '';

/** The input of the guest's ballot paper. `D` is an unsent answer, `T` the kind's texts for the phone. */
export interface PaperProps<D, T> {
  poll: PollItem;
  t: T;
  /** Labels the paper. */
  heading: string;
  /** What stands before the options of a choice instead of their letters. */
  signs?: ComponentChildren[];
  tally: TallyItem | undefined;
  /** This guest's ballot, pending or confirmed. */
  own: Ballot | undefined;
  draft: D | undefined;
  /** The guest can still vote, or vote again. */
  may: boolean;
  cast(ballot: Ballot): void;
  /** Stores an unsent answer, which survives a reload; it must be JSON. */
  keep(draft: D | undefined): void;
  /** Marks this guest's answer, at the reveal with the number of others who gave the same one; absent until loaded. */
  Own: ((props: { others?: number | undefined }) => JSX.Element) | undefined;
  /** The numbers at an answer of the results; absent until loaded. */
  Numbers: ((props: NumbersProps) => JSX.Element) | undefined;
}

/** An answer's numbers; the poll says which of them are shown. */
export interface NumbersProps {
  poll: PollItem;
  count: number | undefined;
  percent: number | undefined;
  /** Writes a count as the page does. */
  write?: (count: number) => ComponentChildren;
}

/** The phone's foot while an answer is unsent. */
export interface Unsent {
  says: string;
  send: string;
  /** Absent while the answer is incomplete. */
  ballot: Ballot | undefined;
  /** How full the answer is, part by part, from 0 to 1; drawn as one bar. */
  purse?: number[];
}

export interface PhoneKind<D = unknown, T = unknown> {
  /** The ballot paper while the poll is open, and the results once there are any. */
  Paper(props: PaperProps<D, T>): JSX.Element;
  /** How many answers the paper asks for; empty if that is obvious. */
  asks(poll: PollItem, t: T): string;
  /** The instruction before a ballot is cast. */
  how(poll: PollItem, t: T): string;
  /** How to send an unsent answer; nothing if it is empty. */
  unsent(poll: PollItem, draft: D, t: T): Unsent | undefined;
  /** The answers to which the shares belong, where these are not the options. */
  answers?(poll: PollItem): Texts[];
  /** Tells one of several results in a line, where its shares have no answers to stand at; nothing until that is loaded. */
  reads?(result: Pick<Series, 'percents' | 'tally'>, t: T): string | undefined;
  /** Tells one of several results at one of the options in a line, where its shares are not those of the options. */
  readsAt?(result: Pick<Series, 'tally'>, option: number): string | undefined;
}

/** A kind in a chunk of its own. */
export interface LaterKind<D = unknown, T = unknown> extends PhoneKind<D, T> {
  /** Its texts for the phone, by file. */
  texts: Catalogues<T>;
}

/** The votes of a poll, of one of its rounds or of a group. */
export type Result = Pick<TallyItem, 'count'> & { tally?: Tally | undefined };

export interface ScreenKind {
  /** The sizes to try for the title and the field, before and after the reveal. */
  plans(poll: PollItem, revealed: boolean, beside: Beside | undefined): Plan[];
  /** Returns true if the tally is visible, and not only the number of ballots. */
  counted(tally: TallyItem | undefined): boolean;
  /** True if the field shows the count, large, while nothing else is known. */
  hasPlaceForCount(poll: PollItem): boolean;
  /** How many answers a voter may give, in the foot of an open poll. */
  Asks(props: { poll: PollItem; tally: TallyItem | undefined }): ComponentChildren;
  /** The field draws rounds and groups side by side. */
  drawsBeside?: boolean;
  /** It draws them without colours of their own, so the legend has none. */
  isPlainBeside?: true;
  /** Returns the number of votes that is 100 %, alone or side by side with others; nothing where the field shows no percents of votes. */
  whole?(poll: PollItem, result: Result, beside: boolean): number | undefined;
  /**
   * Says in words of what the percents are, where the number of votes is not enough; `beside`: of several results, and so without a
   * number. The votes outside of it stand behind a plus in the legend, and the field says what they are.
   */
  Whole?(props: { poll: PollItem; tally: TallyItem | undefined; beside: boolean }): ComponentChildren;
  /** How to read the field, in the foot of a revealed poll; null if it says nothing, and `Whole` or another part takes its place. */
  Reads?(props: { poll: PollItem; tally: TallyItem }): ComponentChildren;
  /** The texts in the tally, if the field fits them: it fits again when they change. */
  says?(tally: TallyItem | undefined): string;
  Field(props: {
    poll: PollItem;
    tally: TallyItem | undefined;
    /** Rounds or groups, side by side at each answer. */
    beside?: Beside | undefined;
    /** The results are revealed and have settled. */
    revealed: boolean;
    /** The field has several pages. */
    turning: boolean;
    /** The items on this page, by their place in the field: from one index up to another, exclusive. */
    from: number;
    to: number;
  }): JSX.Element;
}

export interface DeskKind {
  /** Names the kind with its settings. */
  Settings(props: { poll: PollItem }): ComponentChildren;
  /** The options or steps, with the counts once there are any. */
  Results(props: {
    poll: PollItem;
    tally: TallyItem | undefined;
    /** The result is that of one group among others, which decides nothing. */
    ofGroup?: true;
  }): JSX.Element;
  /** The screen can show the answers with the most votes first. */
  sorts?: boolean;
  /** The answers for which hands can be raised in the room, in order; a hook. Absent: hands make no sense. */
  useRaised?(poll: PollItem): Raised;
  /**
   * The forms in which a host can ask this kind with this many options, each with its name, the usual first; a hook. Absent:
   * only an event file can ask it.
   */
  useForms?(options: number): Form[];
  /** The forms that a poll of this kind can take although it has ballots, its own among them; a hook. Absent: no other. */
  useLooks?(kind: PollKind): Form[];
  /** The rules that a host sets beside the form; a hook. Absent: the form has all of them. */
  useRules?(): (kind: PollKind, options: number) => Rule[];
  /** Returns the rules for options in another order: the place before of each, nothing for a new one. Absent: they do not name places. */
  inOrder?(kind: PollKind, order: (number | undefined)[]): PollKind;
  /** The texts among the rules, which a host can write line by line. Absent: there are none, or only an event file has them. */
  lines?: Lines;
}

/** The texts among a kind's rules. */
export interface Lines {
  /** Says what the lines are; a hook. */
  useLabel(): string;
  /** All of them may be left out. */
  mayBeEmpty?: true;
  of(kind: PollKind): Texts[];
  /** Returns the rules with other texts, as many as before. */
  put(kind: PollKind, lines: Texts[]): PollKind;
}

/** One of a kind's rules, as a host sets it. */
export interface Rule {
  /** Says what it is; no other rule of the kind has this name. */
  name: string;
  value: string;
  /** The values it can have; absent: it is written. */
  options?: [value: string, text: string][];
  /** What is written is a number. */
  isNumber?: true;
  /** It can change although the poll has ballots. */
  isFree?: boolean;
  /** Returns the kind with another value; nothing if the value does not fit. */
  put(value: string): PollKind | undefined;
}

/** An answer by its name, and as a desk shows it. */
export type Raised = { name: string; shown: ComponentChildren }[];

/** A kind with its rules, by the name that a host chooses, and the settings that it needs. */
export type Form = [name: string, kind: PollKind, needs?: { seconds: number }];
