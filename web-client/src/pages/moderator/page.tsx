/**
 * The moderator's desk: waiting on the left, approved in the middle, the line to the screen on the right, with one focused
 * question and a key for every verb. It holds what this moderator looks at (focus, filter, search) and nothing of the
 * event.
 */
import type { JSX } from 'preact';
import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import type { QuestionItem, QuestionVerb } from '../../protocol/items';
import { missingOf, numberOf } from '../../questions/content';
import { useDeeds } from '../../ui/deeds';
import { Choice, Filtered, Flood, Foot, Gate, KeysDialog, online, Strip, Verb } from '../../ui/desk';
import { useLang, useNow, useT, useView } from '../../ui/hooks';
import { useKeys } from '../../ui/keys';
import { LangSwitch } from '../../ui/language';
import { SignOut } from '../../ui/signout';
import { pick, Text } from '../../ui/text';
import { Answers } from './answers/answers';
import { AskDialog } from './asking/dialog';
import { QuestionColumn, useHand } from './column';
import { type DeskName, Desks } from './desks';
import { Editor } from './editor';
import { HINTS, KEYS } from './keys';
import { LabelDialog } from './labels/dialog';
import { LeafPage } from './leaf/leaf';
import { NOTE_FIELD } from './leaf/notes';
import { REPLY_FIELD } from './leaf/reply';
import { Line } from './line';
import { COLUMNS, type Column, type Done, type Filter, listsOf, matching, useStanding } from './lists';
import { MergeDialog } from './merge/dialog';
import { useMute } from './mute';
import { Names } from './names/names';
import { type Desk, declineWith, REASONS } from './row';
import type { ModeratorTexts } from './texts.en';
import { ToDialog } from './to/dialog';
import { can, restored, useVerbs } from './verbs';

export const ModeratorPage = (): JSX.Element => <Gate>{() => <AllDesks />}</Gate>;

/** The desk for questions, the one for what guests write into polls, or the one for their nicknames. */
function AllDesks(): JSX.Element {
  const [at, setAt] = useState<DeskName>('questions');
  if (at === 'answers') return <Answers to={setAt} />;
  if (at === 'names') return <Names to={setAt} />;
  return <TheDesk to={setAt} />;
}

interface Focus {
  column: Column;
  id: number;
}

