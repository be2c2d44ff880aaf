/**
 * Shown = confirmed + pending. Lays the commands that are under way over what the server confirmed, so that a tap shows at
 * once and does not flicker between its ack and the frame that carries its effect. Pure; only a guest's commands show early,
 * because a staff verb that shows before it is true would mislead the one who pressed it.
 */

import type { Mine, QuestionItem } from '../protocol/items';
import type { Entry } from './outbox';

/** True when the effect of an acked command is in everything that is held. */
export const seen = (e: Entry, seq: number, mineSeq: number): boolean =>
  e.seq !== undefined && mineSeq >= e.seq && (!('upvote' in e.cmd) || seq >= e.seq);

export function overlay(
  confirmed: Mine,
  mineSeq: number,
  questions: QuestionItem[],
  seq: number,
  entries: Entry[],
): { mine: Mine; questions: QuestionItem[] } {
  let { ballots, questions: own, upvotes, declared = [] } = confirmed;
  let list = questions;
  for (const e of entries) {
    const { cmd } = e;
    const confirmedHere = e.seq !== undefined && mineSeq >= e.seq;
    if ('upvote' in cmd) {
      const { question, on } = cmd.upvote;
      // The count is moved as long as the list does not have it; one's own mark as long as `mine` does not have it.
      const missing = e.seq === undefined ? upvotes.includes(question) !== on : seq < e.seq;
      if (missing)
        list = list.map(q =>
          q.id === question ? { ...q, upvotes: Math.max(0, q.upvotes + (on ? 1 : -1)) } : q,
        );
      if (!confirmedHere) upvotes = upvotes.filter(id => id !== question).concat(on ? [question] : []);
    } else if (confirmedHere) {
    } else if ('cast' in cmd) {
      const { poll } = cmd.cast;
      ballots = ballots.filter(b => b.poll !== poll).concat(cmd.cast);
    } else if ('declare' in cmd) {
      const { group } = cmd.declare;
      declared = declared.filter(d => d.group !== group).concat(cmd.declare);
    } else if ('ask' in cmd) {
      const { to, text, name, org, lang = '' } = cmd.ask;
      const content = { text, lang, ...(name && { name }), ...(org && { org }) };
      // A negative id: the question has none yet.
      own = own.concat({
        id: -e.n,
        content,
        ...(to !== undefined && { to }),
        state: 'waiting',
        upvotes: 0,
        at: 0,
      });
    } else if ('withdraw' in cmd) {
      const { question } = cmd.withdraw;
      own = own.filter(q => q.id !== question);
    }
  }
  return { mine: { ballots, questions: own, upvotes, declared }, questions: list };
}
