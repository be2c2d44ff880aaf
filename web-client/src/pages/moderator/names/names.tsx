/**
 * The desk for the nicknames on the leaderboard: waiting on the left, approved in the middle, hidden on the right. Nobody else sees a
 * nickname before it is approved. A mark on one is a hint, and decides nothing.
 */
import type { JSX } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import type { NicknameItem } from '../../../protocol/items';
import { useDeeds } from '../../../ui/deeds';
import { Foot, KeysDialog, online, Strip, Verb } from '../../../ui/desk';
import { useT, useView } from '../../../ui/hooks';
import { useKeys } from '../../../ui/keys';
import { LangSwitch } from '../../../ui/language';
import { Text } from '../../../ui/text';
import { COLUMNS, type Column, Columns } from '../columns';
import { type DeskName, Desks } from '../desks';
import { Mutes, useMute } from '../mute';
import type { ModeratorTexts } from '../texts.en';
import { HINTS, KEYS } from './keys';

export function Names(props: { to: (desk: DeskName) => void }): JSX.Element | null {
  const t = useT<ModeratorTexts>();
  const view = useView();
  const deeds = useDeeds();
  const mutes = useMute(deeds);
  const [focus, setFocus] = useState<{ column: Column; id?: number }>({ column: 'waiting' });
  const [help, setHelp] = useState(false);
  const root = useRef<HTMLDivElement>(null);
  const place = useRef(0);
  const byKey = useRef(false);
  const live = online(view);
  const all = view.of('nickname');
  const busy = ({ id }: NicknameItem) =>
    deeds.underWay(`nickname:${id}`) || deeds.underWay(`muted:nickname:${id}`);
  const listed = (column: Column): NicknameItem[] =>
    all
      .filter(name => name.state === column)
      .sort((a, b) => (column === 'waiting' ? a.at - b.at || a.id - b.id : b.rev - a.rev));
  const unread = listed('waiting');
  const lists: Record<Column, NicknameItem[]> = {
    waiting: unread.filter(name => !name.muted),
    approved: listed('approved'),
    // Those of muted guests wait behind the rest.
    hidden: [...listed('hidden'), ...unread.filter(name => name.muted)],
  };
  // A name that left its column makes room for the one that took its place.
  const free = lists[focus.column].filter(name => !busy(name));
  const found = free.findIndex(({ id }) => id === focus.id);
  const at = found >= 0 ? found : Math.min(place.current, free.length - 1);
  const target = free[at];
  place.current = Math.max(0, at);

  useEffect(() => {
    if (!target || !byKey.current || document.querySelector('dialog[open]')) return;
    byKey.current = false;
    const el = root.current?.querySelector<HTMLElement>(`[data-e="${target.id}"]`);
    el?.focus({ preventScroll: true });
    el?.scrollIntoView({ block: 'nearest' });
  });

  const quoted = ({ text }: NicknameItem) => `“${text}”`;
  const approve = (name: NicknameItem) =>
    void deeds.run({
      item: `nickname:${name.id}`,
      cmd: seen => ({ approve_nicknames: { nicknames: [[name.id, seen]] } }),
      did: t.answers.did.approved(quoted(name)),
      name: quoted(name),
    });
  const hide = (name: NicknameItem) =>
    void deeds.run({
      item: `nickname:${name.id}`,
      cmd: seen => ({ hide_nickname: { nickname: name.id, seen } }),
      did: t.answers.did.hidden(quoted(name)),
      name: quoted(name),
    });
  const unmarked = lists.waiting.filter(name => !name.marked && !busy(name));
  /** Approves what is on this desk unmarked, each exactly as it stands here. */
  function approveAll() {
    const [first] = unmarked;
    if (!first) return;
    void deeds.run({
      item: `nickname:${first.id}`,
      cmd: () => ({ approve_nicknames: { nicknames: unmarked.map(({ id, rev }) => [id, rev]) } }),
      did: t.names.approved(unmarked.length),
    });
  }
  const mute = ({ id, muted }: NicknameItem) =>
    muted ? mutes.unmute(`nickname:${id}`) : mutes.mute(`nickname:${id}`, false);
  const may = (verb: 'approve' | 'hide', act: (name: NicknameItem) => void) =>
    live && target?.can.includes(verb) ? () => keyed(() => act(target)) : undefined;
  function keyed(act: () => void) {
    byKey.current = true;
    act();
  }
  function go(by: number) {
    const to = free[Math.max(0, Math.min(free.length - 1, at + by))];
    if (to) keyed(() => setFocus({ column: focus.column, id: to.id }));
  }
  function turn(by: number) {
    let i = COLUMNS.indexOf(focus.column) + by;
    while (COLUMNS[i] && !lists[COLUMNS[i] as Column].length) i += by;
    const column = COLUMNS[i];
    const first = column && lists[column][0];
    if (column && first) keyed(() => setFocus({ column, id: first.id }));
  }
  useKeys(
    KEYS,
    {
      down: () => go(1),
      up: () => go(-1),
      left: () => turn(-1),
      right: () => turn(1),
      approve: may('approve', approve),
      approveAll: live && unmarked.length ? approveAll : undefined,
      hide: may('hide', hide),
      mute: live && target ? () => keyed(() => mute(target)) : undefined,
      muteAll:
        live && target && !target.muted
          ? () => keyed(() => mutes.mute(`nickname:${target.id}`, true))
          : undefined,
      questions: () => props.to('questions'),
      undo: live ? deeds.undo : undefined,
      help: () => setHelp(true),
    },
    () => deeds.refuse(live ? t.notNow : t.rejected.unavailable),
  );

  const line = (column: Column) => (name: NicknameItem) => {
    const focused = target?.id === name.id;
    const off = !live || busy(name);
    const hint = (text: string, key: string | undefined) =>
      focused ? { hint: key } : { label: `${text}: ${name.text}` };
    const shown = name.state === 'hidden' ? t.answers.show : t.answers.approve;
    return (
      // biome-ignore lint/a11y/useKeyWithClickEvents: the desk's keyboard reaches every row
      <li
        key={name.id}
        class={`row answer ${focused ? 'focus' : ''} ${busy(name) ? 'held' : ''}`}
        data-e={name.id}
        tabIndex={focused ? 0 : -1}
        aria-current={focused}
        onClick={event => {
          if (!(event.target as HTMLElement).closest('button')) setFocus({ column, id: name.id });
        }}
      >
        <span class="no" />
        <div class="words">
          <Text tag={name.lang} text={name.text} as="p" class="txt" />
          {name.marked ? <span class="tag need">{t.answers.marked}</span> : null}
          {name.muted ? <span class="tag">{t.mute.tag}</span> : null}
        </div>
        <span />
        <div class="verbs">
          {name.can.includes('approve') ? (
            <Verb
              on={() => approve(name)}
              off={off}
              look={focused ? 'do' : ''}
              {...hint(shown, HINTS.approve)}
            >
              {shown}
            </Verb>
          ) : null}
          {name.can.includes('hide') ? (
            <Verb on={() => hide(name)} off={off} {...hint(t.answers.hide, HINTS.hide)}>
              {t.answers.hide}
            </Verb>
          ) : null}
          {focused ? (
            <Mutes
              of={`nickname:${name.id}`}
              muted={!!name.muted}
              waits={name.state === 'waiting'}
              mutes={mutes}
              off={off}
              hints={HINTS}
            />
          ) : null}
        </div>
      </li>
    );
  };

  if (!view.event) return null;
  return (
    <div class="desk mod answers" ref={root}>
      <header class="topbar">
        <h1 class="k unseen">{t.names.title}</h1>
        <Desks at="names" on={props.to} />
        <p class="grow">{t.names.what}</p>
        <LangSwitch />
      </header>
      <Strip />
      <Columns
        lists={lists}
        row={line}
        empty={t.names.empty}
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
        texts={t.names.keys}
      />
      {help ? <KeysDialog table={KEYS} texts={t.names.keys} on={() => setHelp(false)} /> : null}
    </div>
  );
}
