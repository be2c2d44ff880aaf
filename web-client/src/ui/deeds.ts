/**
 * Actions of staff at a desk, and their undo. A deed is one command on one item. The server undoes it by its number, and never
 * undoes what somebody else did later. Each undo takes back one deed more, and says which. Deeds run one after the other, in the
 * order of the keys, each on the item as it was when the key was pressed.
 */
import { useRef, useState } from 'preact/hooks';
import type { Command } from '../protocol/commands';
import type { Rejection } from '../protocol/frames';
import type { Outcome, Store, View } from '../sync/store';
import { redraw, useNow, useStore, useT } from './hooks';
import type { DeskTexts } from './texts.en';

/** What of the floor changes by itself, so that its undo outlives other changes. */
export type FloorPart = 'turn' | 'list' | 'rules' | 'offers';

/** The target of a deed: an item with a revision, or something unique in the event. */
export type Ref =
  | `question:${number}`
  /** Several questions, by their ids. */
  | `many:${string}`
  /** What colleagues marked on a question. */
  | `marks:${number}`
  /** The reply to a question. */
  | `reply:${number}`
  | 'labels'
  /** The questions that staff asked. */
  | 'asked'
  | `poll:${number}`
  | `session:${number}`
  | `survey:${number}`
  | `cards:${number}`
  | `entry:${number}`
  | `nickname:${number}`
  /** Whether the guest who wrote it is muted. */
  | `muted:${Written}`
  /** What an interpreter has to do. */
  | `task:${number}`
  | 'terms'
  /** A line of the report. */
  | `line:${number}`
  | 'lines'
  /** Who may read the report. */
  | 'readers'
  | 'messages'
  | 'announcements'
  | 'polls'
  | 'stage'
  /** What goes on the screen when it is translated. */
  | 'promise'
  /** Who speaks and who waits. */
  | `floor:${FloorPart}`
  | 'questions'
  /** Whether everybody may read the book of questions. */
  | 'book'
  | 'address'
  | 'codes';
/** The number of an accepted command. */
type Act = NonNullable<Extract<Outcome, { ok: true }>['act']>;
/** Distinguishes two states of an item: its revision, or its value if it has none. */
type Mark = number | string | undefined;
export interface Deed {
  item: Ref;
  /** For an item without a revision, `seen` is 0. */
  cmd: (seen: number) => Command;
  /** The desk's message when the deed is done; it may depend on the new view. */
  did: string | ((view: View) => string);
  /** Names the item in an error. */
  name?: string;
  /** Other changed items that the notice mentions. */
  also?: Ref[];
  /** Tells a rejection itself, instead of the desk's foot. */
  refused?: (why: Rejection) => void;
}
export interface Notice {
  text: string;
  bad?: boolean;
  undo?: () => void;
  /** It tells of an undo, so the next one takes back the deed before. */
  undid?: boolean;
  /** The items that it mentions, in the states that it says. */
  of?: Map<Ref, Mark>;
}
export interface Deeds {
  notice: Notice | null;
  /** True if the command was accepted. */
  run(deed: Deed): Promise<boolean>;
  /** For commands without an undo and without a revision. `refused` tells a rejection instead of the desk's foot. */
  send(cmd: Command, did?: string, refused?: (why: Rejection) => void): Promise<boolean>;
  undo(): void;
  /** Says why a key or a click did nothing; it stays beside the messages of the same moment. */
  refuse(text: string): void;
  say(notice: Notice | null): void;
  /** This desk's last command on the item is not visible yet. */
  underWay(item: Ref): boolean;
}

/** A notice and its lifetime: the states of the items it mentions, or else a time. */
interface Standing extends Notice {
  until: number;
}

/** What an undo takes back: a deed by the number of its command, or a command that has no undo. */
interface Done {
  did: string;
  item?: Ref;
  act?: Act;
}

const SETTLE_MS = 3000;
/** Limit on the deeds that a desk can take back; the server keeps more. */
const DONE_MAX = 20;
/** A notice without items disappears after this time. */
const NOTICE_MS = 12_000;

/** Something that a guest wrote. */
export type Written = `${'question' | 'entry' | 'nickname'}:${number}`;

