/**
 * The confirmed state: the items of this viewer's view at one position, and the participant's own data. It only moves
 * forward. It refuses a frame that does not fit, and tells the caller. It knows nothing about pending commands.
 */
import type { ServerFrame, Snapshot } from '../protocol/frames';
import type { Item, Mine } from '../protocol/items';

type Change = Extract<ServerFrame, { t: 'change' }>;

export interface Replica {
  items: Map<string, Item>;
  mine: Mine;
  epoch: number;
  /** The held position; -1: none. */
  seq: number;
  /** The items are all of the view, and not only what the page shows first. */
  whole: boolean;
  /** The position of `mine`. */
  mineSeq: number;
  /** A snapshot without a position is part of one: what the page shows first. */
  snapshot(s: Pick<Snapshot, 'items'> & Partial<Snapshot>): void;
  /** Returns false if there is a gap between the held position and the change. */
  change(c: Change): boolean;
  own(seq: number, mine: Mine): void;
  /** Prepares for a new socket, on which `mine` comes whole and may be of another history. Who has not joined has none. */
  greet(joined: boolean): void;
  /** Drops the position, so only a snapshot is accepted next. */
  unmoor(): void;
}

const name = (item: Item) => ('id' in item ? `${item.k}:${item.id}` : item.k);

export function makeReplica(): Replica {
  const r: Replica = {
    items: new Map(),
    mine: { ballots: [], questions: [], upvotes: [] },
    epoch: 0,
    seq: -1,
    whole: false,
    mineSeq: -1,
    snapshot({ epoch = 0, seq = -1, items }) {
      if (epoch === r.epoch && seq < r.seq) return;
      // Another epoch is another history, so the old `mine` is meaningless.
      if (epoch !== r.epoch) r.mineSeq = -1;
      r.epoch = epoch;
      r.seq = seq;
      r.whole = seq >= 0;
      r.items = new Map(items.map(item => [name(item), item]));
    },
    change(c) {
      if (r.seq < c.from) return false;
      if (c.to <= r.seq) return true;
      for (const item of c.set) r.items.set(name(item), item);
      for (const gone of c.gone ?? []) r.items.delete(gone);
      r.seq = c.to;
      return true;
    },
    own(seq, mine) {
      if (seq < r.mineSeq) return;
      r.mineSeq = seq;
      r.mine = mine;
    },
    greet(joined) {
      r.mineSeq = -1;
      if (!joined) r.mine = { ballots: [], questions: [], upvotes: [] };
    },
    unmoor() {
      r.seq = -1;
      r.epoch = 0;
    },
  };
  return r;
}
