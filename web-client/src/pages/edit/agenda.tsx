/**
 * The agenda as a contents page: the time is the ordinal, the title stands in all languages side by side. A session moves by its
 * grip, by Alt and an arrow, or by a verb; those between make room, and the new times are said.
 */
import { Fragment, type JSX } from 'preact';
import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { SessionEdit } from '../../protocol/commands';
import type { SessionItem, SessionKind } from '../../protocol/items';
import { rejectionText } from '../../ui/deeds';
import { online, Verb } from '../../ui/desk';
import { useLang, useStore, useT, useView } from '../../ui/hooks';
import { composes } from '../../ui/keys';
import { pick } from '../../ui/text';
import type { Texts } from '../../words/texts';
import { type Edits, shows } from './edits';
import { Field } from './field';
import { AddRow } from './make';
import { Heads, Pair } from './pair';
import type { EditTexts } from './texts.en';
import { between, nameOf, plannedOf, plus, titleOf } from './written';

const KINDS: SessionKind[] = [
  'opening',
  'keynote',
  'dialogue',
  'round_table',
  'cooperation',
  'break',
  'other',
];
/** A new session lasts so many minutes, until somebody says otherwise. */
const LASTS_MIN = 30;

export function useMove(edits: Edits): (id: number, before: number | undefined) => Promise<void> {
  const texts = useT<EditTexts>();
  const store = useStore();
  const [lang] = useLang();
  return async (id, before) => {
    const view = store.view();
    const at = view.sessions.findIndex(s => s.id === id);
    const session = view.sessions[at];
    const behind = view.sessions[at + 1]?.id;
    if (!session || before === id || before === behind) return;
    // A title written a moment ago is in the view no later than the move itself.
    const title = () => pick(titleOf(store.view().sessions.find(s => s.id === id) ?? session), lang)[1];
    const why = await edits.send({
      cmd: {
        move_session: {
          session: id,
          ...(behind !== undefined && { seen: behind }),
          ...(before !== undefined && { before }),
        },
      },
      did: () => texts.edit.did.moved(title()),
    });
    if (why) return edits.refuse(rejectionText(texts, why));
    await shows(store, now => now.sessions.findIndex(s => s.id === id) !== at);
    const now = store.view().sessions.find(s => s.id === id);
    if (now) edits.say(texts.edit.did.movedTo(title(), plannedOf(now).start, plannedOf(now).end));
  };
}

export function Agenda({
  edits,
  toPolls,
}: {
  edits: Edits;
  toPolls: (session: number) => void;
}): JSX.Element {
  const texts = useT<EditTexts>();
  const t = texts.edit;
  const view = useView();
  const { sessions, event } = view;
  const langs = event?.langs ?? [];
  const [open, setOpen] = useState<number | null>(null);
  const [drag, setDrag] = useState<number | null>(null);
  const [over, setOver] = useState<number | 'end' | null>(null);
  const move = useMove(edits);
  // A row that moves loses the focus, whoever moved it. It is back before the next key.
  const focus = document.activeElement?.id;
  useLayoutEffect(() => {
    if (focus && document.activeElement === document.body) document.getElementById(focus)?.focus();
  });
  const last = sessions.at(-1);
  const next = last ? plannedOf(last).end : '09:00';

  function step(id: number, by: -1 | 1) {
    const at = sessions.findIndex(s => s.id === id);
    const to = by < 0 ? sessions[at - 1] : sessions[at + 2];
    if (by < 0 ? at > 0 : at < sessions.length - 1) void move(id, to?.id);
    else edits.refuse(by < 0 ? t.isFirst : t.isLast);
  }
  function drop() {
    if (drag !== null && over !== null) void move(drag, over === 'end' ? undefined : over);
    setDrag(null);
    setOver(null);
  }
  const slot = (at: number | 'end') =>
    drag !== null && over === at ? (
      <li class="gap" aria-hidden>
        {t.dropHere}
      </li>
    ) : null;
  return (
    <section class="sheet" aria-labelledby="agenda-head">
      <h2 id="agenda-head" class="unseen">
        {t.agenda}
      </h2>
      <div class="pair heads" aria-hidden>
        <span />
        <Heads langs={langs} />
        <span />
      </div>
      <ol
        class="slots"
        onDragOver={e => {
          if (drag === null) return;
          e.preventDefault();
          const row = (e.target as HTMLElement).closest<HTMLElement>('[data-session]');
          if (!row) return;
          const box = row.getBoundingClientRect();
          const at = sessions.findIndex(s => s.id === Number(row.dataset.session));
          const lower = e.clientY > box.top + box.height / 2;
          setOver(sessions[lower ? at + 1 : at]?.id ?? 'end');
        }}
        onDrop={e => {
          e.preventDefault();
          drop();
        }}
        onDragEnd={() => {
          setDrag(null);
          setOver(null);
        }}
      >
        {sessions.map(s => (
          // With its key a row keeps what is written in it when it moves.
          <Fragment key={s.id}>
            {slot(s.id)}
            <Row
              session={s}
              open={open === s.id}
              toggle={() => setOpen(open === s.id ? null : s.id)}
              step={by => step(s.id, by)}
              lifted={drag === s.id}
              lift={() => setDrag(s.id)}
              toPolls={() => toPolls(s.id)}
              edits={edits}
            />
          </Fragment>
        ))}
        {slot('end')}
      </ol>
      {sessions.length ? null : <p class="empty">{t.noSessions}</p>}
      <AddRow
        id="new-session"
        title={t.newSession}
        langs={langs}
        fields={[{ id: 'title', label: t.title }]}
        times={{ start: next, end: plus(next, LASTS_MIN) }}
        add={({ title = {} }, times) => {
          const { start = next, end = next } = times ?? {};
          // Behind what begins before it. What begins after midnight is written at the end.
          const later = sessions.find(s => s.state === 'coming' && plannedOf(s).start > start);
          return edits.send({
            cmd: {
              make_session: {
                kind: 'other',
                title,
                start,
                end,
                ...(later && { before: later.id }),
              },
            },
            did: t.did.made(pick(title, langs[0] ?? '')[1]),
          });
        }}
      />
    </section>
  );
}

