/**
 * The moderator's desk: waiting on the left, approved in the middle, the line to the screen on the right, with one focused
 * question and a key for every verb. It holds what this moderator looks at (focus, filter, search) and nothing of the
 * event.
 */
import type { JSX } from 'preact';
import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import { MessagesVerb } from '../../backstage/messages';
import { fullTo, ofKey } from '../../people/addressee';
import type { Many } from '../../protocol/commands';
import type { QuestionItem, QuestionVerb } from '../../protocol/items';
import { MANY_MAX } from '../../protocol/limits';
import { numberOf } from '../../questions/content';
import { atGate, usePromise } from '../../questions/gate';
import { useDeeds } from '../../ui/deeds';
import {
  Choice,
  Filtered,
  Flood,
  Foot,
  Gate,
  KeysDialog,
  online,
  Strip,
  useLanguageName,
  Verb,
} from '../../ui/desk';
import { useLang, useNow, useT, useView } from '../../ui/hooks';
import { composes, useKeys } from '../../ui/keys';
import { LangSwitch } from '../../ui/language';
import { holdPress } from '../../ui/press';
import { SignOut } from '../../ui/signout';
import { pick, Text } from '../../ui/text';
import { Answers } from './answers/answers';
import { AskDialog } from './asking/dialog';
import { useColleagues } from './colleagues';
import { QuestionColumn, useHand } from './column';
import { type DeskName, Desks } from './desks';
import { Editor } from './editor';
import { Filters } from './filters';
import { type Focus, type Place, useFocusTarget } from './focus';
import { HINTS, KEYS, type KeyVerb } from './keys';
import { LabelDialog } from './labels/dialog';
import { LeafPage } from './leaf/leaf';
import { NOTE_FIELD } from './leaf/notes';
import { REPLY_FIELD } from './leaf/reply';
import { Line } from './line';
import { COLUMNS, type Column, DONE, type Done, makeLists, matching, useStanding } from './lists';
import { DeclineMany, LabelMany, ManyFoot } from './many/foot';
import { useMarked } from './many/marked';
import { MergeDialog } from './merge/dialog';
import { useMute } from './mute';
import { Names } from './names/names';
import { makeReading } from './reading';
import { type Desk, declineWith, LONG_MS, REASONS } from './row';
import { isOn, ORDERS, passes, useKept } from './sieve';
import type { ModeratorTexts } from './texts.en';
import { ToDialog, ToMany } from './to/dialog';
import { can, restored, useVerbs } from './verbs';

/** The verbs of the selection. */
const ON_MANY: KeyVerb[] = ['approveAll', 'declineAll', 'labelAll', 'toAll', 'mergeAll'];

/** Rows glide when one comes or goes, also between the press and the release of a button of the mouse. */
holdPress('[data-q] button, [data-q]');

export const ModeratorPage = (): JSX.Element => <Gate>{() => <AllDesks />}</Gate>;

/** The desk for questions, the one for what guests write into polls, or the one for their nicknames. */
function AllDesks(): JSX.Element {
  const [at, setAt] = useState<DeskName>('questions');
  if (at === 'answers') return <Answers to={setAt} />;
  if (at === 'names') return <Names to={setAt} />;
  return <TheDesk to={setAt} />;
}

