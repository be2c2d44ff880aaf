/**
 * A panelist's page: the current question, the next one, the others addressed to this person, and the time left. Panelists read
 * it on a tablet at arm's length in a dim hall, so it has only one verb.
 */
import type { JSX } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';
import { concerns, useFullTo } from '../../people/addressee';
import { useFullName } from '../../people/called';
import { isSeveral } from '../../polls/kind';
import type { EventItem, PollItem, QuestionItem, SessionItem } from '../../protocol/items';
import { askerOf, inLine, textsOf } from '../../questions/content';
import { Who } from '../../questions/who';
import { type Deeds, useDeeds } from '../../ui/deeds';
import { Gate, online, Strip, Verb } from '../../ui/desk';
import { useLang, useNow, useT, useView } from '../../ui/hooks';
import { LangSwitch } from '../../ui/language';
import { SignOut } from '../../ui/signout';
import { Both, pick } from '../../ui/text';
import { clock, secondsUntil } from '../../words/time';
import { sessionMinutes } from './clock';
import { Offers, Turn, useRim } from './floor';
import { Message } from './message';
import type { PanelistTexts } from './texts.en';

/** The last minutes appear as a warning. */
const SOON_MIN = 5;

export const PanelistPage = (): JSX.Element => <Gate>{() => <Page />}</Gate>;

function Page(): JSX.Element {
  const view = useView();
  const deeds = useDeeds();
  const { people, person: me } = view;
  const messages = view.told.messages?.messages ?? [];
  const [message] = messages;
  const rim = useRim();
  const now = view.questions.find(q => q.state === 'now');
  const next = view.questions.filter(q => q.state === 'next').sort(inLine);
  const first = next[0];
  // The next question, if addressed to this person, has its own place and is not in the list.
  const others = view.questions
    .filter(q => concerns(people, q.to, me) && (q.state === 'approved' || q.state === 'next') && q !== first)
    .sort(
      (a, b) =>
        Number(b.state === 'next') - Number(a.state === 'next') || b.upvotes - a.upvotes || a.at - b.at,
    );
  return (
    <div class={`pan rim ${rim}${message ? ' covered' : ''}`}>
      <Head deeds={deeds} live={!!now} />
      {message ? (
        <Message message={message} more={messages.length - 1} deeds={deeds} />
      ) : (
        <main class="left">
          <hr class="rule" />
          {now ? <Now q={now} mine={concerns(people, now.to, me)} deeds={deeds} /> : <Nothing />}
        </main>
      )}
      <aside
        class="side"
        // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, also by keyboard
        tabIndex={0}
      >
        <Turn deeds={deeds} />
        <TimeLeft />
        <Next q={first} mine={concerns(people, first?.to, me)} deeds={deeds} />
        <Others list={others} />
      </aside>
    </div>
  );
}

/** While a question is live, the page does not mention the previous one. */
function Head(props: { deeds: Deeds; live: boolean }): JSX.Element {
  const t = useT<PanelistTexts>();
  const view = useView();
  const { people, person } = view;
  const fullName = useFullName();
  const me = people.get(person ?? -1);
  const { notice, undo, say } = props.deeds;
  const isOfBefore = props.live && [...(notice?.of?.keys() ?? [])].some(item => item.startsWith('question:'));
  return (
    <header class="pan-head">
      <h1>{t.panelist.title(fullName(me))}</h1>
      <LangSwitch />
      <SignOut />
      <Strip />
      {notice && (notice.bad || !isOfBefore) ? (
        <p class={notice.bad ? 'msg bad' : 'msg'} role="status">
          <span>{notice.text}</span>
          {notice.undo ? (
            <Verb on={undo} off={!online(view)}>
              {t.undo}
            </Verb>
          ) : null}
          <Verb on={() => say(null)}>{t.close}</Verb>
        </p>
      ) : null}
    </header>
  );
}

function Now(props: { q: QuestionItem; mine: boolean; deeds: Deeds }): JSX.Element {
  const t = useT<PanelistTexts>();
  const view = useView();
  const nameTo = useFullTo();
  const { q, mine, deeds } = props;
  const who = q.to && nameTo(q.to);
  const byName = q.to && 'person' in q.to;
  const from = askerOf(q.content);
  const texts = textsOf(q.content);
  const box = useShrink(JSON.stringify([texts, useLang()[0]]));
  return (
    <>
      <p class="eye" role="status">
        <span class={mine ? 'ac' : ''}>
          {mine && byName ? t.panelist.nowToYou : who ? t.panelist.nowTo(who) : t.panelist.nowToPanel}
        </span>
        {q.upvotes ? <span>{t.panelist.support(q.upvotes)}</span> : null}
      </p>
      <div class={mine ? 'q' : 'q theirs'} ref={box}>
        <Both texts={texts} say as="h2" altClass="tr" />
      </div>
      <p class="eye">
        <span>
          {from ? (
            <bdi lang={q.content.lang}>{t.panelist.askedBy(from)}</bdi>
          ) : q.staff ? (
            t.panelist.askedByStaff
          ) : (
            t.panelist.askedByGuest
          )}
        </span>
      </p>
      <Offers q={q} deeds={deeds} />
      {mine && q.desk?.can.includes('answered') ? (
        <div class="acts">
          <Verb
            off={!online(view)}
            look="do"
            on={() =>
              void deeds.run({
                item: `question:${q.id}`,
                cmd: seen => ({ move: { question: q.id, seen, to: 'answered' } }),
                did: t.panelist.saidAnswered,
              })
            }
          >
            {t.panelist.answered}
          </Verb>
        </div>
      ) : null}
    </>
  );
}

