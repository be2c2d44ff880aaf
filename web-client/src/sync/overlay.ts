/**
 * Shown = confirmed + pending. Lays the commands that are under way over what the server confirmed, so that a tap shows at
 * once and does not flicker between its ack and the frame that carries its effect. Pure; only a guest's commands show early,
 * because a staff verb that shows before it is true would mislead the one who pressed it.
 *
 * Ballots are here. What guests do with questions is in `questions.ts`, which the phone has with its second chunk.
 */

import type { Mine, QuestionItem } from '../protocol/items';
import type { Entry } from './outbox';

export interface Shown {
  mine: Mine;
  questions: QuestionItem[];
}

/** Lays one command over what is shown; `isMine`: what is one's own has it already. */
export type Lay = (shown: Shown, entry: Entry, isMine: boolean, seq: number) => Shown;

/** Lays what is not a ballot. */
let further: Lay | undefined;

export function layFurther(lay: Lay): void {
  further = lay;
}

/** True when the effect of an acked command is in everything that is held. */
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
      const ballots = shown.mine.ballots.filter(b => b.poll !== cast.poll).concat(cast);
      shown = { ...shown, mine: { ...shown.mine, ballots } };
    }
  }
  return shown;
}