/** Returns how many guests were muted with the one who wrote this; undefined for what is not there. */
export function mutedWith(view: View, of: Written): number | undefined {
  const [kind, id] = of.split(':');
  const written = {
    question: view.questions.find(q => q.id === Number(id))?.desk,
    entry: view.entries.find(e => e.id === Number(id)),
    nickname: view.of('nickname').find(n => n.id === Number(id)),
  }[kind as 'question' | 'entry' | 'nickname'];
  return written && (written.muted ?? 0);
}

function markOf(view: View, item: Ref): Mark {
  switch (item) {
    case 'stage':
      return JSON.stringify([view.stage?.stage, view.stage?.screens?.map(s => [s.id, s.name, s.stage])]);
    case 'promise':
      return JSON.stringify(view.stage?.promise);
    case 'polls':
      return String(view.polls.map(poll => poll.id));
    case 'questions':
      return JSON.stringify([view.event?.questions, view.event?.asking, view.sessions.map(s => s.questions)]);
    case 'book':
      return String(view.event?.book ?? false);
    case 'address':
      return view.hall?.addresses?.find(a => a.chosen)?.url;
    case 'terms':
      return JSON.stringify(view.of('term'));
    case 'lines':
      return String(view.of('line').map(line => line.id));
    case 'readers':
      return view.of('report')[0]?.readers;
    case 'messages':
      return JSON.stringify(view.of('message').map(m => [m.id, m.withdrawn]));
    case 'announcements':
      return JSON.stringify(view.of('announcement').map(a => [a.id, a.desk?.rev]));
    case 'codes':
      return view.of('codes')[0]?.taken;
    case 'asked':
      return String(view.questions.filter(q => q.staff).map(q => q.id));
    case 'labels':
      return String(view.of('label').map(label => label.id));
  }
  const [kind, ...rest] = item.split(':');
  const id = Number(rest.at(-1));
  if (kind === 'many') {
    const revs = new Map(view.questions.map(q => [String(q.id), q.desk]));
    const of = (one: string) => `${revs.get(one)?.rev}.${revs.get(one)?.marks ?? 0}`;
    return (rest[0] ?? '').split(',').map(of).join();
  }
  if (kind === 'floor') return floorMark(view, rest[0] as FloorPart);
  // A task that is done is no item any more.
  if (kind === 'task') return JSON.stringify(view.of('task').find(task => task.id === id)?.parts ?? null);
  if (kind === 'muted') return mutedWith(view, rest.join(':') as Written);
  if (kind === 'cards') return String(view.of('cards').find(c => c.id === id)?.open ?? false);
  // A survey has no revision; it is known by its last change.
  if (kind === 'survey') return view.of('survey').find(s => s.id === id)?.since;
  if (kind === 'entry') return view.entries.find(e => e.id === id)?.rev;
  // A line that is gone can come back.
  if (kind === 'line') return view.of('line').find(line => line.id === id)?.rev ?? 0;
  if (kind === 'nickname') return view.of('nickname').find(n => n.id === id)?.rev;
  const desk = view.questions.find(q => q.id === id)?.desk;
  if (kind === 'marks') return desk && (desk.marks ?? 0);
  if (kind === 'reply') return desk && (desk.reply ?? 0);
  if (kind === 'question') return view.questions.find(q => q.id === id)?.desk?.rev;
  const list = kind === 'poll' ? view.polls : view.sessions;
  return list.find(i => i.id === id)?.rev;
}

function floorMark(view: View, part: FloorPart): string {
  const [floor] = view.of('floor');
  const { desk } = floor ?? {};
  const marks = {
    turn: [desk?.rev, floor?.turn],
    list: [desk?.list],
    rules: [floor?.last, desk?.closed, desk?.in_turn, desk?.hides_times],
    // Panelists undo their own.
    offers: [desk?.offers.filter(one => one.person === view.person)],
  };
  return JSON.stringify([floor?.session, ...marks[part]]);
}

/** Returns true if an item is as it was; of several, one at least, because an undo leaves the others as they are. */
function remains(item: Ref, now: Mark, was: Mark): boolean {
  if (!item.startsWith('many:') || now === was) return now === was;
  const before = String(was).split(',');
  return String(now)
    .split(',')
    .some((mark, i) => mark === before[i]);
}

/** Waits until the view shows another state of an item than `seen`. */
function settled(store: Store, item: Ref, seen: Mark): Promise<void> {
  return new Promise(resolve => {
    const timer = setTimeout(done, SETTLE_MS);
    const leave = store.subscribe(check);
    function done() {
      clearTimeout(timer);
      leave();
      resolve();
    }
    function check() {
      if (markOf(store.view(), item) !== seen) done();
    }
    check();
  });
}

