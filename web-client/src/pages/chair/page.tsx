/**
 * The chair's desk: the question on the screen with the clock, plates that give the floor, the run of questions, the list of
 * speakers, and how long each has spoken. Everything is one press; a step that came too late says who has the floor.
 */
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { MessagesVerb } from '../../backstage/messages';
import { floorOf, sameSpeaker, TURN_MIN, useSpeakerName, useStep } from '../../floor/steps';
import { useFullTo } from '../../people/addressee';
import type {
  Addressee,
  FloorDesk,
  FloorItem,
  PersonItem,
  QuestionItem,
  SessionItem,
  Speaker,
} from '../../protocol/items';
import { inLine } from '../../questions/content';
import { useDeeds } from '../../ui/deeds';
import { Foot, Gate, KeysDialog, online, Strip, Verb } from '../../ui/desk';
import { useLang, useT, useView } from '../../ui/hooks';
import { useKeys } from '../../ui/keys';
import { LangSwitch } from '../../ui/language';
import { SignOut } from '../../ui/signout';
import { pick } from '../../ui/text';
import { HINTS, KEYS } from './keys';
import { List } from './list';
import { Now } from './now';
import { Plates } from './plates';
import { Run } from './run';
import { Side } from './side';
import type { ChairTexts } from './texts.en';

export const ChairPage = (): JSX.Element => <Gate>{() => <Page />}</Gate>;

const NOBODY: FloorDesk = {
  rev: 0,
  list: [],
  closed: false,
  hides_times: false,
  times: [],
  side_times: [],
  offers: [],
};

/** What one press can do, for the buttons and the keys alike. */
export interface Chair {
  session: SessionItem;
  floor: FloorItem;
  desk: FloorDesk;
  /** On the plates, in the order of the programme. */
  seated: PersonItem[];
  now: QuestionItem | undefined;
  line: QuestionItem[];
  off: boolean;
  give(to: Speaker): void;
  thank(): void;
  pause(): void;
  more(): void;
  next(): void;
  list(speaker: Speaker): void;
  strike(entry: number): void;
  place(entry: number, before: number | undefined): void;
  sides(on: boolean): void;
  close(): void;
  last(): void;
  address(q: QuestionItem, to: Addressee | undefined): void;
}