function Row(props: {
  session: SessionItem;
  open: boolean;
  toggle: () => void;
  step: (by: -1 | 1) => void;
  lifted: boolean;
  lift: () => void;
  toPolls: () => void;
  edits: Edits;
}): JSX.Element {
  const texts = useT<EditTexts>();
  const t = texts.edit;
  const view = useView();
  const [lang] = useLang();
  const { session: s, edits } = props;
  const { start, end } = plannedOf(s);
  const langs = view.event?.langs ?? [];
  const title = titleOf(s);
  const said = pick(title, lang)[1];
  const id = `session-${s.id}`;
  const off = !online(view);
  const lasts = between(start, end);
  const edit = (edit: Parameters<typeof command>[1], did: string, field: string) =>
    edits.send({ cmd: command(s.id, edit), did, field: `${id}-${field}` });
  const polls = view.polls.filter(p => p.session === s.id);
  return (
    <li
      class={`slot ${props.open ? 'focus' : ''} ${props.lifted ? 'lift' : ''} ${s.state === 'ended' || s.state === 'skipped' ? 'past' : ''}`}
      data-session={s.id}
      onKeyDown={e => {
        if (!e.altKey || composes(e) || (e.key !== 'ArrowUp' && e.key !== 'ArrowDown')) return;
        e.preventDefault();
        props.step(e.key === 'ArrowUp' ? -1 : 1);
      }}
    >
      <div class="pair">
        <span class="when">
          <Field
            id={`${id}-start`}
            type="time"
            label={t.startOf(said)}
            value={start}
            look="time"
            save={(was, now) =>
              // What a session lasts stays as it is.
              edit(
                { start: { was, now }, end: { was: end, now: plus(now, lasts) } },
                t.did.timed(said, now, plus(now, lasts)),
                'start',
              )
            }
          />
          {s.state === 'coming' ? (
            s.planned ? (
              <small class="mut">{t.late(s.start)}</small>
            ) : null
          ) : (
            <small class="mut">{texts.sessionStates[s.state]}</small>
          )}
        </span>
        <Pair
          id={`${id}-title`}
          label={t.titleOf(start)}
          texts={title}
          langs={langs}
          look="big"
          hold={{ k: 'session', id: s.id }}
          save={(change, of) => edit({ title: change }, t.did.title(start), `title-${of}`)}
        />
        <span class="tools">
          <button
            type="button"
            class="more"
            aria-expanded={props.open}
            aria-controls={`${id}-more`}
            aria-label={t.moreOf(said)}
            id={`${id}-toggle`}
            onClick={props.toggle}
          >
            {props.open ? '−' : '+'}
          </button>
          <span
            class="grip"
            draggable={!off}
            aria-hidden
            title={t.drag}
            onDragStart={e => {
              e.dataTransfer?.setData('text/plain', said);
              if (e.dataTransfer) e.dataTransfer.effectAllowed = 'move';
              props.lift();
            }}
          />
        </span>
      </div>
      {props.open ? (
        <div class="more-of" id={`${id}-more`}>
          <div class="line">
            <span class="l">{t.times}</span>
            <span class="fields">
              <span class="mut">{t.from(start)}</span>
              <Field
                id={`${id}-end`}
                type="time"
                label={t.endOf(said)}
                value={end}
                look="time"
                save={(was, now) => edit({ end: { was, now } }, t.did.timed(said, start, now), 'end')}
              />
              <span class="mut">{t.lasts(lasts)}</span>
            </span>
          </div>
          <label class="line">
            <span class="l">{t.kind}</span>
            <select
              value={s.kind}
              disabled={off}
              onChange={async e => {
                const now = e.currentTarget.value as SessionKind;
                const why = await edit(
                  { kind: { was: s.kind, now } },
                  t.did.kind(said, t.kinds[now]),
                  'kind',
                );
                if (why) edits.refuse(rejectionText(texts, why));
              }}
            >
              {KINDS.map(kind => (
                <option key={kind} value={kind}>
                  {t.kinds[kind]}
                </option>
              ))}
            </select>
          </label>
          {(['speakers', 'panelists'] as const).map(who => (
            <On
              key={who}
              id={`${id}-${who}`}
              label={t[who]}
              ids={s[who]}
              off={off}
              change={async (now, name, on) => {
                const did = on ? t.did.seated(name, said) : t.did.unseated(name, said);
                const why = await edit({ [who]: { was: s[who], now } }, did, who);
                if (why) edits.refuse(rejectionText(texts, why));
              }}
            />
          ))}
          <div class="line">
            <span class="l">{t.polls}</span>
            <span>
              {polls.length ? (
                <ul class="polls">
                  {polls.map(poll => (
                    <li key={poll.id}>
                      <bdi>{pick(poll.newer?.title ?? poll.title, lang)[1]}</bdi>{' '}
                      <span class="mut sm">{texts.phases[poll.phase]}</span>
                    </li>
                  ))}
                </ul>
              ) : (
                <span class="mut">{t.noPolls}</span>
              )}{' '}
              <Verb on={props.toPolls}>{t.toPolls}</Verb>
            </span>
          </div>
          <div class="verbs">
            <Verb on={() => props.step(-1)} off={off} label={t.earlierOf(said)}>
              {t.earlier}
            </Verb>
            <Verb on={() => props.step(1)} off={off} label={t.laterOf(said)}>
              {t.later}
            </Verb>
            <Verb
              off={off}
              label={t.removeOf(said)}
              on={async () => {
                const why = await edits.send({
                  cmd: { drop_session: { session: s.id, seen: s.rev ?? 0 } },
                  did: t.did.removed(said),
                });
                if (why) edits.refuse(rejectionText(texts, why));
              }}
            >
              {t.remove}
            </Verb>
          </div>
        </div>
      ) : null}
    </li>
  );
}