function TheDesk(props: { to: (desk: DeskName) => void }): JSX.Element | null {
  const t = useT<ModeratorTexts>();
  const view = useView();
  const [lang] = useLang();
  useNow(1000);
  const deeds = useDeeds();
  const verbs = useVerbs(deeds);
  const mutes = useMute(deeds);
  const [focus, setFocus] = useState<Focus | null>(null);
  const [filter, setFilter] = useState<Filter>('all');
  const [search, setSearch] = useState('');
  const [done, setDone] = useState<Done>('answered');
  const [tab, setTab] = useState<Column>('waiting');
  const [declining, setDeclining] = useState<Desk['declining']>(null);
  const [editing, setEditing] = useState<{ q: QuestionItem; translate: boolean } | null>(null);
  const [merging, setMerging] = useState<QuestionItem | null>(null);
  const [addressing, setAddressing] = useState<QuestionItem | null>(null);
  const [labelling, setLabelling] = useState<QuestionItem | null>(null);
  const [asking, setAsking] = useState(false);
  const [leaf, setLeaf] = useState(false);
  /** The field of the leaf that a key has asked for, until the leaf is there. */
  const wanted = useRef('');
  const [help, setHelp] = useState(false);
  const names = view.of('nickname').length;
  const searchField = useRef<HTMLInputElement>(null);
  const root = useRef<HTMLDivElement>(null);
  const keyboard = useRef(false);
  const { event, hall } = view;
  const phones = hall?.here.participant ?? 0;

  const all = useMemo(() => listsOf(view), [view]);
  const { byId } = all;
  const sieve = `${filter} ${search.trim()}`;
  const filtered = filter !== 'all' || !!search.trim();
  const fits = useMemo(() => {
    const fit = event && filtered ? matching(event, filter, search) : null;
    const of = (list: QuestionItem[]) => (fit ? list.filter(fit) : list);
    return {
      waiting: of(all.waiting),
      approved: of(all.approved),
      answered: of(all.answered),
      declined: of(all.declined),
      archived: of(all.archived),
      muted: of(all.muted),
    };
  }, [all, event, sieve]);
  const untranslated = useMemo(
    () =>
      event
        ? [...all.waiting, ...all.approved, ...all.next].filter(q => missingOf(q, event.langs).length).length
        : 0,
    [all, event],
  );
  const hands = { waiting: useHand(), approved: useHand() };
  const waiting = useStanding(fits.waiting, byId, hands.waiting.isHot(), verbs.own, sieve);
  const approved = useStanding(fits.approved, byId, hands.approved.isHot(), verbs.own, sieve);
  const lineIds = useMemo(() => [...all.next.map(q => q.id), ...(all.now ? [all.now.id] : [])], [all]);
  const doneIds = useMemo(() => fits[done].map(q => q.id), [fits, done]);
  const places: Record<Column, Place> = {
    waiting: { ids: waiting.ids, ghosts: waiting.ghosts },
    approved: { ids: approved.ids, ghosts: approved.ghosts },
    line: { ids: lineIds },
    done: { ids: doneIds },
  };
  const busy = (id: number) => deeds.underWay(`question:${id}`) || deeds.underWay(`muted:question:${id}`);

  const target = useFocusTarget(focus, places, verbs.own, busy);
  const focused = target === null ? undefined : byId.get(target.id);
  const at = target?.column;
  // The leaf shows the question in focus. While somebody writes in it, it stays where it is.
  const leafOf = useRef<number | null>(null);
  if (!leaf || !isTyping('.leaf')) leafOf.current = target?.id ?? null;
  const open = leafOf.current === null ? undefined : byId.get(leafOf.current);

  // Move the keyboard focus once, when the row is drawn.
  const followed = useRef('');
  useEffect(() => {
    const to = target ? `${target.column} ${target.id}` : '';
    if (!target || to === followed.current || !keyboard.current) return;
    if (document.querySelector('dialog[open]') || isTyping()) return;
    const el = root.current?.querySelector<HTMLElement>(`[data-q="${target.id}"]`);
    if (!el) return;
    followed.current = to;
    if (el.contains(document.activeElement)) return;
    el.focus({ preventScroll: true });
    el.scrollIntoView({ block: 'nearest' });
  });
  useEffect(() => {
    const keys = () => {
      keyboard.current = true;
    };
    const pointer = () => {
      keyboard.current = false;
    };
    addEventListener('keydown', keys, true);
    addEventListener('pointerdown', pointer, true);
    return () => {
      removeEventListener('keydown', keys, true);
      removeEventListener('pointerdown', pointer, true);
    };
  }, []);

  useEffect(() => {
    const field = wanted.current && document.getElementById(wanted.current);
    if (!field) return;
    wanted.current = '';
    field.focus();
  });

  const desk: Desk = {
    verbs,
    mutes,
    declining,
    setDeclining,
    byKeyboard: () => keyboard.current,
    busy: q => busy(q.id),
    focus(q) {
      const column = COLUMNS.find(c => places[c].ids.includes(q.id));
      if (column) setFocus({ column, id: q.id });
      if (declining?.id !== q.id) setDeclining(null);
    },
    edit: (q, translate = false) => {
      deeds.say(null);
      setEditing({ q, translate });
    },
    merge: setMerging,
    turnLeaf: () => setLeaf(!leaf),
  };

  function go(by: number) {
    const column = at ?? 'waiting';
    const list = places[column].ids.filter(id => id === target?.id || !busy(id));
    const i = target ? list.indexOf(target.id) : -1;
    const id = list[Math.max(0, Math.min(list.length - 1, i + by))];
    setDeclining(null);
    if (id !== undefined) setFocus({ column, id });
  }
  function turn(by: number) {
    let i = COLUMNS.indexOf(at ?? 'waiting') + by;
    while (COLUMNS[i] && !places[COLUMNS[i] as Column].ids.length) i += by;
    const column = COLUMNS[i];
    const id = column && places[column].ids.find(one => !busy(one));
    setDeclining(null);
    if (!column || id === undefined) return;
    setFocus({ column, id });
    if (column === 'waiting' || column === 'approved') setTab(column);
  }
  const live = online(view);
  /** Says why a key did nothing. */
  function refuse() {
    const text = !live
      ? t.rejected.unavailable
      : focused
        ? t.moderator.notFrom(numberOf(focused), t.states[focused.state])
        : t.moderator.noneLeft;
    deeds.refuse(text);
  }
  function showNext() {
    // A question put on the screen a moment ago is no longer next.
    const next = all.next.find(q => !busy(q.id));
    if (next) verbs.now(next);
    else if (all.now && !busy(all.now.id)) verbs.answered(all.now);
    else refuse();
  }
  function openLabels(q: QuestionItem) {
    deeds.say(null);
    setLabelling(q);
  }
  /** Goes to a field of the leaf, and opens the leaf first if it is closed. */
  function write(field: string) {
    const there = document.getElementById(field);
    if (there) there.focus();
    else {
      wanted.current = field;
      setLeaf(true);
    }
  }
  function showAll() {
    setSearch('');
    setFilter('all');
  }
  /** Returns a verb on the focused question, if the question allows it and the server can be reached. */
  const on = (possible: (q: QuestionItem) => boolean, verb: (q: QuestionItem) => void) =>
    target && focused && live && possible(focused)
      ? () => {
          setFocus(target);
          verb(focused);
        }
      : undefined;
  const may = (verb: QuestionVerb) => (q: QuestionItem) => can(q, verb);
  const onScreen = (q: QuestionItem) => q.state === 'now' || q.state === 'next';
  const down = focused && onScreen(focused) ? focused : all.now;
  const inLine = (by: -1 | 1) =>
    on(
      q => verbs.canReorder(q, by),
      q => verbs.reorder(q, by),
    );

  useKeys(
    KEYS,
    {
      down: () => go(1),
      up: () => go(-1),
      left: () => turn(-1),
      right: () => turn(1),
      approve: on(may('approve'), verbs.approve),
      decline: on(may('decline'), q => setDeclining({ id: q.id, note: false })),
      reason: key => {
        const reason = REASONS[Number(key) - 1];
        if (focused && reason && declining?.id === focused.id && live) declineWith(focused, reason, desk);
      },
      edit: on(may('edit'), q => desk.edit(q)),
      translate: on(may('edit'), q => desk.edit(q, true)),
      next: on(may('next'), verbs.next),
      now: on(may('now'), verbs.now),
      showNext: live ? showNext : undefined,
      answered: on(may('answered'), verbs.answered),
      takeDown: down && live ? () => verbs.takeDown(down) : undefined,
      restore: on(q => can(q, restored(q)), verbs.restore),
      mute: on(
        () => true,
        q => (q.desk?.muted ? mutes.unmute(`question:${q.id}`) : mutes.mute(`question:${q.id}`, false)),
      ),
      muteAll: on(
        q => !q.desk?.muted,
        q => mutes.mute(`question:${q.id}`, true),
      ),
      leaf: focused ? desk.turnLeaf : undefined,
      merge: on(may('merge'), setMerging),
      split: on(
        q => !!q.merged?.length,
        q => verbs.split(q.merged?.at(-1)?.id ?? -1),
      ),
      to: on(may('address'), setAddressing),
      label: on(() => true, openLabels),
      note: on(
        () => true,
        () => write(NOTE_FIELD),
      ),
      reply: on(may('reply'), () => write(REPLY_FIELD)),
      star: on(() => true, verbs.star),
      pin: on(() => true, verbs.pin),
      ask: live ? () => setAsking(true) : undefined,
      earlier: inLine(-1),
      later: inLine(1),
      undo: live ? deeds.undo : undefined,
      search: () => searchField.current?.focus(),
      answers: () => props.to(view.entries.length || !names ? 'answers' : 'names'),
      help: () => setHelp(true),
      cancel: () => (declining ? setDeclining(null) : leaf ? setLeaf(false) : showAll()),
    },
    refuse,
  );

  if (!event) return null;
  const rejected = deeds.notice?.bad ? deeds.notice.text : null;
  const session = view.sessions.find(s => s.state === 'running');
  const languageless = t.moderator.untranslated(untranslated);
  const n = (list: 'waiting' | 'approved' | Done) =>
    filtered ? t.shown(fits[list].length, all[list].length) : String(all[list].length);
  const by = [
    ...(filter === 'all' ? [] : [filter === 'to' ? t.moderator.toPanelist : t.moderator.untranslated(0)]),
    ...(search.trim() ? [`“${search.trim()}”`] : []),
  ];
  return (
    <div
      class="desk mod"
      data-tab={tab}
      ref={root}
      onClickCapture={e => {
        // The second click of a double click was meant for the row that has just left.
        if (e.detail < 2 || !(e.target as HTMLElement).closest('.row button')) return;
        e.stopPropagation();
        deeds.refuse(t.moderator.twice);
      }}
    >
      <header class="topbar">
        <h1 class={view.entries.length || names ? 'unseen' : 'k'}>{t.moderator.title}</h1>
        {view.entries.length || names ? <Desks at="questions" on={props.to} /> : null}
        <p class="grow">
          {session ? (
            <>
              <Text tag={pick(session.title, lang)[0]} text={pick(session.title, lang)[1]} as="span" />
              <span class="mut hours">{t.hours(session.start, session.end)}</span>
            </>
          ) : (
            <Text tag={pick(event.short, lang)[0]} text={pick(event.short, lang)[1]} as="span" />
          )}
          {event.questions ? null : <span class="tag need">{t.moderator.paused}</span>}
        </p>
        <label class="find">
          <span class="unseen">{t.moderator.search}</span>
          <input
            ref={searchField}
            type="search"
            placeholder={t.moderator.search}
            value={search}
            onInput={e => setSearch(e.currentTarget.value)}
            onKeyDown={e => {
              if (e.key === 'Escape') showAll();
              if (e.key === 'Escape' || e.key === 'Enter') e.currentTarget.blur();
            }}
          />
          <kbd aria-hidden>/</kbd>
        </label>
        <Choice<Filter>
          label={t.moderator.filter}
          value={filter}
          options={[
            ['all', t.moderator.all],
            ['to', t.moderator.toPanelist],
            ['untranslated', languageless],
          ]}
          on={setFilter}
        />
        <Verb on={() => setAsking(true)} off={!live} hint={HINTS.ask}>
          {t.moderator.ask.verb}
        </Verb>
        <span class="dot here">{t.moderator.hall(hall?.here.moderator ?? 1, phones)}</span>
        <LangSwitch />
        <SignOut />
      </header>
      <Strip />
      <Flood />
      <Filtered by={by} clear={showAll} hint={HINTS.cancel} />
      <main class="cols">
        <div class="tabs">
          <Choice<Column>
            label={t.moderator.title}
            value={tab}
            options={[
              ['waiting', `${t.moderator.waiting} ${n('waiting')}`],
              ['approved', `${t.moderator.approved} ${n('approved')}`],
              ['line', `${t.moderator.next} ${all.next.length}`],
            ]}
            on={setTab}
          />
        </div>
        <QuestionColumn
          name="waiting"
          title={t.moderator.waiting}
          count={all.waiting.length ? n('waiting') : ''}
          order={all.waiting.length ? t.moderator.oldestFirst : ''}
          standing={waiting}
          hand={hands.waiting}
          empty={filtered && all.waiting.length ? t.moderator.noneMatch : t.moderator.emptyWaiting(phones)}
          focused={at === 'waiting' ? (target?.id ?? null) : null}
          desk={desk}
        />
        <QuestionColumn
          name="approved"
          title={t.moderator.approved}
          count={all.approved.length ? n('approved') : ''}
          order={all.approved.length ? t.moderator.mostFirst : ''}
          standing={approved}
          hand={hands.approved}
          empty={filtered && all.approved.length ? t.moderator.noneMatch : t.moderator.emptyApproved}
          focused={at === 'approved' ? (target?.id ?? null) : null}
          desk={desk}
        />
        <Line
          lists={all}
          focused={at === 'line' || at === 'done' ? (target?.id ?? null) : null}
          desk={desk}
          showNext={showNext}
          done={done}
          setDone={setDone}
          shownDone={fits[done]}
          emptyDone={
            all[done].length
              ? t.moderator.noneMatch
              : {
                  answered: t.moderator.emptyAnswered,
                  declined: t.moderator.emptyDeclined,
                  archived: t.moderator.emptyArchived,
                  muted: t.mute.none,
                }[done]
          }
          counts={{
            answered: n('answered'),
            declined: n('declined'),
            archived: n('archived'),
            muted: n('muted'),
          }}
        />
        {leaf && open ? (
          <LeafPage
            q={open}
            over={at === 'approved' ? 'waiting' : 'approved'}
            desk={desk}
            label={() => openLabels(open)}
            close={() => setLeaf(false)}
          />
        ) : null}
      </main>
      <Foot
        notice={deeds.notice}
        onUndo={deeds.undo}
        onKeys={() => setHelp(true)}
        table={KEYS}
        texts={t.moderator.keys}
      />
      {editing ? (
        <Editor {...editing} verbs={verbs} rejected={rejected} close={() => setEditing(null)} />
      ) : null}
      {merging ? <MergeDialog q={merging} verbs={verbs} close={() => setMerging(null)} /> : null}
      {addressing ? <ToDialog q={addressing} verbs={verbs} close={() => setAddressing(null)} /> : null}
      {labelling ? (
        <LabelDialog q={labelling} verbs={verbs} rejected={rejected} close={() => setLabelling(null)} />
      ) : null}
      {asking ? <AskDialog verbs={verbs} rejected={rejected} close={() => setAsking(false)} /> : null}
      {help ? <KeysDialog table={KEYS} texts={t.moderator.keys} on={() => setHelp(false)} /> : null}
    </div>
  );
}