type Stale = Extract<Rejection, { kind: 'stale' }>;

/** Returns the state of an item that somebody changed, in words, if it has one. */
function stateText(t: DeskTexts, now: Stale['now']): string | undefined {
  if ('question' in now) return t.states[now.question.state];
  if ('entry' in now) return t.entryStates[now.entry.state];
  if ('announcement' in now) return t.backstage.announce.states[now.announcement.airing];
  if ('poll' in now) return t.phases[now.poll.phase];
  if ('session' in now) return t.sessionStates[now.session.state];
  return undefined;
}

/** Returns the desk's text for a rejection. */
export function rejectionText(t: DeskTexts, why: Rejection): string {
  const r = t.rejected;
  switch (why.kind) {
    case 'stale': {
      if ('edited' in why.now) return r.staleEdit;
      if ('question' in why.now)
        return r.staleQuestion(t.states[why.now.question.state], why.now.question.edited);
      if ('caption' in why.now) return r.staleCaption;
      // The pages of those who lead say who has the floor.
      const state = stateText(t, why.now);
      return state === undefined ? r.other : r.stale(state);
    }
    case 'text_too_long':
      return r.text_too_long(r.fields[why.field], why.chars_max);
    case 'out_of_range':
      return r.out_of_range(why.min, why.max);
    case 'too_many_questions':
      return r.too_many_questions(why.max);
    case 'merge_into':
      return r.mergeInto(t.states[why.state]);
    case 'too_many_merged':
      return r.tooManyMerged(why.max);
    case 'too_many_headings':
      return r.tooManyHeadings(why.max);
    case 'too_many_labels':
      return r.tooManyLabels(why.max);
    case 'too_many_speakers':
      return r.tooManySpeakers(why.max);
    case 'too_many_notes':
      return r.tooManyNotes(why.max);
    case 'figures_missing':
      return r.figures_missing(why.figures.join(', '));
    case 'needs_language':
      return r.needs_language(why.langs.map(tag => t.languageNames[tag] ?? tag).join(', '));
    case 'too_many_messages':
      return t.backstage.rejected.messages(why.max);
    case 'too_many_announcements':
      return t.backstage.rejected.announcements(why.max);
    case 'too_many_screens':
      return r.tooManyScreens(why.max);
    case 'nowhere':
      return t.backstage.rejected.nowhere;
    case 'bad_times':
      return t.backstage.rejected.times;
    case 'too_many_sessions':
      return r.tooManySessions(why.max);
    case 'too_many_people':
      return r.tooManyPeople(why.max);
    case 'needed':
      return r.needed[why.by];
    case 'too_many_terms':
      return r.too_many_terms(why.max);
    case 'too_many_lines':
      return r.too_many_lines(why.max);
    case 'too_many_captions':
      return r.too_many_captions(why.max);
    case 'language_taken':
      return r.language_taken;
    case 'unavailable':
      return why.retry_ms ? r.cannotWrite : r.unavailable;
    case 'not_allowed':
    case 'not_joined':
    case 'unknown':
    case 'not_from_here':
    case 'cannot_undo':
    case 'bad_language':
    case 'merge_into_itself':
    case 'label_taken':
    case 'original_changed':
    case 'term_alone':
    case 'text_empty':
    case 'bad_date':
    case 'bad_wifi':
    case 'list_closed':
      return r[why.kind];
    case 'malformed':
    case 'poll_not_open':
    case 'bad_ballot':
    case 'bad_poll':
    case 'ballot_final':
    case 'needs_hall':
    case 'needs_code':
    case 'needs_name':
    case 'not_eligible':
    case 'code_taken':
    case 'has_code':
    case 'questions_paused':
    case 'questions_closed':
    case 'needs_asker':
    case 'upvotes_off':
    case 'too_many_reports':
    case 'too_many_rewordings':
    case 'too_many_entries':
    case 'already_asked':
    case 'overtaken':
    case 'own_question':
    case 'too_late':
    case 'cooling_down':
    case 'too_fast':
      return r.other;
  }
}

