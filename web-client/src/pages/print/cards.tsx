/** What is cut out and handed to a person: badges, and cards with the links of panelists and staff. */
import type { JSX } from 'preact';
import { roleIn } from '../../people/roles';
import type { RoleLink } from '../../protocol/http';
import type { EventItem, GroupItem, PersonItem } from '../../protocol/items';
import type { Texts } from '../../words/texts';
import { onlyOnce } from '../../words/texts';
import { useFit } from './fit';
import type { Badge } from './names';
import { dayIn, firstOf, joinSource, linkSource } from './sheets';
import { Say, spoken, Told } from './words';

/** Shapes that tell groups apart without colour, also after a photocopier. */
const MARKS = ['disc full', 'disc', 'square full', 'square'];

export function BadgeCard(props: {
  event: EventItem;
  langs: string[];
  groups: GroupItem[];
  badge: Badge;
  n: number;
}): JSX.Element {
  const { event, langs, badge, n } = props;
  const group = valueNamed(props.groups, badge.group);
  const first = firstOf(langs);
  const ref = useFit<HTMLElement>(JSON.stringify([event, langs, badge, group?.texts]));
  const number = `${n}`.padStart(3, '0');
  return (
    <article class="bd" lang={first} ref={ref}>
      <div>
        <hr class="rule" />
        <div class="top">
          <span>
            {group ? (
              <>
                <i class={`mk ${MARKS[group.place % MARKS.length]}`} />
                <Told langs={langs} texts={group.texts} as="span" />
              </>
            ) : badge.group ? (
              <bdi>{badge.group}</bdi>
            ) : (
              <Told langs={langs} texts={event.short} as="span" />
            )}
          </span>
          <span class="day">{dayIn(event.date, first)}</span>
        </div>
      </div>
      <div class="nm">
        <Written text={badge.name} />
        <Written text={badge.other} as="small" />
      </div>
      <div class="ft">
        <div>
          <Written text={badge.org} class="og" />
          <Written text={badge.orgOther} class="alt" />
          <p class="mt">{spoken(langs)[0]?.[1].number(number)}</p>
        </div>
        <img class="qr" src={joinSource(event)} alt="" width="1" height="1" />
      </div>
    </article>
  );
}

/** What an organiser wrote into the list. Its script says the language well enough for the typeface. */
function Written(props: { text: string; as?: 'p' | 'small'; class?: string }): JSX.Element | null {
  const { text, as: As = 'p' } = props;
  if (!text) return null;
  return (
    <As class={props.class} lang={/\p{Script=Han}/u.test(text) ? 'zh' : ''} dir="auto" translate={false}>
      {text}
    </As>
  );
}

/** Returns the value that a list means: by its key, or by its text in any language. */
function valueNamed(groups: GroupItem[], said: string): { place: number; texts: Texts } | undefined {
  const means = (text: string) => text.toLowerCase() === said.toLowerCase();
  for (const { values } of groups) {
    const place = values.findIndex(value => means(value.key) || Object.values(value.text).some(means));
    const value = values[place];
    if (said && value) return { place, texts: value.text };
  }
  return undefined;
}

/** Whose link is on a card: of a role, or of a person in it. */
export function LinkCard(props: {
  event: EventItem;
  langs: string[];
  link: RoleLink;
  person: PersonItem | undefined;
}): JSX.Element {
  const { event, langs, link, person } = props;
  const first = firstOf(langs);
  const names = (of: 'one' | 'opens') =>
    onlyOnce(spoken(langs).map(([lang]): [string, string] => [lang, roleIn(link.role, lang)?.[of] ?? '']));
  const ref = useFit<HTMLElement>(JSON.stringify([event, langs, link, person]));
  return (
    <article class="lk" lang={first} ref={ref}>
      <div class="l">
        <div class="role">
          <Told langs={langs} texts={Object.fromEntries(names('one'))} />
        </div>
        {person ? (
          <div class="wh">
            <Told langs={langs} texts={person.name} />
            <Told langs={langs} texts={person.org} />
          </div>
        ) : (
          <p class="blank">{spoken(langs)[0]?.[1].name}</p>
        )}
        <div class="opens">
          <Told langs={langs} texts={Object.fromEntries(names('opens'))} />
        </div>
        <div class="key">
          <Say langs={langs} of={w => w.key} />
        </div>
      </div>
      <div class="r">
        <img
          class="qr"
          src={linkSource(event, link.role, link.person)}
          alt={spoken(langs)[0]?.[1].linkQr(names('one')[0]?.[1] ?? link.role) ?? ''}
          width="1"
          height="1"
        />
        <div class="cn">
          <Say langs={langs} of={w => w.until} />
        </div>
      </div>
    </article>
  );
}
