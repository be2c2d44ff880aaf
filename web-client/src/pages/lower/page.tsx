/**
 * The lower third for video mixers: plates on a clear ground, inside the title-safe nine tenths of the picture. It shows who has the floor
 * and the question or the poll on the screen, of a revealed one the answers that lead, and captions if its link asks for them. It is on the air: where it has nothing to show, or cannot know
 * it any more, it shows nothing at all.
 */
import type { JSX } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { raisedOf } from '../../hands/raised';
import { useRoomTexts } from '../../hands/strokes';
import { type Lead, leading } from '../../polls/leading';
import type { HandCount, PersonItem, Show, Speaker } from '../../protocol/items';
import { textsOf } from '../../questions/content';
import { type Reading, readCaptions } from '../../sync/reading';
import type { View } from '../../sync/store';
import { down, FLOOR, type Plan, useFit } from '../../ui/fit';
import { redraw, useNow, useView } from '../../ui/hooks';
import { inLinksOrder, onScreen } from '../../ui/linked';
import { COUNT_IN_MS, STRESS_AFTER_MS } from '../../ui/motion';
import { inOrder, Num, Pair, Piece, SettingContext, speaking, useSetting, Words } from '../../ui/screen';
import { typeFor } from '../../ui/type';
import type { Texts } from '../../words/texts';
import { lowerOptions } from './options';
import type { LowerTexts } from './texts.en';

const { Label } = speaking<LowerTexts>(import.meta.glob('./texts.*.ts', { eager: true, import: 'default' }));

/** The sizes of screens are for the last row; a picture on the air is seen from nearer. */
const USUAL = 0.78;

const OPTIONS = lowerOptions(location.hash);
/** How long a caption stays when nothing follows it. */
const CAPTION_MS = 12_000;
const FONTS_MS = 4000;
/** How long plates stay without a connection: longer than it takes to come back after a short break. */
const UNKNOWN_MS = 10_000;

/** `lead-alt` leaves out the answers' other languages. */
const plates = (name: number, ask: number, bare = ''): Plan => ({
  sizes: { name, also: name * 0.76, ask, 'ask-also': Math.max(FLOOR, ask * 0.8) },
  bare,
});
/** Two names stand side by side where they fit on a line, as on the air; else one above the other. */
const PLANS: Plan[] = [
  plates(6, 4.2),
  plates(6, FLOOR),
  plates(5.2, FLOOR),
  plates(6, FLOOR, 'lead-alt'),
  plates(5.2, FLOOR, 'lead-alt'),
  plates(6, 4.2, 'stack'),
  plates(5.2, FLOOR, 'stack'),
  plates(4.2, FLOOR, 'stack'),
  plates(4.2, FLOOR, 'stack lead-alt'),
  { ...plates(4.2, FLOOR, 'stack'), pages: true },
  { ...plates(FLOOR, FLOOR, 'stack also'), pages: true },
];
const CAPTION_PLANS: Plan[] = down(5.6, FLOOR, 6).map(say => ({
  sizes: { say, alt: Math.max(FLOOR, say * 0.85) },
}));

export function LowerPage(): JSX.Element {
  const view = onScreen(useView(), OPTIONS.screen);
  const { event, link } = view;
  const langs = inLinksOrder(event?.langs ?? [document.documentElement.lang], OPTIONS.langs);
  const set = useTypeset(view, langs);
  const ended = link === 'revoked' || link === 'gone' || link === 'no_access';
  const known = useKnown(link === 'online');
  const wasOn = useRef(false);
  wasOn.current ||= event !== null;
  return (
    <SettingContext.Provider value={{ langs, ink: false, turned: 0 }}>
      <main class={`screen lower at-${OPTIONS.at}`} style={{ '--scale': `${OPTIONS.size * USUAL}` }}>
        {event && set && !ended ? (
          <>
            <Plates view={view} known={known} />
            {OPTIONS.captions && !isBlack(view) ? <Captions code={event.code} /> : null}
          </>
        ) : ended && !wasOn.current ? (
          <p class="setup">
            <Label of={w => (link === 'gone' ? w.gone : link === 'revoked' ? w.revoked : w.noAccess)} />
          </p>
        ) : null}
      </main>
    </SettingContext.Provider>
  );
}

