/**
 * How people are called: in the hall by their organisation, which is how it knows them (by name where there is none), and at
 * desks by name and organisation, so that two people of one organisation are told apart.
 */
import type { PersonItem } from '../protocol/items';
import { useLang } from '../ui/hooks';
import { pick } from '../ui/text';
import { sameLanguage } from '../words/texts';

export const called = (person: PersonItem | undefined, lang: string): string =>
  person ? pick(person.org, lang)[1] || pick(person.name, lang)[1] : '';

/** How one of the event's people is called where that must tell them apart: by name too, if another is called alike. */
export function calledAmong(people: Map<number, PersonItem>, id: number, lang: string): string {
  const who = people.get(id);
  const name = called(who, lang);
  const alike = [...people.values()].filter(other => called(other, lang) === name);
  return alike[1] ? fullName(who, lang) : name;
}

/** Name and organisation, in the order of the language; the name alone if it has the organisation in it. */
export function fullName(person: PersonItem | undefined, lang: string): string {
  if (!person) return '';
  const [name, org] = [pick(person.name, lang)[1], pick(person.org, lang)[1]];
  if (!org || name.includes(org)) return name;
  return sameLanguage(lang, 'zh') ? `${org} ${name}` : `${name}, ${org}`;
}

/** [`fullName`] in the viewer's language. */
export function useFullName(): (person: PersonItem | undefined) => string {
  const [lang] = useLang();
  return person => fullName(person, lang);
}
