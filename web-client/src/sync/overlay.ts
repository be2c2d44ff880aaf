/**
 * Shown = confirmed + pending. Applies pending commands to the confirmed state, so a tap shows at once and does not
 * flicker between its ack and the frame with its effect. Pure. Only guests' commands show early: a staff command shown
 * before it takes effect would mislead its sender.
 */

import type { Mine, QuestionItem } from '../protocol/items';
import type { Entry } from './outbox';

/** Returns true if the held state contains the whole effect of an acked command. */
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
      // Adjust the count until the list includes the command, and the guest's own mark until `mine` does.
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
      const { to, text, name, org } = cmd.ask;
      const content = { text, lang: '', ...(name && { name }), ...(org && { org }) };
      // A negative id, because the question has none yet.
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