/** Returns true if somebody writes: in a field of this part of the page, or anywhere. */
function isTyping(part = 'body'): boolean {
  const at = document.activeElement;
  const isField = at instanceof HTMLInputElement || at instanceof HTMLTextAreaElement;
  return isField && !!at.closest(part);
}

/** The rows of a column, and those that were moved away but stay in place for now. */
interface Place {
  ids: number[];
  ghosts?: Set<number>;
}

/**
 * Returns the focused question. If it left its column, or this desk has just moved it, returns the one that took its place, so
 * the next key acts on the next visible row. A question that somebody else moved keeps the focus while it stays in place:
 * opening another row instead would shift the rows under the pointer.
 */
function useFocusTarget(
  focus: Focus | null,
  places: Record<Column, Place>,
  own: Set<number>,
  busy: (id: number) => boolean,
): Focus | null {
  const last = useRef<{ column: Column; index: number; id: number; of: Focus | null; left: boolean } | null>(
    null,
  );
  const column = focus?.column ?? 'waiting';
  const { ids, ghosts } = places[column];
  // In the line a second key acts on the same question; in other columns the question leaves with the first key.
  const leaves = (id: number) => column !== 'line' && column !== 'done' && busy(id);
  const before = last.current?.column === column && last.current.of === focus ? last.current : null;
  const there = !!focus && ids.includes(focus.id);
  // A question that left and came back counts again; one that could not leave does not.
  const left = !!before && !there;
  const back = there && !!before?.left;
  const wanted = [...(before && !back ? [before.id] : []), ...(focus ? [focus.id] : [])];
  const take = (id: number, index: number) => {
    last.current = { column, index, id, of: focus, left };
    return { column, id };
  };
  for (const id of wanted) {
    const index = ids.indexOf(id);
    if (index >= 0 && !leaves(id)) return take(id, index);
    if (ghosts?.has(id) && !own.has(id)) return { column, id };
  }
  const from = Math.max(0, ids.indexOf(wanted[0] ?? -1), before?.index ?? 0);
  const id =
    ids.slice(from).find(one => !leaves(one)) ??
    ids
      .slice(0, from)
      .reverse()
      .find(one => !leaves(one));
  if (id === undefined) {
    if (last.current) last.current.left = left;
    return null;
  }
  return take(id, ids.indexOf(id));
}
