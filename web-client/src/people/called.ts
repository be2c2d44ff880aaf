/** How people are called: by their organisation, which is how a hall knows them, or by name where there is none. */
import type { PersonItem } from '../protocol/items';
import { useLang } from '../ui/hooks';
import { pick } from '../ui/text';

export const called = (person: PersonItem | undefined, lang: string): string =>
  person ? pick(person.org, lang)[1] || pick(person.name, lang)[1] : '';

/** How one of the event's people is called where that must tell them apart: by name too, if another is called alike. */
export function calledAmong(people: Map<number, PersonItem>, id: number, lang: string): string {
  const who = people.get(id);
  const name = called(who, lang);
  const alike = [...people.values()].some(other => other !== who && called(other, lang) === name);
  return who && alike ? fullName(who, lang) : name;
}

/** Name and organisation. */
export function fullName({ name, org }: PersonItem, lang: string): string {
  const parts = [pick(name, lang)[1], pick(org, lang)[1]];
  return [...new Set(parts)].filter(Boolean).join(', ');
}

/** [`called`] in the viewer's language. */
export function useCalled(): (person: PersonItem | undefined) => string {
  const [lang] = useLang();
  return person => called(person, lang);
}
