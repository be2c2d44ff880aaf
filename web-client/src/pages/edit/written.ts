/**
 * The programme as it was written. Guests see a text as it was while one of its translations is out of date; whoever edits needs
 * the newest words.
 */
import { asWritten } from '../../making/draft';
import type { EventItem, PersonItem, SessionItem } from '../../protocol/items';
import type { View } from '../../sync/store';
import type { Texts } from '../../words/texts';

export const titleOf = (s: SessionItem): Texts => s.newer ?? s.title;
export const nameOf = (p: PersonItem): Texts => p.newer?.name ?? p.name;
export const orgOf = (p: PersonItem): Texts => p.newer?.org ?? p.org;

/** The times of the plan, which a delay leaves as they are. */
export const plannedOf = (s: SessionItem): { start: string; end: string } => s.planned ?? s;

/** Returns the languages that a text lacks; one that is nowhere lacks none. */
export function lacking(texts: Texts, langs: string[]): string[] {
  const there = langs.some(lang => texts[lang]);
  return there ? langs.filter(lang => !texts[lang]) : [];
}

const count = (all: Texts[], langs: string[]): number =>
  all.reduce((sum, texts) => sum + lacking(texts, langs).length, 0);

/** Returns how many texts are missing on each page of the editor. */
export function missing(
  view: View,
  event: EventItem,
): { agenda: number; polls: number; people: number; event: number } {
  const { langs } = event;
  const { title, short, venue, leave } = event.written ?? event;
  return {
    agenda: count(view.sessions.map(titleOf), langs),
    polls: count(
      view.polls.map(asWritten).flatMap(({ title, options }) => [title, ...options]),
      langs,
    ),
    people: count(
      [...view.people.values()].flatMap(person => [nameOf(person), orgOf(person)]),
      langs,
    ),
    event: count([title, short, venue, leave ?? {}], langs),
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