/** Sizes in px to try for a question. A question too long for the last one scrolls. */
const SIZES_PX = [44, 40, 36, 32, 28, 24, 22];

/** Sets `--q` to the largest size at which a question fits its place. */
function useShrink(words: string) {
  const ref = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    const el = ref.current;
    if (!el) return;
    const shrink = () => {
      for (const px of SIZES_PX) {
        // A narrow page scrolls instead, with at least a dozen characters per line.
        if (px > el.clientWidth / 14 && px > 22) continue;
        el.style.setProperty('--q', `${px}px`);
        if (el.scrollHeight <= el.clientHeight + 4) return;
      }
    };
    shrink();
    const watch = new ResizeObserver(shrink);
    watch.observe(el);
    return () => watch.disconnect();
  }, [words]);
  return ref;
}

function Nothing(): JSX.Element {
  const t = useT<PanelistTexts>();
  const view = useView();
  const session = view.sessions.find(s => s.state === 'running');
  return (
    <>
      <p class="eye" role="status">
        <span>{t.panelist.nothingNow}</span>
      </p>
      <div class="q theirs idle">
        {session ? <Both texts={session.title} say as="h2" altClass="tr" /> : null}
        <p class="hint">{t.panelist.nothingNowHow}</p>
      </div>
    </>
  );
}

function TimeLeft(): JSX.Element {
  const t = useT<PanelistTexts>();
  const view = useView();
  const now = useNow(1000);
  const { event } = view;
  const session = view.sessions.find(s => s.state === 'running');
  const poll = view.polls.find(p => p.phase === 'open');
  return (
    <section aria-label={t.panelist.timeLeft} class="time">
      {session && event ? (
        <SessionClock session={session} event={event} now={now} />
      ) : (
        <h2>{t.panelist.noSession}</h2>
      )}
      {poll ? <PollClock poll={poll} now={now} /> : null}
    </section>
  );
}

function SessionClock(props: { session: SessionItem; event: EventItem; now: number }): JSX.Element {
  const t = useT<PanelistTexts>();
  const { session, event, now } = props;
  const { left, whole } = sessionMinutes(session, now, event.zone);
  // Far from its times (on another day, or in a rehearsal) the time left means nothing, so show only the end.
  if (Math.abs(left) > whole + 120) {
    return (
      <>
        <h2>{t.panelist.ends}</h2>
        <p class="clock">{session.end}</p>
      </>
    );
  }
  return (
    <>
      <h2>{left < 0 ? t.panelist.timeOver : t.panelist.timeLeft}</h2>
      <p class={left <= SOON_MIN ? 'clock soon' : 'clock'}>
        {Math.abs(left)}
        <small> {t.panelist.minutes(Math.abs(left))}</small>
      </p>
      <p class="tr">{t.panelist.until(session.end)}</p>
      <div class={left <= SOON_MIN ? 'meter soon' : 'meter'}>
        <i style={{ transform: `scaleX(${Math.min(1, Math.max(0, left / whole))})` }} />
      </div>
    </>
  );
}

function PollClock(props: { poll: PollItem; now: number }): JSX.Element {
  const t = useT<PanelistTexts>();
  const [lang] = useLang();
  const view = useView();
  const { poll, now } = props;
  const tally = view.tallies.get(poll.id);
  // A sum with raised hands needs more words than there is room for.
  const count = tally?.phones ?? tally?.count;
  const s = poll.closes_at ? secondsUntil(poll.closes_at, now) : null;
  const [tag, title] = pick(poll.title, lang);
  return (
    <div class="poll">
      <p>
        <span class="ac">{t.panelist.pollOpen}</span> {s === null ? null : t.panelist.pollLeft(clock(s))}
        {s === null && count !== undefined ? t.panelist.votes(count, isSeveral(poll)) : null}
      </p>
      <p class="tr" lang={tag}>
        {title}
      </p>
    </div>
  );
}

function Next(props: { q: QuestionItem | undefined; mine: boolean; deeds: Deeds }): JSX.Element {
  const t = useT<PanelistTexts>();
  const nameTo = useFullTo();
  const { q, mine, deeds } = props;
  const who = q?.to && nameTo(q.to);
  const byName = q?.to && 'person' in q.to;
  return (
    <section aria-labelledby="next-title" class={mine ? 'mine' : ''}>
      <h2 id="next-title" class={mine ? 'ac' : ''}>
        {mine && byName ? t.panelist.nextToYou : who ? t.panelist.nextTo(who) : t.panelist.next}
      </h2>
      {q ? <Both texts={textsOf(q.content)} altClass="tr" /> : <p class="tr">{t.panelist.noNext}</p>}
      {q ? <Who q={q} /> : null}
      {q ? <Offers q={q} deeds={deeds} /> : null}
    </section>
  );
}

function Others(props: { list: QuestionItem[] }): JSX.Element {
  const t = useT<PanelistTexts>();
  const nameTo = useFullTo();
  const { list } = props;
  return (
    <section aria-labelledby="others-title" class="others">
      <h2 id="others-title">
        {t.panelist.alsoToYou}
        {list.length ? <span class="n">{list.length}</span> : null}
      </h2>
      {list.length ? (
        <ul>
          {list.map(q => (
            <li key={q.id}>
              <Both texts={textsOf(q.content)} altClass="tr" />
              {/* To an organisation or a session; by name they are to whoever reads this. */}
              <Who q={q} to={q.to && !('person' in q.to) ? nameTo(q.to) : undefined} />
            </li>
          ))}
        </ul>
      ) : (
        <p class="tr">{t.panelist.noneToYou}</p>
      )}
    </section>
  );
}