export function useDeeds(): Deeds {
  const t = useT<DeskTexts>();
  const store = useStore();
  const now = useNow(1000);
  const [notice, setNotice] = useState<Standing | null>(null);
  /** Deeds in progress: their number per item, the states this desk made, and the rejections so far. */
  const line = useRef({
    tail: Promise.resolve(),
    length: 0,
    items: new Map<Ref, number>(),
    made: new Map<Ref, Mark>(),
    refused: [] as string[],
  }).current;
  /** The deeds that an undo takes back, the latest last. */
  const done = useRef<Done[]>([]).current;

  const view = store.view();
  const stands = notice?.of
    ? [...notice.of].every(([item, mark]) => remains(item, markOf(view, item), mark))
    : now < (notice?.until ?? 0);
  const shown = stands ? notice : null;

  function say(to: Notice | null) {
    setNotice(to && { ...to, until: store.serverNow() + NOTICE_MS });
  }
  function refuse(text: string, name?: string) {
    line.refused.push(name ? `${name}: ${text}` : text);
    say({ text: line.refused.join(' '), bad: true });
    return false;
  }
  const marks = (items: Ref[]) => new Map(items.map(item => [item, markOf(store.view(), item)]));

  /** Runs something after everything before it is done. */
  function queued<T>(item: Ref | null, act: () => Promise<T>): Promise<T> {
    if (!line.length) {
      line.refused = [];
      line.made.clear();
    }
    line.length++;
    if (item) line.items.set(item, (line.items.get(item) ?? 0) + 1);
    const done = line.tail.then(act).finally(() => {
      line.length--;
      if (item) line.items.set(item, (line.items.get(item) ?? 1) - 1);
      redraw();
    });
    line.tail = done.then(
      () => {},
      () => {},
    );
    redraw();
    return done;
  }

  function keep(deed: Done) {
    done.push(deed);
    if (done.length > DONE_MAX) done.shift();
  }

  /** Takes back the latest deed that was not taken back, and says which. */
  async function takeBack(): Promise<void> {
    const last = done.at(-1);
    if (!last) return say({ text: t.nothingToUndo });
    const { did, item, act } = last;
    const next = () => done.length > 0 && { undo, undid: true };
    say(null);
    if (!act || !item) {
      done.pop();
      return say({ text: t.notUndone(did, t.rejected.noUndo), bad: true, ...next() });
    }
    const before = markOf(store.view(), item);
    const outcome = await store.act({ undo: act });
    if (!outcome.ok) {
      const { why } = outcome;
      // Without a connection it can be tried again; else the one before is next.
      if (why.kind !== 'unavailable') done.splice(done.indexOf(last), 1);
      const text =
        why.kind === 'stale' ? t.rejected.changedSince(stateText(t, why.now)) : rejectionText(t, why);
      return say({ text: t.notUndone(did, text), bad: true, ...next() });
    }
    done.splice(done.indexOf(last), 1);
    await settled(store, item, before);
    say({ text: t.undone(did), ...next() });
  }
  const undo = () => void queued(null, takeBack);

  return {
    notice: shown,
    say,
    refuse: text => void queued(null, async () => refuse(text)),
    underWay: item => !!line.items.get(item),
    undo,
    send: (cmd, did, refused) =>
      queued(null, async () => {
        const outcome = await store.act(cmd);
        if (!outcome.ok) {
          if (!refused) return refuse(rejectionText(t, outcome.why));
          refused(outcome.why);
          return false;
        }
        if (did) {
          keep({ did });
          say({ text: did });
        }
        return true;
      }),
    run(deed) {
      const { item, name } = deed;
      const asSeen = markOf(store.view(), item);
      // A second key on the same item acts on the state after the first.
      const again = !!line.items.get(item);
      return queued(item, async () => {
        const seen = again ? (line.made.get(item) ?? asSeen) : asSeen;
        if (seen === undefined) return refuse(t.rejected.unknown, name);
        const outcome = await store.act(deed.cmd(typeof seen === 'number' ? seen : 0));
        if (!outcome.ok) {
          if (!deed.refused) return refuse(rejectionText(t, outcome.why), name);
          deed.refused(outcome.why);
          return false;
        }
        await settled(store, item, seen);
        const of = marks([item, ...(deed.also ?? [])]);
        line.made.set(item, of.get(item));
        const did = typeof deed.did === 'string' ? deed.did : deed.did(store.view());
        const { act } = outcome;
        keep({ did, item, ...(act && { act }) });
        say({
          text: [...line.refused, did].join(' '),
          ...(line.refused.length && { bad: true }),
          of,
          ...(act && { undo }),
        });
        return true;
      });
    },
  };
}