function TheDesk(props: { to: (desk: DeskName) => void }): JSX.Element | null {
  const t = useT<ModeratorTexts>();
  const view = useView();
  const [lang] = useLang();
  const serverNow = useNow(1000);
  const deeds = useDeeds();
  const [reading] = useState(() => makeReading());
  const verbs = useVerbs(deeds, reading);
  const promises = usePromise(deeds);
  const mutes = useMute(deeds);
  const [chosen, choose] = useState<Focus | null>(null);
  /** The question that goes back in its history: the focus goes with it, into whichever list. */
  const [followed, follow] = useState<number | null>(null);
  function setFocus(to: Focus) {
    choose(to);
    follow(null);
  }
  const [kept, keep] = useKept();
  const languageName = useLanguageName();
  const [askingMany, setAskingMany] = useState<'decline' | 'label' | 'to' | null>(null);
  const [search, setSearch] = useState('');
  const [done, setDone] = useState<Done>('answered');
  const [tab, setTab] = useState<Column>('waiting');
  const [declining, setDeclining] = useState<Desk['declining']>(null);
  const [editing, setEditing] = useState<{ q: QuestionItem; translate: boolean } | null>(null);
  const [merging, setMerging] = useState<QuestionItem | null>(null);
  const [addressing, setAddressing] = useState<QuestionItem | null>(null);
  const [labelling, setLabelling] = useState<QuestionItem | null>(null);
  const [asking, setAsking] = useState(false);
  const [messaging, setMessaging] = useState(false);
  const [leaf, setLeaf] = useState(false);
  /** The field of the leaf that a key has asked for, until the leaf is there. */
  const wanted = useRef('');
  const [help, setHelp] = useState(false);
  const names = view.of('nickname').length;
  const searchField = useRef<HTMLInputElement>(null);
  const bar = useRef<HTMLFieldSetElement>(null);
  const root = useRef<HTMLDivElement>(null);
  const keyboard = useRef(false);
  const { event, hall } = view;
  const phones = hall?.here.participant ?? 0;

  const [listsOf] = useState(makeLists);
  const all = useMemo(() => listsOf(view.questions, kept), [view.questions, kept.waiting, kept.approved]);
  const { byId } = all;
  const langs = event?.langs ?? [];
  const sieve = JSON.stringify([kept, search.trim()]);
  const filtered = isOn(kept.sieve) || !!search.trim();
  const found = useMemo(() => {
    const fits = matching(search);
    return [...all.waiting, ...all.approved].filter(fits);
  }, [all.waiting, all.approved, search]);
  const inSieve = (list: QuestionItem[]) =>
    useMemo(() => {
      const finds = matching(search);
      return filtered ? list.filter(q => finds(q) && passes(q, kept.sieve, langs)) : list;
    }, [list, langs.join(), sieve]);
  const fits = {
    waiting: inSieve(all.waiting),
    approved: inSieve(all.approved),
    answered: inSieve(all.answered),
    declined: inSieve(all.declined),
    archived: inSieve(all.archived),
    muted: inSieve(all.muted),
  };
  const hands = { waiting: useHand(), approved: useHand() };
  const waiting = useStanding(fits.waiting, all, hands.waiting.isHot(), verbs.own, sieve);
  const approved = useStanding(fits.approved, all, hands.approved.isHot(), verbs.own, sieve);
  const lineIds = useMemo(() => [...all.next.map(q => q.id), ...(all.now ? [all.now.id] : [])], [all]);
  const doneIds = useMemo(() => fits[done].map(q => q.id), [fits[done]]);
  const places: Record<Column, Place> = {
    waiting: { ids: waiting.ids, ghosts: waiting.ghosts },
    approved: { ids: approved.ids, ghosts: approved.ghosts },
    line: { ids: lineIds },
    done: { ids: doneIds },
  };
  const busy = (id: number) => deeds.underWay(`question:${id}`) || deeds.underWay(`muted:question:${id}`);

  // Who works on what is known before the focus is, because a focus that moves by itself passes over it.
  const works = useRef<number | null>(null);
  const colleagues = useColleagues(
    works.current === null ? undefined : byId.get(works.current),
    !!editing || !!declining?.note,
    byId,
  );
  const theirs = (id: number) => {
    const q = byId.get(id);
    return !!q && (!!colleagues.at(id) || !!colleagues.dealt(q));
  };
  const goneTo = followed === null ? undefined : COLUMNS.find(c => places[c].ids.includes(followed));
  const focus = useMemo(
    () => (goneTo && followed !== null ? { column: goneTo, id: followed } : chosen),
    [goneTo, followed, chosen],
  );
  const leaves = (id: number) => id !== followed && busy(id);
  const target = useFocusTarget(focus, places, verbs.own, leaves, theirs);
  useEffect(() => {
    const q = followed === null ? undefined : byId.get(followed);
    const list = DONE.find(name => q && all[name].includes(q));
    if (list) setDone(list);
  }, [all, followed]);
  works.current = editing?.q.id ?? target?.id ?? null;
  const marked = useMarked(byId, [...waiting.ids, ...approved.ids]);
  const focused = target === null ? undefined : byId.get(target.id);
  const at = target?.column;
  // The leaf shows the question in focus. While somebody writes in it, it stays where it is.
  const leafOf = useRef<number | null>(null);
  if (!leaf || !isTyping('.leaf')) leafOf.current = target?.id ?? null;
  const open = leafOf.current === null ? undefined : byId.get(leafOf.current);

  // Move the keyboard focus once, when the row is drawn.
  const moved = useRef('');
  useEffect(() => {
    const to = target ? `${target.column} ${target.id}` : '';
    if (!target || to === moved.current || !keyboard.current) return;
    if (document.querySelector('dialog[open]') || isTyping()) return;
    const el = root.current?.querySelector<HTMLElement>(`[data-q="${target.id}"]`);
    if (!el) return;
    moved.current = to;
    if (el.contains(document.activeElement)) return;
    el.focus({ preventScroll: true });
    el.scrollIntoView({ block: 'nearest' });
  });
  useEffect(() => {
    const keys = () => {
      reading.press();
      keyboard.current = true;
    };
    const pointer = () => {
      reading.press();
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
    deeds,
    verbs,
    mutes,
    colleagues,
    reading,
    byId,
    marked: marked.ids,
    mark(q, range) {
      // The focus stays, because its verbs would move the rows under the pointer.
      marked.mark(q.id, range, target?.id);
    },
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
    backTo(q, step) {
      follow(q.id);
      verbs.backTo(q, step);
    },
  };

  function go(by: number) {
    const column = at ?? 'waiting';
    const list = places[column].ids.filter(id => id === target?.id || !busy(id));
    const i = target ? list.indexOf(target.id) : -1;
    const end = Math.max(0, Math.min(list.length - 1, i + by));
    // Past those of colleagues, while there are others.
    const way = by < 0 ? list.slice(0, end + 1).reverse() : list.slice(end);
    const id = (column === 'waiting' ? way.find(one => !theirs(one)) : undefined) ?? list[end];
    setDeclining(null);
    if (id !== undefined) setFocus({ column, id });
  }
  /** Selects the row in focus and the one it comes to. */
  function markOn(by: 1 | -1) {
    if (!target || (at !== 'waiting' && at !== 'approved')) return refuse();
    const { ids } = places[at];
    const to = ids[ids.indexOf(target.id) + by];
    marked.add([target.id, ...(to === undefined ? [] : [to])]);
    if (to !== undefined) setFocus({ column: at, id: to });
  }
  /** Does something with the selection, if there is one. */
  const onMany = (verb: () => void, least = 1) =>
    live && marked.questions.length >= least && marked.questions.length <= MANY_MAX ? verb : undefined;
  async function decide(what: Many) {
    setAskingMany(null);
    if (await verbs.many(marked.questions, what)) marked.clear();
  }
  function mergeMany() {
    const most = [...marked.questions].sort((a, b) => b.upvotes - a.upvotes || a.at - b.at || a.id - b.id);
    const into = marked.questions.find(q => q.id === target?.id) ?? most[0];
    if (into) void decide({ merge: { into: into.id } });
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
  function refuseMany() {
    const { length } = marked.questions;
    const { nothing, tooMany } = t.moderator.many;
    deeds.refuse(length > MANY_MAX ? tooMany(length, MANY_MAX) : nothing);
  }
  const gate = atGate(view);
  const atBarrier = gate.next;
  function showNext() {
    // A question put on the screen a moment ago is no longer next.
    const next = all.next.find(q => !busy(q.id));
    if (next && gate.closed && gate.next?.id === next.id) promises.promise(next);
    else if (next) verbs.now(next);
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
    keep({ sieve: {} });
  }
  function turnOrder() {
    const column = at === 'approved' ? 'approved' : 'waiting';
    keep({ [column]: ORDERS[(ORDERS.indexOf(kept[column]) + 1) % ORDERS.length] });
  }
  function turnFinished() {
    const listed = DONE.filter((name, i) => i < 2 || all[name].length);
    setDone(listed[(listed.indexOf(done) + 1) % listed.length] ?? 'answered');
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
      first: () => go(-Infinity),
      last: () => go(Infinity),
      mark:
        target && (at === 'waiting' || at === 'approved') ? () => marked.mark(target.id, false) : undefined,
      markDown: () => markOn(1),
      markUp: () => markOn(-1),
      approveAll: onMany(() => void decide('approve')),
      declineAll: onMany(() => setAskingMany('decline')),
      labelAll: onMany(() => setAskingMany('label')),
      toAll: onMany(() => setAskingMany('to')),
      mergeAll: onMany(mergeMany, 2),
      order: turnOrder,
      filter: () => bar.current?.querySelector<HTMLElement>('button:enabled, select')?.focus(),
      finished: turnFinished,
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
      promise: atBarrier && live ? () => promises.promise(atBarrier) : undefined,
      dropPromise: gate.promise && live ? promises.drop : undefined,
      answered: on(may('answered'), verbs.answered),
      takeDown: down && live ? () => verbs.takeDown(down) : undefined,
      restore: on(q => can(q, restored(q)), verbs.restore),
      settle: on(q => !!q.desk?.reports, verbs.settleReports),
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
      takeReplyBack: on(
        q => can(q, 'reply') && !!q.reply,
        q => void verbs.reply(q, {}),
      ),
      star: on(() => true, verbs.star),
      pin: on(() => true, verbs.pin),
      ask: live ? () => setAsking(true) : undefined,
      earlier: inLine(-1),
      later: inLine(1),
      undo: live ? deeds.undo : undefined,
      search: () => searchField.current?.focus(),
      answers: () => props.to(view.entries.length || !names ? 'answers' : 'names'),
      messages: view.people.size ? () => setMessaging(true) : undefined,
      help: () => setHelp(true),
      cancel: () =>
        declining
          ? setDeclining(null)
          : marked.questions.length
            ? marked.clear()
            : leaf
              ? setLeaf(false)
              : showAll(),
    },
    verb => (ON_MANY.includes(verb) && live ? refuseMany() : refuse()),
  );

  if (!event) return null;
  const rejected = deeds.notice?.bad ? deeds.notice.text : null;
  const session = view.sessions.find(s => s.state === 'running');
  const n = (list: 'waiting' | 'approved' | Done) =>
    filtered ? t.shown(fits[list].length, all[list].length) : String(all[list].length);
  const { to, asked, lacks, similar, label } = kept.sieve;
  const labelText = label === undefined ? undefined : view.of('label').find(one => String(one.id) === label);
  const by = [
    to === 'panel'
      ? t.moderator.toThePanel
      : to === 'person'
        ? t.moderator.toPanelist
        : to
          ? t.moderator.to(fullTo(view, ofKey(to), lang))
          : '',
    asked ? t.moderator.askedIn(languageName(asked)) : '',
    lacks ? t.noYet(languageName(lacks)) : '',
    similar ? t.moderator.similarToAnother : '',
    label === undefined ? '' : labelText ? pick(labelText.text, lang)[1] : '…',
    search.trim() ? `“${search.trim()}”` : '',
  ].filter(Boolean);
  const hides = (list: 'waiting' | 'approved') => {
    const hidden = all[list].length - fits[list].length;
    return hidden ? t.moderator.hides(hidden) : '';
  };
  const long = all.waiting.filter(q => view.event && serverNow - q.at >= LONG_MS).length;
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
        <MessagesVerb
          deeds={deeds}
          byKey={{ hint: HINTS.messages, open: messaging, setOpen: setMessaging }}
        />
        <label class="find">
          <span class="unseen">{t.moderator.search}</span>
          <input
            ref={searchField}
            type="search"
            placeholder={t.moderator.search}
            value={search}
            onInput={e => setSearch(e.currentTarget.value)}
            onKeyDown={e => {
              if (composes(e)) return;
              if (e.key === 'Escape') showAll();
              if (e.key === 'Escape' || e.key === 'Enter') e.currentTarget.blur();
            }}
          />
          <kbd aria-hidden>/</kbd>
        </label>
        <Verb on={() => setAsking(true)} off={!live} hint={HINTS.ask}>
          {t.moderator.ask.verb}
        </Verb>
        <span class="dot here">{t.moderator.hall(hall?.here.moderator ?? 1, phones)}</span>
        <LangSwitch />
        <SignOut />
      </header>
      <Strip />
      <Flood />
      <Filters bar={bar} event={event} questions={found} sieve={kept.sieve} on={sieve => keep({ sieve })} />
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
          count={all.waiting.length ? n('waiting') + (long ? `, ${t.moderator.longWaits(long)}` : '') : ''}
          by={kept.waiting}
          setOrder={waiting => keep({ waiting })}
          all={all.waiting}
          foot={hides('waiting')}
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
          by={kept.approved}
          setOrder={approved => keep({ approved })}
          all={all.approved}
          foot={hides('approved')}
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
      {marked.questions.length ? (
        <ManyFoot
          n={marked.questions.length}
          approve={() => void decide('approve')}
          decline={() => setAskingMany('decline')}
          label={() => setAskingMany('label')}
          to={() => setAskingMany('to')}
          merge={mergeMany}
          none={marked.clear}
          refused={rejected}
        />
      ) : (
        <Foot
          notice={deeds.notice}
          onUndo={deeds.undo}
          onKeys={() => setHelp(true)}
          table={KEYS}
          texts={t.moderator.keys}
        />
      )}
      {askingMany === 'decline' ? (
        <DeclineMany
          n={marked.questions.length}
          decline={(reason, note) => void decide({ decline: { reason, ...(note && { note }) } })}
          close={() => setAskingMany(null)}
        />
      ) : null}
      {askingMany === 'label' ? (
        <LabelMany
          questions={marked.questions}
          label={(label, on) => void decide({ label: { label, on } })}
          close={() => setAskingMany(null)}
        />
      ) : null}
      {askingMany === 'to' ? (
        <ToMany
          questions={marked.questions}
          address={to => void decide({ address: to ? { to } : {} })}
          close={() => setAskingMany(null)}
        />
      ) : null}
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
