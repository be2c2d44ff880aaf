/**
 * The desk for what guests write into polls: waiting on the left, approved in the middle, hidden on the right. Nobody else sees an
 * answer before it is approved. A mark on an answer is a hint, and decides nothing.
 */
import './answers.css';
import type { JSX } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { listsOf, pollsOf, type Row, waitingIn } from '../../../answers/lists';
import { can, nameOf, useEntryVerbs } from '../../../answers/verbs';
import { WritingForm } from '../../../answers/writing';
import { GroupTag } from '../../../polls/text/group';
import type { EntryItem, EntryVerb } from '../../../protocol/items';
import { useDeeds } from '../../../ui/deeds';
import { Foot, KeysDialog, online, Strip, Verb } from '../../../ui/desk';
import { useLang, useT, useView } from '../../../ui/hooks';
import { useKeys } from '../../../ui/keys';
import { LangSwitch } from '../../../ui/language';
import { SignOut } from '../../../ui/signout';
import { pick, Text } from '../../../ui/text';
import { COLUMNS, type Column, Columns } from '../columns';
import { type DeskName, Desks } from '../desks';
import { type Mute, Mutes, useMute } from '../mute';
import type { ModeratorTexts } from '../texts.en';
import { HINTS, KEYS } from './keys';

interface Focus {
  column: Column;
  id: number;
}

