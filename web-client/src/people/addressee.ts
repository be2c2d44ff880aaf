/** To whom a question is put: a person, an organisation of the programme, or everybody on the stage in a session. */
import type { Addressee, PersonItem, SessionItem } from '../protocol/items';
import type { View } from '../sync/store';
import { useLang, useView } from '../ui/hooks';
import { pick } from '../ui/text';
import { sameLanguage, type Texts } from '../words/texts';
import { calledAmong, fullName } from './called';

type Program = Pick<View, 'people' | 'sessions'>;

/** Names an addressee, for fields of forms. */
export const keyOf = (to: Addressee | undefined): string =>
  to ? (Object.entries(to)[0]?.join(':') ?? '') : '';

/** Returns the addressee of a name; nobody for an empty one. */
export function ofKey(value: string): Addressee | undefined {
  const [kind, id] = value.split(':');
  return kind ? ({ [kind]: Number(id) } as unknown as Addressee) : undefined;
}

export const sameAddressee = (a?: Addressee, b?: Addressee): boolean => keyOf(a) === keyOf(b);

/** Returns the name of an organisation or the title of a session in all languages; null for a person, and for nobody. */
export function nameOf({ people, sessions }: Program, to: Addressee | undefined): Texts | null {
  if (!to || 'person' in to) return null;
  if ('organisation' in to) return people.get(to.organisation)?.org ?? {};
  return sessions.find(s => s.id === to.session)?.title ?? {};
}

/** Returns an addressee where it stands alone, as in a menu. */
export function plainTo(program: Program, to: Addressee | undefined, lang: string): string {
  if (to && 'person' in to) return fullName(program.people.get(to.person), lang);
  return pick(nameOf(program, to) ?? {}, lang)[1];
}

/** Returns what desks call an addressee in a sentence: in Chinese, a session is whoever sits in it. */
export function fullTo(program: Program, to: Addressee | undefined, lang: string): string {
  const text = plainTo(program, to, lang);
  if (!text || !to || !('session' in to)) return text;
  const [tag] = pick(nameOf(program, to) ?? {}, lang);
  return sameLanguage(tag, 'zh') ? `“${text}”的嘉宾` : `“${text}”`;
}

/** Returns what the hall calls an addressee in a sentence. */
export const calledTo = (program: Program, to: Addressee | undefined, lang: string): string =>
  to && 'person' in to ? calledAmong(program.people, to.person, lang) : fullTo(program, to, lang);

/** Returns [`fullTo`] in the viewer's language. */
export function useFullTo(): (to: Addressee | undefined) => string {
  const [lang] = useLang();
  const view = useView();
  return to => fullTo(view, to, lang);
}

/** Returns true if a question to this addressee concerns a person by name, or by the organisation. */
export function concerns(
  people: Map<number, PersonItem>,
  to: Addressee | undefined,
  me: number | null,
): boolean {
  if (!to || me === null) return false;
  if ('person' in to) return to.person === me;
  // Nobody shares an organisation with those who have none.
  return 'organisation' in to && isSameOrg(people.get(to.organisation), people.get(me));
}

/** Tells organisations apart, as the server does: their name agrees in a language, also where only one has a translation. */
const isSameOrg = (one: PersonItem | undefined, other: PersonItem | undefined): boolean =>
  Object.entries(one?.org ?? {}).some(([tag, text]) => other?.org[tag] === text);

/** Returns one person of each organisation of the programme. */
export function organisations(people: Map<number, PersonItem>): PersonItem[] {
  const firsts: PersonItem[] = [];
  for (const person of people.values())
    if (Object.keys(person.org).length && !firsts.some(one => isSameOrg(one, person))) firsts.push(person);
  return firsts;
}

/** Returns whom a question can be put to: people, organisations, and sessions that are not over. */
export function offeredTo(
  { people, sessions }: Program,
  chosen?: Addressee,
): Record<'people' | 'organisations' | 'sessions', Addressee[]> {
  const isOpen = ({ kind, state }: SessionItem) =>
    kind !== 'break' && (state === 'running' || state === 'coming');
  const open = sessions.filter(s => isOpen(s) || sameAddressee({ session: s.id }, chosen));
  return {
    people: [...people.keys()].map(person => ({ person })),
    organisations: organisations(people).map(({ id }) => ({ organisation: id })),
    sessions: open.map(({ id }) => ({ session: id })),
  };
}