/** Returns false once the connection has been away for so long that somebody else may be speaking. */
function useKnown(online: boolean): boolean {
  const [known, setKnown] = useState(true);
  useEffect(() => {
    if (online) {
      setKnown(true);
      return;
    }
    const timer = setTimeout(() => setKnown(false), UNKNOWN_MS);
    return () => clearTimeout(timer);
  }, [online]);
  return known;
}

/** Returns true from the first view whose fonts are there. Each later one asks for its own before it is shown. */
function useTypeset(view: View, langs: string[]): boolean {
  const [set, setSet] = useState(false);
  const asked = [view.questions.map(q => q.content), view.polls.map(poll => [poll.title, poll.options])];
  const texts = JSON.stringify([[...view.people.values()], asked, view.of('survey')]);
  useEffect(() => {
    void typeFor(texts, langs, FONTS_MS).then(() => setSet(true));
  }, [texts]);
  return set;
}

/** What is in the plates. */
interface Shown {
  who: { name: Texts; org: Texts } | null;
  ask: Asked | null;
}

interface Asked {
  /** A question as a guest wrote it, the original first, or the title of a poll or of a survey. */
  texts: Texts;
  /** The answers that lead in a revealed poll, with the numbers that the host shows. */
  leads: Lead[];
  show?: Show | undefined;
  /** What was counted in the room, which the numbers contain. */
  hands?: HandCount | undefined;
}

/** Returns true if the host wants no picture. */
const isBlack = (view: View): boolean => view.stage?.scene === 'blank';

function shownOf(view: View, known: boolean): Shown {
  if (!known || isBlack(view)) return { who: null, ask: null };
  const speaker = view.of('floor')[0]?.turn?.speaker;
  return { who: speaker ? named(speaker, view.people) : null, ask: askedOf(view) };
}

/** Returns what the screen asks; a poll from its opening on. */
function askedOf(view: View): Asked | null {
  const scene = view.stage?.scene;
  if (typeof scene !== 'object') return null;
  if ('question' in scene) {
    const question = view.questions.find(q => q.id === scene.question);
    return question ? { texts: textsOf(question.content), leads: [] } : null;
  }
  if ('survey' in scene) {
    const survey = view.of('survey').find(s => s.id === scene.survey && s.phase !== 'ready');
    return survey ? { texts: survey.title, leads: [] } : null;
  }
  if (!('poll' in scene)) return null;
  const poll = view.polls.find(p => p.id === scene.poll && p.phase !== 'ready');
  if (!poll) return null;
  const tally = view.tallies.get(poll.id);
  return { texts: poll.title, leads: leading(poll, tally), show: poll.show, hands: tally?.hands };
}

function named(speaker: Speaker, people: Map<number, PersonItem>): Shown['who'] {
  if ('hall' in speaker) return { name: { '': speaker.hall }, org: {} };
  const person = people.get(speaker.person);
  return person ? { name: person.name, org: person.org } : null;
}

/** A reveal that this page sees happen is told when the winner stands out on the screen, and not to the air before the hall. */
function useTold({ stage, polls }: View): boolean {
  const scene = stage?.scene;
  const poll =
    typeof scene === 'object' && 'poll' in scene ? polls.find(p => p.id === scene.poll) : undefined;
  const [since, setSince] = useState<number | undefined>(poll?.phase === 'revealed' ? poll.id : undefined);
  const before = useRef(poll);
  const isSeen = before.current?.id === poll?.id;
  useEffect(() => {
    before.current = poll;
    if (poll?.phase !== 'revealed') {
      setSince(undefined);
      return;
    }
    const timer = setTimeout(() => setSince(poll.id), isSeen ? COUNT_IN_MS + STRESS_AFTER_MS : 0);
    return () => clearTimeout(timer);
  }, [poll?.id, poll?.phase]);
  return since === poll?.id;
}

/** Returns what to draw, and whether it is still there: what leaves is drawn once more, to fade. */
function useLast<T>(now: T | null): [what: T | null, isHere: boolean] {
  const last = useRef(now);
  if (now) last.current = now;
  return [last.current, now !== null];
}