export function Answers(props: { to: (desk: DeskName) => void }): JSX.Element | null {
  const t = useT<ModeratorTexts>();
  const view = useView();
  const [lang] = useLang();
  const deeds = useDeeds();
  const mutes = useMute(deeds);
  const entryVerbs = useEntryVerbs(deeds);
  const [chosen, setChosen] = useState<number | null>(null);
  const [focus, setFocus] = useState<Focus | null>(null);
  const [help, setHelp] = useState(false);
  const root = useRef<HTMLDivElement>(null);
  const keyboard = useRef(false);
  const live = online(view);

  const polls = pollsOf(view);
  const poll = polls.find(p => p.id === chosen) ?? polls[0];
  // A poll that opens later does not replace the one that somebody is working on.
  useEffect(() => {
    if (poll) setChosen(poll.id);
  }, [poll?.id]);
  const lists = listsOf(view.entries, poll?.id);
  const busy = (id: number) => deeds.underWay(`entry:${id}`) || deeds.underWay(`muted:entry:${id}`);
  const target = useTarget(focus, lists, busy);
  const row = target && lists[target.column].find(r => r.entry.id === target.id);
  const entry = row?.entry;

  useEffect(() => {
    if (!target || !keyboard.current || document.querySelector('dialog[open]')) return;
    const el = root.current?.querySelector<HTMLElement>(`[data-e="${target.id}"]`);
    if (!el || el.contains(document.activeElement)) return;
    el.focus({ preventScroll: true });
    el.scrollIntoView({ block: 'nearest' });
  }, [target?.column, target?.id]);
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

  const verbs = {
    ...entryVerbs,
    mute: (e: EntryItem) => (e.muted ? mutes.unmute(`entry:${e.id}`) : mutes.mute(`entry:${e.id}`, false)),
    muteAll: (e: EntryItem) => mutes.mute(`entry:${e.id}`, true),
  };
  const { picked, isTarget } = verbs;
  const unmarked = lists.waiting.map(r => r.entry).filter(e => !e.marked && !busy(e.id));
  const approveAll = () => verbs.approveAll(unmarked);
  const on = (verb: EntryVerb, act: (e: EntryItem) => void) =>
    live && entry && can(entry, verb) ? () => act(entry) : undefined;

  function go(by: number) {
    const column = target?.column ?? 'waiting';
    const list = lists[column];
    const at = list.findIndex(r => r.entry.id === target?.id);
    const to = list[Math.max(0, Math.min(list.length - 1, at + by))];
    if (to) setFocus({ column, id: to.entry.id });
  }
  function turn(by: number) {
    let i = COLUMNS.indexOf(target?.column ?? 'waiting') + by;
    while (COLUMNS[i] && !lists[COLUMNS[i] as Column].length) i += by;
    const column = COLUMNS[i];
    const to = column && lists[column][0];
    if (column && to) setFocus({ column, id: to.entry.id });
  }

  useKeys(
    KEYS,
    {
      down: () => go(1),
      up: () => go(-1),
      left: () => turn(-1),
      right: () => turn(1),
      approve: on('approve', verbs.approve),
      approveAll: live && unmarked.length ? approveAll : undefined,
      hide: on('hide', verbs.hide),
      mute: live && entry ? () => verbs.mute(entry) : undefined,
      muteAll: live && entry && !entry.muted ? () => verbs.muteAll(entry) : undefined,
      join: on('join', verbs.join),
      here: live && entry && isTarget(entry) ? () => verbs.here(entry) : undefined,
      part: on('part', verbs.part),
      translate: on('translate', verbs.translate),
      group: on('group', verbs.group),
      take: on('take', verbs.take),
      questions: () => props.to(view.of('nickname').length ? 'names' : 'questions'),
      undo: live ? deeds.undo : undefined,
      cancel: verbs.cancel,
      help: () => setHelp(true),
    },
    () => deeds.refuse(live ? t.notNow : t.rejected.unavailable),
  );

  const line = (column: Column) => (r: Row) => {
    const { entry: e } = r;
    const focused = target?.id === e.id;
    const writing = verbs.writingOf(e);
    return (
      // biome-ignore lint/a11y/useKeyWithClickEvents: the desk's keyboard reaches every row
      <li
        key={e.id}
        class={`row answer ${focused ? 'focus' : ''} ${busy(e.id) ? 'held' : ''} ${picked?.id === e.id ? 'picked' : ''}`}
        data-e={e.id}
        tabIndex={focused ? 0 : -1}
        aria-current={focused}
        onClick={event => {
          if (!(event.target as HTMLElement).closest('button')) setFocus({ column, id: e.id });
        }}
        onFocusIn={() => {
          if (keyboard.current && !focused) setFocus({ column, id: e.id });
        }}
      >
        <span class="no">{r.count}</span>
        <div class="words">
          <Text tag={e.content.lang} text={e.content.text} as="p" class="txt" />
          {r.others.map(other => (
            <p key={other.id} class="tr">
              <bdi lang={other.content.lang}>{other.content.text}</bdi>
              <button
                type="button"
                disabled={!live}
                aria-label={`${t.answers.part}: ${other.content.text}`}
                onClick={() => verbs.part(other)}
              >
                {t.answers.part}
              </button>
            </p>
          ))}
          <GroupTag of={e} />
          {Object.entries(e.content.translations ?? {}).map(([tag, other]) => (
            <p key={tag} class="tr" lang={tag} dir="auto">
              {other}
            </p>
          ))}
          {e.pending ? <span class="tag need">{t.answers.pending}</span> : null}
          {e.taken ? <span class="tag">{t.answers.onScreen}</span> : null}
          {e.marked ? <span class="tag need">{t.answers.marked}</span> : null}
          {e.muted ? <span class="tag">{t.mute.tag}</span> : null}
        </div>
        <span />
        {writing ? (
          <WritingForm entry={e} what={writing} done={texts => verbs.write(e, texts)} />
        ) : (
          <Verbs
            row={r}
            focused={focused}
            isTarget={isTarget(e)}
            verbs={verbs}
            mutes={mutes}
            off={!live || busy(e.id)}
          />
        )}
      </li>
    );
  };

  const { event, hall } = view;
  if (!event) return null;
  return (
    <div class="desk mod answers" ref={root}>
      <header class="topbar">
        <h1 class="k unseen">{t.answers.title}</h1>
        <Desks at="answers" on={props.to} />
        <p class="grow">
          {poll ? <Text tag={pick(poll.title, lang)[0]} text={pick(poll.title, lang)[1]} as="span" /> : null}
        </p>
        {polls.length > 1 ? (
          <select
            aria-label={t.answers.poll}
            value={poll?.id}
            onChange={e => {
              setChosen(Number(e.currentTarget.value));
              e.currentTarget.blur();
            }}
          >
            {polls.map(p => (
              <option key={p.id} value={p.id}>
                {waitingIn(view.entries, p.id)
                  ? `${pick(p.title, lang)[1]} (${waitingIn(view.entries, p.id)})`
                  : pick(p.title, lang)[1]}
              </option>
            ))}
          </select>
        ) : null}
        <span class="dot here">
          {t.moderator.hall(hall?.here.moderator ?? 1, hall?.here.participant ?? 0)}
        </span>
        <LangSwitch />
        <SignOut />
      </header>
      <Strip />
      {picked ? (
        <p class="strip calm" role="status">
          {t.answers.joining(nameOf(picked))}{' '}
          <Verb on={verbs.cancel} hint={HINTS.cancel}>
            {t.cancel}
          </Verb>
        </p>
      ) : null}
      <Columns
        lists={lists}
        row={line}
        empty={t.answers.empty}
        unmarked={unmarked.length}
        approveAll={approveAll}
        hint={HINTS.approveAll}
        off={!live}
      />
      <Foot
        notice={deeds.notice}
        onUndo={deeds.undo}
        onKeys={() => setHelp(true)}
        table={KEYS}
        texts={t.answers.keys}
      />
      {help ? <KeysDialog table={KEYS} texts={t.answers.keys} on={() => setHelp(false)} /> : null}
    </div>
  );
}

