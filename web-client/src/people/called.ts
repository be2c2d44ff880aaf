/**
 * What people are called. The hall knows them by their organisation, or by name if they have none. Desks use name and
 * organisation, because two people can be from the same organisation.
 */
import type { PersonItem } from '../protocol/items';
import { useLang } from '../ui/hooks';
import { pick } from '../ui/text';
import { primary } from '../words/texts';

export const called = (person: PersonItem | undefined, lang: string): string =>
  person ? pick(person.org, lang)[1] || pick(person.name, lang)[1] : '';

/** Returns what a person is called where it must be unique: with the name, if another person is called the same. */
export function calledAmong(people: Map<number, PersonItem>, id: number, lang: string): string {
  const who = people.get(id);
  const name = called(who, lang);
  const alike = [...people.values()].filter(other => called(other, lang) === name);
  return alike[1] ? fullName(who, lang) : name;
}

/** Languages that put the organisation before the name, with a space between. */
const ORG_FIRST = ['ja', 'ko', 'zh'];
/** Languages in Arabic script, whose comma is turned. */
const TURNED_COMMA = ['ar', 'ckb', 'fa', 'ps', 'sd', 'ug', 'ur'];

/** Returns name and organisation in the language's order, or the name alone if it contains the organisation. */
export function fullName(person: PersonItem | undefined, lang: string): string {
  if (!person) return '';
  const [name, org] = [pick(person.name, lang)[1], pick(person.org, lang)[1]];
  if (!org || name.includes(org)) return name;
  if (ORG_FIRST.includes(primary(lang))) return `${org} ${name}`;
  return `${name}${TURNED_COMMA.includes(primary(lang)) ? '،' : ','} ${org}`;
}

/** Returns [`fullName`] in the viewer's language. */
export function useFullName(): (person: PersonItem | undefined) => string {
  const [lang] = useLang();
  return person => fullName(person, lang);
}