function Plates(props: { view: View; known: boolean }): JSX.Element {
  const { langs } = useSetting();
  const shown = shownOf(props.view, props.known);
  const [who, speaks] = useLast(shown.who);
  const told = useTold(props.view);
  const [ask, asks] = useLast(shown.ask && (told ? shown.ask : { ...shown.ask, leads: [] }));
  const words = JSON.stringify([shown, langs]);
  const { ref } = useFit<HTMLDivElement>(PLANS, words, words);
  return (
    <div class="plates" ref={ref}>
      {who ? (
        <section
          class={speaks ? 'who' : 'who gone'}
          key={`who ${JSON.stringify(who)}`}
          aria-hidden={!speaks}
          data-fit
        >
          <hr class="rule" />
          <p class="name">
            <Side of={who.name} main="b" />
          </p>
          <p class="org">
            <Side of={who.org} main="span" />
          </p>
        </section>
      ) : null}
      {ask ? (
        <section class={asks ? 'ask' : 'ask gone'} key={JSON.stringify(ask.texts)} aria-hidden={!asks}>
          <Words texts={ask.texts} items />
          {ask.leads.length ? (
            <ol class="leads">
              {ask.leads.map(lead => (
                <li key={JSON.stringify(lead.texts)} data-item>
                  <Figure of={lead} show={ask.show} />
                  <span class="text">
                    <Pair texts={lead.texts} />
                  </span>
                </li>
              ))}
            </ol>
          ) : null}
          <Whole of={ask} />
          {ask.leads.length && ask.hands ? <Room hands={ask.hands} /> : null}
        </section>
      ) : null}
    </div>
  );
}

/** What 100 % is, where an answer has a percent. */
function Whole(props: { of: Asked }): JSX.Element | null {
  const { leads, show } = props.of;
  const [lead] = leads;
  if (lead?.percent === undefined || !lead.whole || show === 'counts') return null;
  return (
    <p class="whole-of">
      {typeof lead.whole === 'number' ? (
        <>
          <Num of={lead.whole} /> = 100%
        </>
      ) : (
        <Pair texts={lead.whole} />
      )}
    </p>
  );
}

/** How many hands, cards or proxies are in the numbers. */
function Room({ hands }: { hands: HandCount }): JSX.Element {
  const raised = raisedOf(hands);
  return (
    <p class="whole-of">
      <Pair texts={useRoomTexts(w => w.among(raised, hands))} />
    </p>
  );
}

/** An answer's share, its count, or both, as the poll is set. */
function Figure(props: { of: Lead; show: Show | undefined }): JSX.Element {
  const { count, percent } = props.of;
  const counts = percent === undefined || props.show === 'counts' || props.show === 'both';
  return (
    <b class="figure">
      {percent === undefined || props.show === 'counts' ? null : <span>{percent}%</span>}
      {counts ? (
        <span>
          <Num of={count} />
        </span>
      ) : null}
    </b>
  );
}

/** A text in every language, side by side. */
function Side(props: { of: Texts; main: 'b' | 'span' }): JSX.Element {
  const { langs } = useSetting();
  return (
    <>
      {inOrder(props.of, langs).map(([tag, text], i) => (
        <Piece key={tag} tag={tag} text={text} as={i ? 'span' : props.main} class={i ? 'alt' : 'main'} />
      ))}
    </>
  );
}

/** The latest line in each language, over a socket of its own, so that no other page gets it. */
function Captions(props: { code: string }): JSX.Element {
  const reading = useRef<Reading | null>(null);
  useEffect(() => {
    const own = readCaptions(props.code, redraw);
    reading.current = own;
    const check = () => own.check();
    addEventListener('online', check);
    return () => {
      removeEventListener('online', check);
      own.close();
    };
  }, [props.code]);
  const now = useNow(1000);
  const fresh = (reading.current?.tracks() ?? []).flatMap(({ lang, lines }) => {
    const last = lines.at(-1);
    return last && last.at + CAPTION_MS > now ? [[lang, last.text]] : [];
  });
  const texts: Texts = Object.fromEntries(fresh);
  const { langs } = useSetting();
  const { ref } = useFit<HTMLDivElement>(CAPTION_PLANS, JSON.stringify([texts, langs]));
  return (
    <div class="lines" ref={ref}>
      <Words texts={texts} say />
    </div>
  );
}