interface EntryVerbs {
  approve(e: EntryItem): void;
  hide(e: EntryItem): void;
  join(e: EntryItem): void;
  here(e: EntryItem): void;
  translate(e: EntryItem): void;
  group(e: EntryItem): void;
  take(e: EntryItem): void;
}

/** The verbs of a row. Only the focused row shows their keys. */
function Verbs(props: {
  row: Row;
  focused: boolean;
  isTarget: boolean;
  verbs: EntryVerbs;
  mutes: Mute;
  off: boolean;
}): JSX.Element {
  const t = useT<ModeratorTexts>().answers;
  const { focused, isTarget, verbs, off } = props;
  const { entry } = props.row;
  const poll = useView().polls.find(p => p.id === entry.poll);
  /** Slips are grouped and taken up; words are not. */
  const slips = !!poll && 'text' in poll.kind;
  const verb = (text: string, on: (e: EntryItem) => void, hint: string | undefined, look = '') => (
    <Verb
      on={() => on(entry)}
      off={off}
      look={look}
      // The focused row is known, and its keys are part of what is seen.
      {...(focused ? { hint } : { label: `${text}: ${entry.content.text}` })}
    >
      {text}
    </Verb>
  );
  return (
    <div class="verbs">
      {isTarget ? verb(t.here, verbs.here, HINTS.here, 'do') : null}
      {can(entry, 'approve')
        ? verb(
            entry.state === 'hidden' ? t.show : t.approve,
            verbs.approve,
            HINTS.approve,
            focused && !isTarget ? 'do' : '',
          )
        : null}
      {can(entry, 'hide') ? verb(t.hide, verbs.hide, HINTS.hide) : null}
      {slips && focused && can(entry, 'take') ? verb(t.take, verbs.take, HINTS.take) : null}
      {slips && focused && can(entry, 'group') ? verb(t.group, verbs.group, HINTS.group) : null}
      {focused && can(entry, 'translate') ? verb(t.translate, verbs.translate, HINTS.translate) : null}
      {can(entry, 'join') && !isTarget ? verb(t.join, verbs.join, HINTS.join) : null}
      {focused ? (
        <Mutes
          of={`entry:${entry.id}`}
          muted={!!entry.muted}
          waits={entry.state === 'waiting'}
          mutes={props.mutes}
          off={off}
          hints={HINTS}
        />
      ) : null}
    </div>
  );
}

/** Returns the focused entry; if it left its column, the one that took its place. */
function useTarget(
  focus: Focus | null,
  lists: Record<Column, Row[]>,
  busy: (id: number) => boolean,
): Focus | null {
  const last = useRef<{ column: Column; index: number }>({ column: 'waiting', index: 0 });
  const column = focus?.column ?? last.current.column;
  const list = lists[column];
  const free = list.filter(r => !busy(r.entry.id));
  const at = free.findIndex(r => r.entry.id === focus?.id);
  const index =
    at >= 0 ? at : Math.min(last.current.column === column ? last.current.index : 0, free.length - 1);
  const found = free[index];
  if (!found) return null;
  last.current = { column, index };
  return { column, id: found.entry.id };
}
