/** Results that stand side by side at each answer: the rounds of a poll, or the values of a group. */
import type { GroupItem, PollItem, TallyItem } from '../protocol/items';
import type { Texts } from '../words/texts';

/** One of the results. */
export interface Series {
  key: number;
  /** The value's name; absent for a round, which has a number, `key`. */
  name?: Texts;
  count: number;
  /** By answer. */
  percents: number[];
}

export interface Beside {
  of: 'rounds' | 'group';
  /** The last rounds up to the current one, or values in the order of the event file. */
  series: Series[];
  /** Values with few voters are left out, so the total must not stand beside the others. */
  hides: boolean;
}

/** With more, no picture has room for them. */
const SERIES_MAX = 6;
/** The current round and those before it. */
const ROUNDS_MAX = 3;

/** Returns what stands side by side; nothing if the result stands alone. */
export function besideOf(
  poll: PollItem,
  tally: TallyItem | undefined,
  groups: GroupItem[],
): Beside | undefined {
  const { earlier = [], shares, count = 0 } = tally ?? {};
  // A host gets every group, and says which one the others see.
  const isHost = poll.rev !== undefined;
  const split = tally?.groups?.find(({ group }) => !isHost || group === poll.split);
  const group = groups.find(({ id }) => id === split?.group);
  if (split?.values.length && group) {
    const series = split.values.slice(0, SERIES_MAX).map(({ value, shares: { percents }, ...rest }) => ({
      key: value,
      name: group.values.find(({ id }) => id === value)?.text ?? {},
      count: rest.count,
      percents,
    }));
    return { of: 'group', series, hides: !!split.hides };
  }
  if (!earlier.length || !shares) return undefined;
  const before = earlier.map(({ nth, count, shares: { percents } }) => ({ key: nth, count, percents }));
  const now = { key: (poll.earlier ?? 0) + 1, count, percents: shares.percents };
  return { of: 'rounds', series: [...before, now].slice(-ROUNDS_MAX), hides: false };
}