function Page(): JSX.Element {
  const t = useT<ChairTexts>();
  const view = useView();
  const deeds = useDeeds();
  const [lang] = useLang();
  const [help, setHelp] = useState(false);
  const [adding, setAdding] = useState(false);
  const [minutes, setMinutes] = useState(TURN_MIN);
  const [at, setAt] = useState<number | null>(null);
  const said = t.chair.did;
  const step = useStep(deeds, { ...t.chair, fromHall: t.chair.addWho });
  const nameOf = useSpeakerName();
  const nameTo = useFullTo();
  const session = view.sessions.find(s => s.state === 'running');
  const floor: FloorItem = floorOf(view) ?? { session: session?.id ?? 0 };
  const desk = floor.desk ?? NOBODY;
  const off = !online(view) || !session;
  const now = view.questions.find(q => q.state === 'now');
  const line = view.questions.filter(q => q.state === 'next').sort(inLine);
  const seated = [...new Set([...(session?.speakers ?? []), ...(session?.panelists ?? [])])].flatMap(
    id => view.people.get(id) ?? [],
  );
  const { turn } = floor;
  const paused = turn && turn.running_since === undefined;
  const chair: Chair | null = session
    ? {
        session,
        floor,
        desk,
        seated,
        now,
        line,
        off,
        give: to => {
          if (sameSpeaker(to, turn?.speaker)) return;
          void step(seen => ({ give: { to, seconds: minutes * 60, seen } }), said.give(nameOf(to)));
        },
        thank: () => void step(seen => ({ end: { seen } }), said.thank),
        pause: () => void step(seen => ({ pause: { on: !paused, seen } }), paused ? said.run : said.pause),
        more: () => void step(seen => ({ extend: { seconds: 30, seen } }), said.more),
        next: () => {
          const [q] = line;
          if (!q) return;
          void deeds.run({
            item: `question:${q.id}`,
            cmd: seen => ({ move: { question: q.id, seen, to: 'now' } }),
            did: said.next,
          });
        },
        list: speaker => void step(() => ({ list: { speaker } }), said.list(nameOf(speaker))),
        strike: entry => {
          const one = desk.list.find(({ id }) => id === entry);
          if (one) void step(() => ({ strike: { entry } }), said.strike(nameOf(one.speaker)));
        },
        place: (entry, before) => {
          const one = desk.list.find(({ id }) => id === entry);
          if (!one) return;
          const to = before === undefined ? {} : { before };
          void step(() => ({ place: { entry, ...to } }), said.place(nameOf(one.speaker)));
        },
        sides: on => {
          const group = view.of('group').find(g => seated.some(p => p.groups?.some(m => m.group === g.id)));
          const sides = group ? { group: group.id } : ('org' as const);
          void step(() => ({ in_turn: on ? { sides } : {} }), on ? said.sides : said.asAsked);
        },
        close: () => void step(() => ({ close: { on: !desk.closed } }), desk.closed ? said.open : said.close),
        last: () => void step(() => ({ last: { on: !floor.last } }), floor.last ? said.notLast : said.last),
        address: (q, to) =>
          void deeds.run({
            item: `question:${q.id}`,
            cmd: seen => ({ address: { question: q.id, seen, ...(to === undefined ? {} : { to }) } }),
            did: to === undefined ? said.toPanel : said.to(nameTo(to)),
          }),
      }
    : null;

  const { list } = desk;
  const place = Math.max(
    0,
    list.findIndex(one => one.id === at),
  );
  const chosen = list[place];
  const go = (by: number) => setAt(list[Math.min(list.length - 1, Math.max(0, place + by))]?.id ?? null);
  const can = chair && !off ? chair : null;
  // While the sides speak in turn, the list's own order is not the one on the page.
  const isFirst = !!desk.in_turn || place === 0;
  const isLast = !!desk.in_turn || place === list.length - 1;
  const after = (by: number): number | undefined => list[place + by]?.id;
  useKeys(
    KEYS,
    {
      help: () => setHelp(true),
      undo: off ? undefined : deeds.undo,
      down: list.length ? () => go(1) : undefined,
      up: list.length ? () => go(-1) : undefined,
      ...(can && {
        plate: (key: string) => {
          const person = seated[Number(key) - 1];
          if (person) can.give({ person: person.id });
        },
        next: line.length ? can.next : undefined,
        pause: turn ? can.pause : undefined,
        more: turn ? can.more : undefined,
        thank: turn ? can.thank : undefined,
        add: () => setAdding(true),
        close: can.close,
        last: can.last,
        ...(chosen && {
          give: () => can.give(chosen.speaker),
          strike: () => can.strike(chosen.id),
          later: isLast ? undefined : () => can.place(chosen.id, after(2)),
          earlier: isFirst ? undefined : () => can.place(chosen.id, after(-1)),
          behind: isLast ? undefined : () => can.place(chosen.id, after(2)),
        }),
      }),
    },
    () => deeds.refuse(t.notNow),
  );

  return (
    <div class="desk chair-desk">
      <header class="topbar">
        <h1 class="k">{t.chair.title}</h1>
        <span class="grow">
          {session ? <bdi lang={pick(session.title, lang)[0]}>{pick(session.title, lang)[1]}</bdi> : null}
        </span>
        {session ? <span class="mut">{t.chair.ends(session.end)}</span> : null}
        {chair ? (
          <Verb on={chair.last} off={off} hint={HINTS.last} pressed={!!floor.last}>
            {t.chair.last}
          </Verb>
        ) : null}
        <MessagesVerb deeds={deeds} />
        <LangSwitch />
        <SignOut />
      </header>
      <Strip />
      {chair ? (
        <main class="chair-cols">
          <div class="chair-lead">
            <hr class="rule" />
            <Now chair={chair} />
            <Plates chair={chair} minutes={minutes} setMinutes={setMinutes} />
            <Run chair={chair} />
          </div>
          <List chair={chair} at={chosen?.id} setAt={setAt} adding={adding} setAdding={setAdding} />
          <Side chair={chair} />
        </main>
      ) : (
        <main class="chair-none">
          <h2>{t.chair.noSession}</h2>
          <p class="alt">{t.chair.noSessionHow}</p>
        </main>
      )}
      <Foot
        notice={deeds.notice}
        onUndo={deeds.undo}
        onKeys={() => setHelp(true)}
        table={KEYS}
        texts={t.chair.keys}
      />
      {help ? <KeysDialog table={KEYS} texts={t.chair.keys} on={() => setHelp(false)} /> : null}
    </div>
  );
}
