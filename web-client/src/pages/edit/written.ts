/**
 * The programme as it was written. Guests see a text as it was while one of its translations is out of date; whoever edits needs
 * the newest words.
 */
import { asWritten } from '../../making/draft';
import type { EventItem, GroupItem, PersonItem, SessionItem } from '../../protocol/items';
import type { View } from '../../sync/store';
import type { Texts } from '../../words/texts';

export const titleOf = (s: SessionItem): Texts => s.newer ?? s.title;
export const nameOf = (p: PersonItem): Texts => p.newer?.name ?? p.name;
export const orgOf = (p: PersonItem): Texts => p.newer?.org ?? p.org;

/** The times of the plan, which a delay leaves as they are. */
export const plannedOf = (s: SessionItem): { start: string; end: string } => s.planned ?? s;

export const groupsOf = (view: View): GroupItem[] => view.of('group').sort((a, b) => a.order - b.order);

/** Returns the name of a group, and then those of its values. */
export const groupTexts = ({ name, values, newer }: GroupItem): Texts[] => [
  newer?.name ?? name,
  ...(newer?.values ?? values.map(value => value.text)),
];

/** Returns the texts of the programme that guests see, page by page. */
function textsOf(
  view: View,
  event: EventItem,
): Record<'agenda' | 'polls' | 'people' | 'groups' | 'event', Texts[]> {
  const { title, short, venue, leave } = event.written ?? event;
  return {
    agenda: view.sessions.map(titleOf),
    polls: view.polls.map(asWritten).flatMap(({ title, options }) => [title, ...options]),
    people: [...view.people.values()].flatMap(person => [nameOf(person), orgOf(person)]),
    groups: groupsOf(view).flatMap(groupTexts),
    event: [title, short, venue, leave ?? {}],
  };
}

/** Returns how many texts of the programme and terms are written in a language. */
export function writtenIn(view: View, event: EventItem, lang: string): number {
  const all = [...Object.values(textsOf(view, event)).flat(), ...view.of('term').map(term => term.texts)];
  return all.filter(texts => texts[lang]).length;
}

/** Returns the languages that a text lacks; one that is nowhere lacks none. */
export function lacking(texts: Texts, langs: string[]): string[] {
  const there = langs.some(lang => texts[lang]);
  return there ? langs.filter(lang => !texts[lang]) : [];
}

const count = (all: Texts[], langs: string[]): number =>
  all.reduce((sum, texts) => sum + lacking(texts, langs).length, 0);

/** Returns how many texts are missing on each page of the editor. A term needs no text in every language. */
export function missing(
  view: View,
  event: EventItem,
): Record<'agenda' | 'polls' | 'people' | 'groups' | 'glossary' | 'event', number> {
  const { agenda, polls, people, groups, event: own } = textsOf(view, event);
  const of = (texts: Texts[]) => count(texts, event.langs);
  return {
    agenda: of(agenda),
    polls: of(polls),
    people: of(people),
    groups: of(groups),
    glossary: 0,
    event: of(own),
  };
}

const minutes = (time: string): number => Number(time.slice(0, 2)) * 60 + Number(time.slice(3));
const two = (n: number): string => String(n).padStart(2, '0');

/** Returns the local time so many minutes later, round the clock. */
export function plus(time: string, by: number): string {
  const at = (minutes(time) + by + 48 * 60) % (24 * 60);
  return `${two(Math.floor(at / 60))}:${two(at % 60)}`;
}

/** Returns how many minutes lie between two local times, past midnight too. */
export const between = (start: string, end: string): number =>
  (minutes(end) - minutes(start) + 24 * 60) % (24 * 60);
