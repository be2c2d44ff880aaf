/** Sorts what guests wrote into polls: waiting ones oldest first, read ones by their mentions, those that count together as one. */
import type { EntryItem, EntryState, PollItem } from '../protocol/items';
import type { View } from '../sync/store';

/** An entry with those that count with it. */
export interface Row {
  entry: EntryItem;
  /** The mentions of all of them. */
  count: number;
  others: EntryItem[];
}

export type Lists = Record<EntryState, Row[]>;

/** Returns the polls with answers, the latest first. */
export const pollsOf = ({ polls, entries }: View): PollItem[] =>
  polls.filter(poll => entries.some(e => e.poll === poll.id)).sort((a, b) => b.since - a.since);

/** Returns how many answers of a poll wait. */
export const waitingIn = (entries: EntryItem[], poll: number): number =>
  entries.filter(e => e.poll === poll && e.state === 'waiting' && !e.muted).length;

export function listsOf(entries: EntryItem[], poll: number | undefined): Lists {
  const here = entries.filter(e => e.poll === poll);
  const byId = new Map(here.map(e => [e.id, e]));
  const approved = (id: number | undefined) =>
    id !== undefined && byId.get(id)?.state === 'approved' ? byId.get(id) : undefined;
  const headOf = (entry: EntryItem) => {
    let head = entry;
    for (let next = approved(head.with); next; next = approved(head.with)) head = next;
    return head;
  };
  const heads = new Map<number, Row>();
  for (const entry of here)
    if (entry.state === 'approved') {
      const head = headOf(entry);
      const row = heads.get(head.id) ?? { entry: head, count: 0, others: [] };
      row.count += entry.count;
      if (entry !== head) row.others.push(entry);
      heads.set(head.id, row);
    }
  const alone = (state: EntryItem['state']) =>
    here.filter(e => e.state === state).map(entry => ({ entry, count: entry.count, others: [] }));
  const most = (a: Row, b: Row) => b.count - a.count || a.entry.id - b.entry.id;
  const unread = alone('waiting').sort((a, b) => a.entry.at - b.entry.at || a.entry.id - b.entry.id);
  return {
    waiting: unread.filter(r => !r.entry.muted),
    approved: [...heads.values()].sort(most),
    // What muted guests wrote waits behind the rest.
    hidden: [...alone('hidden').sort(most), ...unread.filter(r => r.entry.muted)],
  };
}
