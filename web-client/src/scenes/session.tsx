/**
 * The running session: its title, when it is, and who speaks. A round table shows its name plates, as they
 * stand on the table: the name above, the organisation below.
 */
import './session.css';
import type { JSX } from 'preact';
import type { PersonItem, SessionItem } from '../protocol/items';
import { down, FLOOR, type Plan, useFit } from '../ui/fit';
import { inOrder, Pair, useSetting, Words } from '../ui/screen';
import { Label, spoken } from './words';

/** From this many people on, they sit behind plates. */
const PLATES_MIN = 4;

const TITLE_PLANS: Plan[] = down(9.6, FLOOR, 9).map(say => ({
  sizes: { say, alt: say * 0.62, name: Math.min(5.2, say * 0.75), org: Math.min(4.2, say * 0.6) },
}));

const table = (say: number, name: number, bare = ''): Plan => ({
  sizes: { say, alt: say * 0.68, name, org: FLOOR },
  bare,
});

const TABLE_PLANS: Plan[] = [
  ...[6.6, 5.8, 5.2, 4.6].map(say => table(say, 4.2)),
  ...[5.8, 5.2, 4.6].map(say => table(say, 4.2, 'org-alt')),
  ...[5.2, 4.6].map(say => table(say, FLOOR, 'org-alt')),
  ...[5.2, 4.6, FLOOR].map(say => table(say, FLOOR, 'org-alt name-alt')),
  ...[4.6, FLOOR].map(say => table(say, FLOOR, 'org name-alt')),
];

export function SessionScene(props: { session: SessionItem; people: Map<number, PersonItem> }): JSX.Element {
  const { session, people } = props;
  const { langs } = useSetting();
  const seated = [...session.speakers, ...session.panelists].flatMap(id => people.get(id) ?? []);
  const plates = seated.length >= PLATES_MIN || (session.kind === 'round_table' && seated.length > 1);
  const words = JSON.stringify([session.title, seated, langs]);
  const ref = useFit<HTMLDivElement>(plates ? TABLE_PLANS : TITLE_PLANS, words);
  const columns = seated.length <= 4 ? 2 : seated.length <= 9 ? 3 : 4;
  return (
    <div class={plates ? 'scene session at-table' : 'scene session'} ref={ref}>
      <div class="topic" data-fit>
        {plates ? null : (
          <p class="kind">
            <Label of={w => w.kinds[session.kind]} />
            <span class="hours" lang={spoken(langs)[0]?.[0] ?? 'en'}>
              {spoken(langs)[0]?.[1].between(session.start, session.end)}
            </span>
          </p>
        )}
        <Words texts={session.title} say main="h1" />
        {plates ? null : <Speakers people={seated} />}
      </div>
      {plates ? (
        <ul class="plates" data-fit style={{ '--columns': columns }}>
          {seated.map(person => (
            <Plate key={person.id} person={person} />
          ))}
        </ul>
      ) : null}
    </div>
  );
}

function Speakers(props: { people: PersonItem[] }): JSX.Element | null {
  if (!props.people.length) return null;
  return (
    <ul class="speakers">
      {props.people.map(person => (
        <li key={person.id}>
          <div class="name">
            <Words texts={person.name} main="b" />
          </div>
          <div class="org">
            <Words texts={person.org} />
          </div>
        </li>
      ))}
    </ul>
  );
}

function Plate(props: { person: PersonItem }): JSX.Element {
  const { langs } = useSetting();
  const { name, org } = props.person;
  return (
    <li class="plate" data-fit>
      <Pair texts={name} />
      {inOrder(org, langs).map(([tag, text], i) => (
        <small key={tag} class={i ? 'alt' : ''} lang={tag}>
          {text}
        </small>
      ))}
    </li>
  );
}