const command = (session: number, edit: SessionEdit) => ({ edit_session: { session, edit } });

/** Who is on the stage: each with a verb to take them off, and a list of the others. */
function On(props: {
  id: string;
  label: string;
  ids: number[];
  off: boolean;
  change: (ids: number[], name: string, on: boolean) => void;
}): JSX.Element {
  const t = useT<EditTexts>().edit;
  const view = useView();
  const [lang] = useLang();
  const said = (texts: Texts) => pick(texts, lang)[1];
  const name = (id: number) => {
    const person = view.people.get(id);
    return person ? said(nameOf(person)) : '';
  };
  const others = [...view.people.values()].filter(person => !props.ids.includes(person.id));
  const list = useRef<HTMLSelectElement>(null);
  // After a choice the list says again what it is for.
  useLayoutEffect(() => {
    if (list.current) list.current.value = '';
  });
  return (
    <div class="line">
      <span class="l" id={props.id}>
        {props.label}
      </span>
      <span class="fields">
        {props.ids.map(id => (
          <span key={id} class="seated">
            <bdi>{name(id)}</bdi>
            <button
              type="button"
              aria-label={t.takeOff(name(id))}
              disabled={props.off}
              onClick={() =>
                props.change(
                  props.ids.filter(other => other !== id),
                  name(id),
                  false,
                )
              }
            >
              ×
            </button>
          </span>
        ))}
        {others.length ? (
          <select
            ref={list}
            aria-labelledby={props.id}
            disabled={props.off}
            onChange={e => {
              const id = Number(e.currentTarget.value);
              props.change([...props.ids, id], name(id), true);
            }}
          >
            <option value="">{t.addSomebody}</option>
            {others.map(person => (
              <option key={person.id} value={person.id}>
                {`${said(nameOf(person))}, ${said(person.org)}`}
              </option>
            ))}
          </select>
        ) : props.ids.length ? null : (
          <span class="mut">{t.nobodyYet}</span>
        )}
      </span>
    </div>
  );
}
