/**
 * The moderator's desk: waiting at the left, approved in the middle, the line to the screen at the right, with
 * one focused question and every verb on the keyboard. It holds what this moderator looks at (focus, filter,
 * search) and nothing of the event.
 */
import type { JSX } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import type { QuestionItem, QuestionVerb } from '../../protocol/items';
import { useDeeds } from '../../ui/deeds';
import { Choice, Foot, Gate, KeysDialog, online, Strip } from '../../ui/desk';
import { useLang, useNow, useT, useView } from '../../ui/hooks';
import { useKeys } from '../../ui/keys';
import { LangSwitch } from '../../ui/language';
import { pick } from '../../ui/text';
import { QuestionColumn } from './column';
import { Editor } from './editor';
import { KEYS } from './keys';
import { Line } from './line';
import { COLUMNS, type Column, type Done, type Filter, listsOf, matching, missing } from './lists';
import { type Desk, declineWith, REASONS } from './row';
import type { ModeratorTexts } from './texts.en';
import { can, restored, useVerbs } from './verbs';

export const ModeratorPage = (): JSX.Element => <Gate>{() => <TheDesk />}</Gate>;

interface Focus {
  column: Column;
  id: number;
}

/** What a resting list told when it was last drawn. */
type Rest = { held: number[]; rests: () => boolean };

