/**
 * The running session, set like a title page: its title and its speakers. A round table shows name plates like those on the
 * table: the name above, the organisation below, and the speakers' plates filled. At the foot stands what comes next.
 */
import './session.css';
import type { JSX } from 'preact';
import { turnClock } from '../floor/clock';
import type { PersonItem, SessionItem, Turn } from '../protocol/items';
import { down, FLOOR, type Plan, useFit } from '../ui/fit';
import { useNow } from '../ui/hooks';
import { inOrder, Piece, useSetting, Words } from '../ui/screen';
import type { Texts } from '../words/texts';
import { type Coming, comingWords, Teaser, withTeaser } from './teaser';
import { Turning } from './turning';
import { Label } from './words';

/** From this many people on, they have plates. */
const PLATES_MIN = 4;

const title = (say: number, name: number, bare = ''): Plan => ({
  sizes: { say, alt: say * 0.6, name, org: Math.min(4.2, name * 0.8) },
  bare,
});

/** The first sizes of the titles and of the tables leave room for the teaser. */
const GENEROUS = { title: 9, table: 6 };

/** `single`: very long texts take the whole width, one person above the other. */
const TITLE_PLANS: Plan[] = [
  ...down(13, 6.6, 9).map(say => title(say, 5.2)),
  ...down(6.6, FLOOR, 6).map(say => title(say, 4.2)),
  title(FLOOR, FLOOR),
  ...down(6.6, FLOOR, 3).map(say => ({ ...title(say, FLOOR), pages: true })),
  ...[6.6, FLOOR].map(say => ({ ...title(say, FLOOR, 'single'), pages: true })),
  ...down(6.6, FLOOR, 3).map(say => ({ ...title(say, FLOOR, 'title-alt'), pages: true })),
  { ...title(FLOOR, FLOOR, 'title-alt single'), pages: true },
  { ...title(FLOOR, FLOOR, 'title-alt name-alt single'), pages: true },
];

const table = (say: number, name: number, bare = ''): Plan => ({
  sizes: { say, alt: say * 0.68, name, org: FLOOR },
  bare,
});

const TABLE_PLANS: Plan[] = [
  ...[6.6, 5.8, 5.2, 4.6].map(say => table(say, 4.2)),
  ...[5.2, 4.6].map(say => table(say, FLOOR)),
  ...[5.2, 4.2, FLOOR].map(say => ({ ...table(say, 4.2), pages: true })),
  { ...table(FLOOR, FLOOR), pages: true },
  { ...table(FLOOR, FLOOR, 'single'), pages: true },
  ...[4.2, FLOOR].map(say => ({ ...table(say, FLOOR, 'title-alt'), pages: true })),
  { ...table(FLOOR, FLOOR, 'title-alt single'), pages: true },
  { ...table(FLOOR, FLOOR, 'title-alt name-alt single'), pages: true },
];

export function SessionScene(props: {
  session: SessionItem;
  people: Map<number, PersonItem>;
  /** Who has the floor: the plate stands out, and the clock is under the title. */
  turn?: Turn | undefined;
  /** With plates, however few the people are; those who speak according to the programme do not stand out. */
  table?: boolean;
  /** The chair has said that no question follows the one that is on. */
  last?: boolean;
  coming?: Coming | undefined;
}): JSX.Element {
  const { session, people, turn, table, last, coming } = props;
  const { langs } = useSetting();
  const seated = [...session.speakers, ...session.panelists].flatMap(id => people.get(id) ?? []);
  const plates =
    seated.length >= PLATES_MIN ||
    (table && seated.length > 0) ||
    (session.kind === 'round_table' && seated.length > 1);
  const who = turn?.speaker;
  const fromHall = who && 'hall' in who ? who.hall : '';
  const words = JSON.stringify([session.title, seated, langs, !!turn, fromHall, last, comingWords(coming)]);
  const plans = plates
    ? withTeaser(TABLE_PLANS, GENEROUS.table, coming)
    : withTeaser(TITLE_PLANS, GENEROUS.title, coming);
  const fitted = useFit<HTMLDivElement>(plans, words);
  const columns = seated.length <= 4 ? 2 : seated.length <= 9 ? 3 : 4;
  // If everybody speaks, nobody stands out.
  const speaks = (person: PersonItem) =>
    table
      ? !!who && 'person' in who && who.person === person.id
      : session.panelists.length > 0 && session.speakers.includes(person.id);
  return (
    <div class={plates ? 'scene session at-table' : 'scene session'} ref={fitted.ref}>
      <div class="topic" data-fit>
        <Words texts={session.title} say main="h1" />
        {last ? (
          <p class="last-one">
            <Label of={w => w.lastQuestion} strong />
          </p>
        ) : null}
        {turn ? <Clock turn={turn} /> : null}
        {plates || !seated.length ? null : (
          <ul class="speakers" style={{ '--seats': Math.min(seated.length, 3) }}>
            {seated.map(person => (
              <Speaker key={person.id} person={person} />
            ))}
          </ul>
        )}
      </div>
      {plates ? (
        <ul class="plates" data-fit style={{ '--seats': columns }}>
          {seated.map(person => (
            <Plate key={person.id} person={person} speaks={speaks(person)} />
          ))}
        </ul>
      ) : null}
      <Teaser coming={coming} />
      <footer class="marks">
        <Turning {...fitted} />
      </footer>
    </div>
  );
}

/** The time that is left; somebody from the hall has no plate, and stands here. */
function Clock({ turn }: { turn: Turn }): JSX.Element {
  const { text, state } = turnClock(turn, useNow(1000));
  return (
    <p class={`turn ${state}`}>
      {'hall' in turn.speaker ? <bdi>{turn.speaker.hall}</bdi> : null}
      <b role="timer">{text}</b>
    </p>
  );
}

/** Returns the organisation in the languages in which the name does not already contain it. */
function useOrg({ name, org }: PersonItem): Texts {
  return Object.fromEntries(Object.entries(org).filter(([tag, text]) => !(name[tag] ?? '').includes(text)));
}

function Speaker(props: { person: PersonItem }): JSX.Element {
  const org = useOrg(props.person);
  return (
    <li data-item data-fit>
      <div class="name">
        <Words texts={props.person.name} main="b" />
      </div>
      <div class="org">
        <Words texts={org} />
      </div>
    </li>
  );
}

function Plate(props: { person: PersonItem; speaks: boolean }): JSX.Element {
  const { langs } = useSetting();
  const { name } = props.person;
  const org = useOrg(props.person);
  return (
    <li class={props.speaks ? 'plate on' : 'plate'} data-item data-fit>
      {inOrder(name, langs).map(([tag, text], i) => (
        <Piece key={tag} tag={tag} text={text} as={i ? 'i' : 'b'} />
      ))}
      {inOrder(org, langs).map(([tag, text], i) => (
        <Piece key={tag} tag={tag} text={text} as="small" class={i ? 'alt' : ''} />
      ))}
    </li>
  );
}
