/**
 * Shown = confirmed + pending. Applies pending commands to the confirmed state, so a tap shows at once and does not
 * flicker between its ack and the frame with its effect. Pure. Only guests' commands show early: a staff command shown
 * before it takes effect would mislead its sender.
 *
 * Ballots are here. What guests do with questions is in `questions.ts`, in the phone's second chunk.
 */

import type { Mine, QuestionItem } from '../protocol/items';
import type { Entry } from './outbox';

export interface Shown {
  mine: Mine;
  questions: QuestionItem[];
}

/** Applies one command to the shown state; `isMine`: the guest's own data already includes it. */
export type Lay = (shown: Shown, entry: Entry, isMine: boolean, seq: number) => Shown;

/** Applies commands other than ballots. */
let further: Lay | undefined;

export function layFurther(lay: Lay): void {
  further = lay;
}

/** Returns true if the held state contains the whole effect of an acked command. */
export const seen = (e: Entry, seq: number, mineSeq: number): boolean =>
  e.seq !== undefined && mineSeq >= e.seq && (!('upvote' in e.cmd) || seq >= e.seq);

export function overlay(
  mine: Mine,
  mineSeq: number,
  questions: QuestionItem[],
  seq: number,
  entries: Entry[],
): Shown {
  let shown: Shown = { mine, questions };
  for (const e of entries) {
    const isMine = e.seq !== undefined && mineSeq >= e.seq;
    if (!('cast' in e.cmd)) shown = further?.(shown, e, isMine, seq) ?? shown;
    else if (!isMine) {
      const { cast } = e.cmd;
      const ballots = shown.mine.ballots
        .filter(b => b.poll !== cast.poll || b.round !== cast.round)
        .concat(cast);
      shown = { ...shown, mine: { ...shown.mine, ballots } };
    }
  }
  return shown;
}
