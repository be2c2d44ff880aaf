/**
 * How people are called: in the hall by their organisation, which is how it knows them (by name where there is none), and at
 * desks by name and organisation, so that two people of one organisation are told apart.
 */
import type { PersonItem } from '../protocol/items';
import { useLang } from '../ui/hooks';
import { pick } from '../ui/text';
import { primary } from '../words/texts';

export const called = (person: PersonItem | undefined, lang: string): string =>
  person ? pick(person.org, lang)[1] || pick(person.name, lang)[1] : '';

/** How one of the event's people is called where that must tell them apart: by name too, if another is called alike. */
export function calledAmong(people: Map<number, PersonItem>, id: number, lang: string): string {
  const who = people.get(id);
  const name = called(who, lang);
  const alike = [...people.values()].filter(other => called(other, lang) === name);
  return alike[1] ? fullName(who, lang) : name;
}

/** Where the organisation comes before the name, with a space between. */
const ORG_FIRST = ['ja', 'ko', 'zh'];
/** Where a comma is turned, as in Arabic script. */
const TURNED_COMMA = ['ar', 'ckb', 'fa', 'ps', 'sd', 'ug', 'ur'];

/** Name and organisation, in the order of the language. */
export function fullName(person: PersonItem | undefined, lang: string): string {
  if (!person) return '';
  const parts = [...new Set([pick(person.name, lang)[1], pick(person.org, lang)[1]])].filter(Boolean);
  if (ORG_FIRST.includes(primary(lang))) return parts.reverse().join(' ');
  return parts.join(TURNED_COMMA.includes(primary(lang)) ? '، ' : ', ');
}

/** [`fullName`] in the viewer's language. */
export function useFullName(): (person: PersonItem | undefined) => string {
  const [lang] = useLang();
  return person => fullName(person, lang);
}