function TheDesk(): JSX.Element | null {
  const t = useT<ModeratorTexts>();
  const view = useView();
  const [lang] = useLang();
  useNow(1000);
  const deeds = useDeeds();
  const verbs = useVerbs(deeds);
  const [focus, setFocus] = useState<Focus | null>(null);
  const [filter, setFilter] = useState<Filter>('all');
  const [search, setSearch] = useState('');
  const [done, setDone] = useState<Done>('answered');
  const [tab, setTab] = useState<Column>('waiting');
  const [declining, setDeclining] = useState<Desk['declining']>(null);
  const [editing, setEditing] = useState<{ q: QuestionItem; translate: boolean } | null>(null);
  const [help, setHelp] = useState(false);
  const searchField = useRef<HTMLInputElement>(null);
  const root = useRef<HTMLDivElement>(null);
  const keyboard = useRef(false);
  const { event, hall } = view;
  const phones = hall?.here.participant ?? 0;

  const all = listsOf(view);
  const fits = event ? matching(event, filter, search) : () => true;
  const waiting = all.waiting.filter(fits);
  const approved = all.approved.filter(fits);
  const shownDone = all[done].filter(fits);
  // What stands in each column, as drawn: the resting lists tell theirs while they are drawn.
  const rows = useRef<Record<Column, number[]>>({ waiting: [], approved: [], line: [], done: [] }).current;
  const rest = useRef<Partial<Record<Column, Rest>>>({}).current;
  rows.line = [...all.next.map(q => q.id), ...(all.now ? [all.now.id] : [])];
  rows.done = shownDone.map(q => q.id);

  const target = useFocusTarget(focus, rows, rest, verbs.own, view.questions);
  const focused = target === null ? undefined : view.questions.find(q => q.id === target.id);
  const at = target?.column;

  useEffect(() => {
    if (!target || !keyboard.current || document.querySelector('dialog[open]')) return;
    const active = document.activeElement;
    if (active instanceof HTMLInputElement) return;
    const el = root.current?.querySelector<HTMLElement>(`[data-q="${target.id}"]`);
    if (!el || el.contains(active)) return;
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

  const desk: Desk = {
    verbs,
    declining,
    setDeclining,
    byKeyboard: () => keyboard.current,
    focus(q) {
      const column = COLUMNS.find(c => rows[c].includes(q.id));
      if (column) setFocus({ column, id: q.id });
      if (declining?.id !== q.id) setDeclining(null);
    },
    edit: (q, translate = false) => {
      deeds.say(null);
      setEditing({ q, translate });
    },
  };

  function go(by: number) {
    const column = at ?? 'waiting';
    const list = rows[column];
    const i = target ? list.indexOf(target.id) : -1;
    const id = list[Math.max(0, Math.min(list.length - 1, i + by))];
    setDeclining(null);
    if (id !== undefined) setFocus({ column, id });
  }
  function turn(by: number) {
    let i = COLUMNS.indexOf(at ?? 'waiting') + by;
    while (COLUMNS[i] && !rows[COLUMNS[i] as Column].length) i += by;
    const column = COLUMNS[i];
    const id = column && rows[column][0];
    setDeclining(null);
    if (!column || id === undefined) return;
    setFocus({ column, id });
    if (column === 'waiting' || column === 'approved') setTab(column);
  }
  function showNext() {
    const next = all.next[0];
    if (next) verbs.now(next);
    else if (all.now) verbs.answered(all.now);
  }
  const live = online(view);
  /** A verb on the focused question, if it is possible there and can reach the server. */
  const on = (possible: (q: QuestionItem) => boolean, verb: (q: QuestionItem) => void) =>
    focused && live && possible(focused) ? () => verb(focused) : undefined;
  const may = (verb: QuestionVerb) => (q: QuestionItem) => can(q, verb);
  const onScreen = (q: QuestionItem) => q.state === 'now' || q.state === 'next';
  const down = focused && onScreen(focused) ? focused : all.now;

  useKeys(KEYS, {
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
    edit: focused && (() => desk.edit(focused)),
    translate: focused && (() => desk.edit(focused, true)),
    next: on(may('next'), verbs.next),
    now: on(may('now'), verbs.now),
    showNext: () => live && showNext(),
    answered: on(may('answered'), verbs.answered),
    takeDown: () => down && live && verbs.takeDown(down),
    restore: on(q => can(q, restored(q)), verbs.restore),
    undo: deeds.undo,
    search: () => searchField.current?.focus(),
    help: () => setHelp(true),
    cancel: () => setDeclining(null),
  });

  if (!event) return null;
  const session = view.sessions.find(s => s.state === 'running');
  const untranslated = [...all.waiting, ...all.approved, ...all.next].filter(
    q => missing(q, event).length,
  ).length;
  const filtered = filter !== 'all' || !!search.trim();
  return (
    <div class="desk mod" data-tab={tab} ref={root}>
      <header class="topbar">
        <h1 class="k">{t.moderator.title}</h1>
        <p class="grow">
          {session ? (
            <>
              <span lang={pick(session.title, lang)[0]}>{pick(session.title, lang)[1]}</span>
              <span class="mut hours">{t.hours(session.start, session.end)}</span>
            </>
          ) : (
            <span lang={pick(event.short, lang)[0]}>{pick(event.short, lang)[1]}</span>
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
              if (e.key === 'Escape') setSearch('');
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
            ['untranslated', t.moderator.untranslated(untranslated)],
          ]}
          on={setFilter}
        />
        <span class="dot here">{t.moderator.hall(hall?.here.moderator ?? 1, phones)}</span>
        <LangSwitch />
      </header>
      <Strip />
      <main class="cols">
        <div class="tabs">
          <Choice<Column>
            label={t.moderator.title}
            value={tab}
            options={[
              ['waiting', `${t.moderator.waiting} ${all.waiting.length}`],
              ['approved', `${t.moderator.approved} ${all.approved.length}`],
              ['line', `${t.moderator.next} ${all.next.length}`],
            ]}
            on={setTab}
          />
        </div>
        <QuestionColumn
          name="waiting"
          title={t.moderator.waiting}
          count={all.waiting.length ? t.moderator.nWaiting(all.waiting.length) : ''}
          order={all.waiting.length ? t.moderator.oldestFirst : ''}
          list={waiting}
          empty={filtered && all.waiting.length ? t.moderator.noneMatch : t.moderator.emptyWaiting(phones)}
          focused={at === 'waiting' ? (target?.id ?? null) : null}
          sieve={`${filter} ${search}`}
          desk={desk}
          rows={(ids, held, rests) => {
            rows.waiting = ids;
            rest.waiting = { held, rests };
          }}
        />
        <QuestionColumn
          name="approved"
          title={t.moderator.approved}
          count={all.approved.length ? String(all.approved.length) : ''}
          order={all.approved.length ? t.moderator.mostFirst : ''}
          list={approved}
          empty={filtered && all.approved.length ? t.moderator.noneMatch : t.moderator.emptyApproved}
          focused={at === 'approved' ? (target?.id ?? null) : null}
          sieve={`${filter} ${search}`}
          desk={desk}
          rows={(ids, held, rests) => {
            rows.approved = ids;
            rest.approved = { held, rests };
          }}
        />
        <Line
          lists={all}
          focused={at === 'line' || at === 'done' ? (target?.id ?? null) : null}
          desk={desk}
          showNext={showNext}
          done={done}
          setDone={setDone}
          shownDone={shownDone}
        />
      </main>
      <Foot
        notice={deeds.notice}
        onUndo={deeds.undo}
        onKeys={() => setHelp(true)}
        table={KEYS}
        texts={t.moderator.keys}
      />
      {editing ? (
        <Editor
          {...editing}
          verbs={verbs}
          rejected={deeds.notice?.bad ? deeds.notice.text : null}
          close={() => setEditing(null)}
        />
      ) : null}
      {help ? <KeysDialog table={KEYS} texts={t.moderator.keys} on={() => setHelp(false)} /> : null}
    </div>
  );
}

/**
 * The focused question; if it left its column, the one that took its place there. While the column rests, what somebody
 * else moved away keeps the focus: a row that opened in its stead would shift the others under the pointer.
 */
function useFocusTarget(
  focus: Focus | null,
  rows: Record<Column, number[]>,
  rest: Partial<Record<Column, Rest>>,
  own: Set<number>,
  questions: QuestionItem[],
): Focus | null {
  const last = useRef<{ column: Column; index: number; id: number } | null>(null);
  const column = focus?.column ?? 'waiting';
  const places: Record<Column, QuestionItem['state'][]> = {
    waiting: ['waiting'],
    approved: ['approved'],
    line: ['next', 'now'],
    done: ['answered', 'declined'],
  };
  // The lists were told when they were last drawn; what left since then is not there any more.
  const still = rows[column].filter(id =>
    places[column].includes(questions.find(q => q.id === id)?.state ?? 'withdrawn'),
  );
  const at = focus ? still.indexOf(focus.id) : -1;
  if (focus && at >= 0) {
    last.current = { column, index: at, id: focus.id };
    return focus;
  }
  const before = last.current?.column === column ? last.current : null;
  const here = rest[column];
  if (before && here?.rests() && !still.includes(before.id) && !own.has(before.id)) {
    const drawn = rows[column].includes(before.id) || here.held.includes(before.id);
    if (drawn) return { column, id: before.id };
  }
  const index = focus ? Math.min(before?.index ?? 0, still.length - 1) : 0;
  const id = still[index];
  if (id === undefined) return null;
  last.current = { column, index, id };
  return { column, id };
}
