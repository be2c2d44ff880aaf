/** Results that stand side by side: the rounds of a poll, or the values of a group. */
import type { GroupItem, HandCount, PollItem, Tally, TallyItem } from '../protocol/items';
import type { Texts } from '../words/texts';

/** One of the results. */
export interface Series {
  key: number;
  /** The value's name; absent for a round, which has a number, `key`. */
  name?: Texts;
  /** Number of votes. */
  count: number;
  /** Number of ballots, where they have weights. */
  ballots?: number | undefined;
  /** Hands counted in the room, which the other numbers contain. */
  hands?: HandCount | undefined;
  /** By answer; empty while they are hidden. */
  percents: number[];
  /** The percents do not add up to 100. */
  rounded?: boolean | undefined;
  /** Absent while it is hidden. */
  tally?: Tally | undefined;
}

export interface Beside {
  of: 'rounds' | 'group';
  /** The last rounds up to the current one, or values in the order of the event file. */
  series: Series[];
  /** With those on other pages, for the axis that all share. */
  all: Series[];
  /** Values with few voters are left out, so the total must not stand beside the others. */
  hides: boolean;
}

/** With more, no picture has room for them: the screen shows them on pages. */
const ON_PAGE_MAX = 6;
/** The current round and those before it. */
const ROUNDS_MAX = 3;

/** Returns what stands side by side; nothing if the result stands alone. */
export function besideOf(
  poll: PollItem,
  item: TallyItem | undefined,
  groups: GroupItem[],
): Beside | undefined {
  const { earlier = [], count = 0, ballots, hands, tally, shares } = item ?? {};
  // A host gets every group, and says which one the others see.
  const isHost = poll.rev !== undefined;
  const split = item?.groups?.find(({ group }) => !isHost || group === poll.split);
  const group = groups.find(({ id }) => id === split?.group);
  if (split?.values.length && group) {
    const series = split.values.map(({ value, shares: { percents, rounded }, ...rest }) => ({
      ...rest,
      rounded,
      key: value,
      name: group.values.find(({ id }) => id === value)?.text ?? {},
      percents,
    }));
    return { of: 'group', series, all: series, hides: !!split.hides };
  }
  if (!earlier.length) return undefined;
  const before = earlier.map(({ nth, shares: { percents, rounded }, ...rest }) => ({
    ...rest,
    key: nth,
    percents,
    rounded,
  }));
  const { percents = [], rounded } = shares ?? {};
  const now = { key: (poll.earlier ?? 0) + 1, count, ballots, hands, percents, rounded, tally };
  const series = [...before, now].slice(-ROUNDS_MAX);
  return { of: 'rounds', series, all: series, hides: false };
}

/** Returns the number of pages that values need on the screen; 1 for rounds. */
export const sheetsOf = (beside: Beside | undefined): number =>
  Math.max(1, Math.ceil((beside?.all.length ?? 0) / ON_PAGE_MAX));

/** Returns what stands on one of the pages, all of which have about the same number of values. */
export function onSheet(beside: Beside, sheet: number): Beside {
  const { all } = beside;
  const each = Math.ceil(all.length / sheetsOf(beside));
  return { ...beside, series: all.slice(sheet * each, (sheet + 1) * each) };
}
