/**
 * Texts that lack one of the event's languages, most urgent first: those on the screen, those in the guests' list, those of
 * the programme, and questions that no moderator has screened yet. Pure.
 */
import type { EventItem, PollItem, QuestionItem, SessionItem } from '../../protocol/items';
import { inLine, textsOf } from '../../questions/content';
import type { View } from '../../sync/store';
import type { Texts } from '../../words/texts';

/** The sections of the list, in their order. */
export const SECTIONS = ['screen', 'list', 'program', 'waiting'] as const;
export type Section = (typeof SECTIONS)[number];

/** The item a text belongs to; `place` is a question's place in the line to the screen. */
export type Source =
  | { k: 'question'; q: QuestionItem; place: number }
  | { k: 'poll'; poll: PollItem }
  | { k: 'session'; session: SessionItem }
  | { k: 'person' | 'group' | 'event' };

/** A text that lacks a language. */
export interface Part {
  texts: Texts;
  /** The language of the original. */
  lang: string;
  missing: string[];
}

/** An item with at least one text that lacks a language. */
export interface Lacking {
  key: string;
  section: Section;
  source: Source;
  parts: Part[];
  /** The languages that any of its texts lacks, in the event's order. */
  missing: string[];
}

/** Returns all items that lack a language. */
export function lackingOf(view: View): Lacking[] {
  const { event } = view;
  if (!event) return [];
  const found: Lacking[] = [];
  const add = (key: string, section: Section, source: Source, texts: Texts[], lang?: string) => {
    const parts = texts.flatMap(one => partOf(event, one, lang) ?? []);
    const missing = event.langs.filter(tag => parts.some(part => part.missing.includes(tag)));
    if (parts.length) found.push({ key, section, source, parts, missing });
  };
  const question = (section: Section) => (q: QuestionItem, i: number) =>
    add(
      `question:${q.id}`,
      section,
      { k: 'question', q, place: i + 1 },
      [textsOf(q.content)],
      q.content.lang,
    );
  const poll = (section: Section) => (poll: PollItem) =>
    add(`poll:${poll.id}`, section, { k: 'poll', poll }, [poll.title, ...poll.options]);
  const session = (section: Section) => (session: SessionItem) =>
    add(`session:${session.id}`, section, { k: 'session', session }, [session.title]);
  const scene = view.stage?.scene;
  const onScreen = typeof scene === 'object' && 'poll' in scene ? scene.poll : undefined;
  const isOn = (p: PollItem) => p.phase === 'open' || p.id === onScreen;
  const at = (state: QuestionItem['state']) => view.questions.filter(q => q.state === state);
  const old = (a: QuestionItem, b: QuestionItem) => a.at - b.at || a.id - b.id;

  at('now').forEach(question('screen'));
  view.polls.filter(isOn).forEach(poll('screen'));
  at('next').sort(inLine).forEach(question('screen'));
  view.sessions.filter(s => s.state === 'running').forEach(session('screen'));

  at('approved')
    .sort((a, b) => b.upvotes - a.upvotes || old(a, b))
    .forEach(question('list'));

  view.polls.filter(p => !isOn(p)).forEach(poll('program'));
  view.sessions.filter(s => s.state === 'coming').forEach(session('program'));
  for (const { id, name, values } of view.of('group').sort((a, b) => a.order - b.order))
    add(`group:${id}`, 'program', { k: 'group' }, [name, ...values.map(value => value.text)]);
  for (const { id, name, org } of view.people.values())
    add(`person:${id}`, 'program', { k: 'person' }, [org, name]);
  add('event', 'program', { k: 'event' }, [event.title, event.short, event.venue]);

  at('waiting').sort(old).forEach(question('waiting'));
  return found;
}

/** Returns the languages a text lacks; none if it is empty or complete. */
function partOf(event: EventItem, texts: Texts, written?: string): Part | undefined {
  const lang = written ?? event.langs.find(tag => texts[tag]) ?? Object.keys(texts)[0];
  const missing = event.langs.filter(tag => !texts[tag]);
  return lang === undefined || !missing.length ? undefined : { texts, lang, missing };
}

/** Keeps items that lack the target language, if one is chosen, and that match the search. */
export function matching(into: string | null, search: string): (one: Lacking) => boolean {
  const wanted = search.trim().toLowerCase();
  return ({ missing, parts }) =>
    (into === null || missing.includes(into)) &&
    (!wanted ||
      parts.some(({ texts }) => Object.values(texts).some(text => text.toLowerCase().includes(wanted))));
}
