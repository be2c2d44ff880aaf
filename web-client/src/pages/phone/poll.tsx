/**
 * One poll as a sheet: the parts that all kinds share, around the kind's own ballot paper. It shows an answer at once, and says
 * honestly whether it is counted yet.
 */

import type { JSX } from 'preact';
import { drafts, setDraft } from '../../polls/drafts';
import { ballotIn, inRound, kindName, type PhoneKind, type Unsent } from '../../polls/kind';
import { FIRST, later, type Ready } from '../../polls/phone';
import type { PollItem } from '../../protocol/items';
import { redraw, useNow, useSpoken, useStore, useT, useView } from '../../ui/hooks';
import { Both } from '../../ui/text';
import { clock, secondsUntil } from '../../words/time';
import { second } from './second';
import type { PhoneTexts } from './texts.en';

/** By kind and language; nothing while loading, null if this client has no such kind. */
const loaded: Record<string, Ready | null | undefined> = {};

/** The poll's kind; nothing while it loads, null if it is newer than this page. */
function kindOf(poll: PollItem): Ready | null | undefined {
  const name = kindName(poll);
  const lang = useSpoken();
  const kind: PhoneKind | undefined = FIRST[name as keyof typeof FIRST];
  if (kind) return { kind, t: useT<PhoneTexts>()[name as keyof typeof FIRST] };
  const key = `${name} ${lang}`;
  if (!(key in loaded)) {
    loaded[key] = undefined;
    later(name, lang).then(
      ready => {
        loaded[key] = ready ?? null;
        redraw();
      },
      // No connection: try again at the next draw.
      () => delete loaded[key],
    );
  }
  return loaded[key];
}

/** This guest's ballot, pending or confirmed. */
const ownBallot = (poll: PollItem) => ballotIn(poll, useView().mine.ballots);

const mayVote = (poll: PollItem) =>
  poll.phase === 'open' &&
  (poll.changeable || !ownBallot(poll)) &&
  (!poll.voters || !!second.part?.admits(poll));

/** An unsent answer; nothing if it equals the ballot. */
function begun(poll: PollItem): Unsent | undefined {
  const draft = drafts[poll.id];
  const ready = draft !== undefined && kindOf(poll);
  const unsent = ready ? ready.kind.unsent(poll, draft, ready.t) : undefined;
  const same = JSON.stringify(unsent?.ballot) === JSON.stringify(ownBallot(poll));
  return unsent?.ballot && same ? undefined : unsent;
}

/** How to send an unsent answer. */
export const unsentOf = (poll: PollItem): Unsent | undefined => (mayVote(poll) ? begun(poll) : undefined);

/** The line under the title: the phase, and the time left or the number of votes. */
function Kick({ poll, asks }: { poll: PollItem; asks: string | undefined }) {
  const t = useT<PhoneTexts>();
  const { count, ballots = count, shares } = useView().tallies.get(poll.id) ?? {};
  const open = poll.phase === 'open';
  const told = poll.phase === 'revealed' && ballots !== undefined;
  const right = [];
  if (open && asks) right.push(asks);
  if (open && poll.closes_at) right.push(t.left(clock(secondsUntil(poll.closes_at, useNow(1000)))));
  if (told) right.push(t.votes(ballots, !!asks));
  right.push(...(second.part?.useRemarks(poll, shares) ?? []));
  return (
    <p class="kick">
      <b>{open ? t.open : told ? t.results : t.closed}</b>
      <span>{right.join(' · ')}</span>
    </p>
  );
}

/** The state of this guest's answer, in one line. It is not a live region, because the second chunk announces it. */
function Ack({ poll, ready }: { poll: PollItem; ready: Ready }) {
  const t = useT<PhoneTexts>();
  const { pending, link } = useView();
  const { part } = second;
  const open = poll.phase === 'open';
  const waits = pending.some(e => e.seq === undefined && 'cast' in e.cmd && e.cmd.cast.poll === poll.id);
  let says: string;
  if (waits) says = link === 'online' ? t.sending : t.kept;
  else if (open && ownBallot(poll)) says = poll.changeable ? t.counted : t.countedOnce;
  else says = ready.kind[open ? 'how' : 'asks'](poll, ready.t);
  // Who votes, what of an answer was not sent, and how it ended is said once the second chunk is here.
  if (part) says = part.useSays(poll, says, waits, begun(poll), mayVote(poll));
  else if (poll.voters || !open) says = '';
  return (
    <p class={waits ? 'ack pend' : 'ack'} id={`a${poll.id}`} tabIndex={-1}>
      {says}
    </p>
  );
}

/** `kick` stands in place of the line above the title. */
export function Poll({ poll, first, kick }: { poll: PollItem; first?: boolean; kick?: JSX.Element }) {
  const store = useStore();
  const { part } = second;
  const ready = kindOf(poll);
  const tally = useView().tallies.get(poll.id);
  const heading = `p${poll.id}`;
  return (
    <section class="sheet">
      {first !== undefined && <hr class="rule" />}
      <div class="pad">
        {kick ?? <Kick poll={poll} asks={ready?.kind.asks(poll, ready.t)} />}
        <div id={heading}>
          <Both say texts={poll.title} as={first ? 'h1' : 'h2'} />
        </div>
      </div>
      {part && <part.Voters poll={poll} />}
      {ready ? (
        <>
          <ready.kind.Paper
            poll={poll}
            t={ready.t}
            heading={heading}
            tally={tally}
            own={ownBallot(poll)}
            draft={drafts[poll.id]}
            may={mayVote(poll)}
            Own={part?.ownOf(poll, tally)}
            Numbers={part?.Numbers}
            cast={ballot => store.act({ cast: inRound(poll, { ballot }) })}
            keep={draft => {
              setDraft(poll, draft);
              redraw();
            }}
          />
          {part && <part.Hands tally={tally} />}
          <Ack poll={poll} ready={ready} />
          {part && <part.Beneath poll={poll} ready={ready} />}
        </>
      ) : (
        ready === null && part && <part.Newer poll={poll} />
      )}
    </section>
  );
}
