/**
 * One poll as a ballot paper: tap or mark while it is open, read the results when there are any. Shows at once what was
 * tapped, and says honestly whether it is counted yet.
 */

import type { PollItem } from '../../protocol/items';
import { redraw, useNow, useStore, useT, useView } from '../../ui/hooks';
import { Both } from '../../ui/text';
import { local } from './local';
import type { PhoneTexts } from './texts.en';

export const limits = (poll: PollItem) => poll.kind.choice;

/** What this guest cast, pending or confirmed. */
export function ownPicks(poll: PollItem): number[] | undefined {
  return useView().mine.ballots.find(b => b.poll === poll.id)?.ballot.choice;
}

/** A poll of several choices with picks that are not sent yet. */
export function unsent(poll: PollItem): number[] | undefined {
  const draft = poll.phase === 'open' && mayVote(poll) ? local.drafts.get(poll.id) : undefined;
  return draft?.length && `${draft}` !== `${ownPicks(poll)}` ? draft : undefined;
}

const mayVote = (poll: PollItem) => poll.phase === 'open' && (poll.changeable || !ownPicks(poll));

function clock(ms: number) {
  const s = Math.max(0, Math.ceil(ms / 1000));
  return `${Math.floor(s / 60)}:${`${s % 60}`.padStart(2, '0')}`;
}

/** The line under the title: what it is, and how long or how many. */
function Kick({ poll }: { poll: PollItem }) {
  const t = useT<PhoneTexts>();
  const { min, max } = limits(poll);
  const count = useView().tallies.get(poll.id)?.count;
  const open = poll.phase === 'open';
  const right = [];
  if (open && max > 1) right.push(t.choose(min, max));
  if (open && poll.closes_at) right.push(t.left(clock(poll.closes_at - useNow(1000))));
  if (poll.phase === 'revealed' && count !== undefined) right.push(t.votes(count));
  return (
    <p class="kick">
      <b>{open ? t.open : poll.phase === 'revealed' ? t.results : t.closed}</b>
      <span>{right.join(' · ')}</span>
    </p>
  );
}

/** What became of this guest's vote, in one line. */
function Ack({ poll }: { poll: PollItem }) {
  const t = useT<PhoneTexts>();
  const { pending, link, tallies } = useView();
  const single = limits(poll).max === 1;
  const own = ownPicks(poll);
  const waits = pending.some(e => e.seq === undefined && 'cast' in e.cmd && e.cmd.cast.poll === poll.id);
  let says: string;
  if (waits) says = link === 'online' ? t.sending : t.kept;
  else if (poll.phase === 'revealed') says = t.total(tallies.get(poll.id)?.count ?? 0);
  else if (poll.phase === 'closed') says = t.wait;
  else if (own) says = poll.changeable ? t.counted : t.countedOnce;
  else if (single) says = poll.changeable ? t.tap : t.tapOnce;
  else says = t.mark;
  return (
    <p class={waits ? 'ack pend' : 'ack'} role="status">
      {says}
    </p>
  );
}

export function Poll({ poll, first }: { poll: PollItem; first?: boolean }) {
  const t = useT<PhoneTexts>();
  const store = useStore();
  const { tallies } = useView();
  const { id } = poll;
  const { max } = limits(poll);
  const single = max === 1;
  const own = ownPicks(poll);
  const picked = (!single && mayVote(poll) && local.drafts.get(id)) || own || [];
  const tally = tallies.get(id);
  const counts = tally?.tally?.choice;
  const best = Math.max(1, ...(counts ?? []));
  const open = poll.phase === 'open';
  const heading = `p${id}`;

  function mark(i: number, on: boolean) {
    if (single) store.act({ cast: { poll: id, ballot: { choice: [i] } } });
    else {
      local.drafts.set(
        id,
        picked
          .filter(m => m !== i)
          .concat(on ? i : [])
          .sort((a, b) => a - b),
      );
      redraw();
    }
  }

  function option(texts: PollItem['options'][number], i: number) {
    const on = picked.includes(i);
    const off = open && !on && (!mayVote(poll) || (!single && picked.length >= max));
    const share = counts && (counts[i] ?? 0) / Math.max(1, tally?.count ?? 0);
    const won = poll.phase === 'revealed' && counts?.[i] === best;
    const Row = open ? 'label' : 'div';
    return (
      <Row key={i} class={`opt${won ? ' won' : ''}${open && on ? ' on' : ''}${off ? ' off' : ''}`}>
        <span class="l" aria-hidden="true">
          {String.fromCharCode(65 + i)}
        </span>
        <span class="w">
          <Both
            texts={texts}
            as="b"
            altAs="i"
            altClass=""
            after={!open && own?.includes(i) && <span class="you">{t.yours}</span>}
          />
          {share !== undefined && (
            <span class="bar">
              <i style={{ transform: `scaleX(${share})` }} />
            </span>
          )}
        </span>
        {share !== undefined && (
          <span class="n">
            {Math.round(share * 100)}
            <small>%</small>
          </span>
        )}
        {open && (
          <input
            type={single ? 'radio' : 'checkbox'}
            name={heading}
            checked={on}
            disabled={off || !mayVote(poll)}
            onChange={e => mark(i, e.currentTarget.checked)}
          />
        )}
        {open && <span class="tick" />}
      </Row>
    );
  }

  return (
    <section class="sheet">
      {first !== undefined && <hr class="rule" />}
      <div class="pad">
        <Kick poll={poll} />
        <div id={heading}>
          <Both say texts={poll.title} as={first ? 'h1' : 'h2'} />
        </div>
      </div>
      <fieldset aria-labelledby={heading}>{poll.options.map(option)}</fieldset>
      <Ack poll={poll} />
    </section>
  );
}

/** The foot while picks wait to be sent. */
export function SendPicks({ poll, picks }: { poll: PollItem; picks: number[] }) {
  const t = useT<PhoneTexts>();
  const store = useStore();
  const { min, max } = limits(poll);
  function send() {
    local.drafts.delete(poll.id);
    store.act({ cast: { poll: poll.id, ballot: { choice: picks } } });
  }
  return (
    <div class="foot">
      <p role="status">{t.picked(picks.length, min, max)}</p>
      <button type="button" class="btn" disabled={picks.length < min} onClick={send}>
        {t.send(picks.length)}
      </button>
    </div>
  );
}
