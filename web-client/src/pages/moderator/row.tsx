/**
 * One question in a list. Only the focused row opens its verbs. The others have quiet ones on their last line, so a click moves
 * nothing.
 */
import './colleagues.css';
import './row.css';
import type { JSX } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { Offered } from '../../floor/offers';
import { useFullTo } from '../../people/addressee';
import type { DeclineReason, QuestionItem } from '../../protocol/items';
import { NOTE_CHARS_MAX } from '../../protocol/limits';
import { Brace } from '../../questions/brace';
import { askerOf, missingOf, numberOf } from '../../questions/content';
import type { Colleague } from '../../sync/desk';
import type { Deeds } from '../../ui/deeds';
import { online, useLanguageName, Verb } from '../../ui/desk';
import { useNow, useT, useView } from '../../ui/hooks';
import { composes } from '../../ui/keys';
import type { Colleagues } from './colleagues';
import { HINTS } from './keys';
import { Chips } from './labels/chips';
import { type Mute, Mutes } from './mute';
import type { Reading } from './reading';
import type { ModeratorTexts } from './texts.en';
import { can, restored, type Verbs } from './verbs';

export const REASONS: DeclineReason[] = [
  'off_topic',
  'already_asked',
  'for_a_person',
  'not_for_display',
  'other',
];

/** What the page passes to its rows. */
export interface Desk {
  deeds: Deeds;
  verbs: Verbs;
  mutes: Mute;
  colleagues: Colleagues;
  reading: Reading;
  byId: Map<number, QuestionItem>;
  /** The selected questions. */
  marked: Set<number>;
  /** Selects a question or not; with `range`, all from the one in focus. */
  mark(q: QuestionItem, range: boolean): void;
  /** Focuses a question. */
  focus(q: QuestionItem): void;
  /** The question with an open decline menu, and whether its note is being written. */
  declining: { id: number; note: boolean } | null;
  setDeclining(to: { id: number; note: boolean } | null): void;
  edit(q: QuestionItem, translate?: boolean): void;
  /** Opens the dialog that merges it into another one. */
  merge(q: QuestionItem): void;
  /** Opens or closes the leaf. */
  turnLeaf(): void;
  /** Takes a question back to a step of its history; the focus stays on it. */
  backTo(q: QuestionItem, step: number): void;
  /** True if the last input came from the keyboard. */
  byKeyboard(): boolean;
  /** This desk's last command on the question is not visible yet. */
  busy(q: QuestionItem): boolean;
}

export function QuestionRow(props: {
  q: QuestionItem;
  focused: boolean;
  ghost?: boolean;
  place?: number;
  /** Its position in a partly drawn list. */
  of?: [at: number, all: number];
  /** The last known height of a question's row. */
  height?(id: number): number | undefined;
  desk: Desk;
}): JSX.Element {
  const t = useT<ModeratorTexts>();
  const { q, focused, ghost, desk } = props;
  const leaving = desk.busy(q) && (q.state === 'waiting' || q.state === 'approved');
  const still = ghost || leaving;
  const isMarked = desk.marked.has(q.id);
  const there = desk.colleagues.at(q.id);
  const reworded = desk.reading.draw(q);
  const dealt = there || still || focused ? undefined : desk.colleagues.dealt(q);
  const name = (one: Colleague) => t.colleague(one.role, one.n);
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the desk's keyboard reaches every row, see page.tsx
    <li
      class={`row ${focused ? 'focus' : ''} ${still ? 'held' : ''} ${isMarked ? 'sel' : ''} ${there ? 'there' : ''} ${dealt ? 'dealt' : ''}`}
      data-key={q.id}
      data-q={q.id}
      tabIndex={focused ? 0 : -1}
      aria-current={focused}
      aria-labelledby={`words-${q.id}`}
      aria-posinset={props.of?.[0]}
      aria-setsize={props.of?.[1]}
      // A row that stays in place keeps the space of its verbs.
      style={still ? { minHeight: `${props.height?.(q.id) ?? 0}px` } : {}}
      onClick={e => {
        if ((e.target as HTMLElement).closest('button, input, label')) return;
        if (e.shiftKey || e.ctrlKey || e.metaKey) desk.mark(q, e.shiftKey);
        else desk.focus(q);
      }}
      onMouseDown={e => {
        // With Shift the browser would select the text in between.
        if (e.shiftKey && !(e.target as HTMLElement).closest('button, input')) e.preventDefault();
      }}
      onFocusIn={() => {
        // A press of the pointer must not open a row under it before the button is released.
        if (desk.byKeyboard() && !focused) desk.focus(q);
      }}
    >
      {there ? (
        <span class="flag">{there.on?.writes ? t.moderator.edits(name(there)) : name(there)}</span>
      ) : null}
      {focused && there && !still ? (
        <p class="both" role="status">
          {t.moderator.both(name(there))}
        </p>
      ) : null}
      <span class="no">
        {props.place ?? numberOf(q)}
        {still || props.place !== undefined || (q.state !== 'waiting' && q.state !== 'approved') ? null : (
          <label class="mark">
            <input
              type="checkbox"
              tabIndex={-1}
              aria-label={t.moderator.many.select(numberOf(q))}
              checked={isMarked}
              onClick={e => {
                desk.mark(q, e.shiftKey);
                e.currentTarget.blur();
              }}
            />
          </label>
        )}
      </span>
      <div class="words">
        <div id={`words-${q.id}`}>
          {q.state === 'erased' ? <p class="mut">{t.states.erased}</p> : <Brace q={q} />}
        </div>
        {q.state === 'next' ? <Offered q={q} class="sm" /> : null}
        <p class="meta">
          {dealt ? <span class="tag hold quick-place">{t.moderator.dealt(name(dealt))}</span> : null}
          {still || focused || there || dealt ? null : <Quick q={q} desk={desk} />}
          {reworded ? <span class="tag need">{t.moderator.reworded}</span> : null}{' '}
          <Meta q={q} byId={desk.byId} number={props.place !== undefined} />
          {leaving && !ghost ? <span class="tag hold">{t.moderator.saving}</span> : null}
          {ghost ? (
            <span class="stamp">{[t.states[q.state], deciderOf(q, t)].filter(Boolean).join(' · ')}</span>
          ) : null}
        </p>
      </div>
      {q.state === 'approved' || q.state === 'next' ? (
        <span class="sup">
          <span class="unseen">{t.moderator.upvotes(q.upvotes)}</span>
          <span aria-hidden="true">{q.upvotes}</span>
        </span>
      ) : (
        <span />
      )}
      {focused && !still ? <RowVerbs q={q} desk={desk} /> : null}
      {desk.declining?.id === q.id && !still ? <DeclineMenu q={q} desk={desk} /> : null}
    </li>
  );
}

/** Returns who decided last about a question, as colleagues call that desk; nothing if it was nobody of the staff. */
function deciderOf(q: QuestionItem, t: ModeratorTexts): string {
  const by = q.desk?.by;
  if (!by) return '';
  return by.n === undefined ? t.moderator.leaf.role(by.role) : t.colleague(by.role, by.n);
}

/** From so long on, a wait has a mark and is counted. */
export const LONG_MS = 600_000;

/** Age, addressee, author, and missing languages. */
export function Meta(props: {
  q: QuestionItem;
  byId: Map<number, QuestionItem>;
  number?: boolean;
}): JSX.Element {
  const t = useT<ModeratorTexts>();
  const nameTo = useFullTo();
  const now = useNow(1000);
  const { q } = props;
  const from = askerOf(q.content);
  return (
    <>
      {props.number ? <span>{numberOf(q)}</span> : null}{' '}
      {q.state === 'waiting' ? (
        <span class={now - q.at >= LONG_MS ? 'long' : ''}>
          {t.moderator.ago(Math.max(0, Math.floor((now - q.at) / 1000)))}
        </span>
      ) : null}{' '}
      <span class={q.to && !('person' in q.to) ? 'tag like' : ''}>
        <bdi>{q.to === undefined ? t.moderator.toPanel : t.moderator.to(nameTo(q.to))}</bdi>
      </span>{' '}
      {from ? (
        <span class="from">
          <bdi lang={q.content.lang}>{from}</bdi>
        </span>
      ) : null}{' '}
      {q.staff ? <span class="tag">{t.moderator.byStaff}</span> : null}{' '}
      {q.merged ? <span>{t.moderator.merged(q.merged.length + 1)}</span> : null}{' '}
      {q.desk?.edited ? <span>{t.moderator.edited}</span> : null}{' '}
      {q.reply ? <span>{t.moderator.replied}</span> : null}{' '}
      {q.desk?.notes ? <span>{t.moderator.notes(q.desk.notes)}</span> : null} <Chips q={q} />{' '}
      {q.desk?.muted ? <span class="tag">{t.mute.tag}</span> : null} <Signs q={q} byId={props.byId} />{' '}
      {q.state === 'declined' && q.desk?.reason ? (
        <span>{q.desk.note ?? t.moderator.reasons[q.desk.reason]}</span>
      ) : null}
      {q.state !== 'waiting' && q.state !== 'declined' && can(q, 'approve') ? (
        <span class="tag need">{t.moderator.pending}</span>
      ) : null}{' '}
      {q.state === 'declined' || q.state === 'answered' || q.state === 'erased' ? null : <Needs q={q} />}
    </>
  );
}

/** What the server or guests say about a question: that phones show it unread, reports, a marked word, and similar ones. */
export function Signs({ q, byId }: { q: QuestionItem; byId: Map<number, QuestionItem> }): JSX.Element {
  const t = useT<ModeratorTexts>().moderator;
  const { posted, reports, settled, marked, similar = [] } = q.desk ?? {};
  const found = similar.flatMap(id => {
    const other = byId.get(id);
    // A merged one is where the question is that stands for it.
    const head = byId.get(other?.desk?.into ?? id);
    return head && head.id !== q.id && other?.state !== 'withdrawn' ? head : [];
  });
  const like = found.filter((other, i) => found.indexOf(other) === i);
  return (
    <>
      {posted && q.state === 'waiting' ? <span class="tag need">{t.posted}</span> : null}{' '}
      {reports ? <span class="tag need">{t.reports(reports)}</span> : null}{' '}
      {settled ? <span>{t.settled(settled)}</span> : null}{' '}
      {marked ? (
        <span class="tag need">
          {t.marked} <bdi>{marked}</bdi>
        </span>
      ) : null}{' '}
      {like.length ? <span class="tag like">{t.similar(like.map(numberOf))}</span> : null}
    </>
  );
}

/** Returns the languages that a question lacks. */
export function Needs(props: { q: QuestionItem }): JSX.Element | null {
  const languageName = useLanguageName();
  const t = useT<ModeratorTexts>();
  const { event } = useView();
  if (!event) return null;
  return (
    <>
      {missingOf(props.q, event.langs).map(tag => (
        <span key={tag} class="tag need">
          {t.noYet(languageName(tag))}
        </span>
      ))}
    </>
  );
}

function Quick(props: { q: QuestionItem; desk: Desk }): JSX.Element {
  const t = useT<ModeratorTexts>().moderator;
  const off = !online(useView());
  const { q, desk } = props;
  const one = (text: string, on: () => void) => (
    <button type="button" disabled={off} onClick={on} aria-label={`${text} ${numberOf(q)}`}>
      {text}
    </button>
  );
  const { verbs } = desk;
  switch (q.state) {
    case 'waiting':
      return (
        <span class="quick">
          {one(t.approve, () => verbs.approve(q))}
          {one(t.decline, () => {
            desk.focus(q);
            desk.setDeclining({ id: q.id, note: false });
          })}
        </span>
      );
    case 'approved':
      return <span class="quick">{one(t.putNext, () => verbs.next(q))}</span>;
    case 'next':
      return <span class="quick">{one(t.putNow, () => verbs.now(q))}</span>;
    case 'answered':
    case 'declined':
    case 'archived':
      return <span class="quick">{one(t.restore, () => verbs.restore(q))}</span>;
    case 'now':
    case 'merged':
    case 'withdrawn':
    case 'erased':
      return <span />;
  }
}

function RowVerbs(props: { q: QuestionItem; desk: Desk }): JSX.Element {
  const t = useT<ModeratorTexts>().moderator;
  const view = useView();
  const off = !online(view);
  const { q, desk } = props;
  const { verbs } = desk;
  const p = q.state;
  const untranslated = !!view.event && missingOf(q, view.event.langs).length > 0;
  return (
    <div class="verbs">
      {can(q, 'approve') ? (
        <Verb on={() => verbs.approve(q)} off={off} look={p === 'waiting' ? 'do' : ''} hint={HINTS.approve}>
          {t.approve}
        </Verb>
      ) : null}
      {p === 'approved' && can(q, 'next') ? (
        <Verb on={() => verbs.next(q)} off={off} look="do" hint={HINTS.next}>
          {t.putNext}
        </Verb>
      ) : null}
      {can(q, 'now') ? (
        <Verb on={() => verbs.now(q)} off={off} look={p === 'next' ? 'do' : ''} hint={HINTS.now}>
          {t.putNow}
        </Verb>
      ) : null}
      {p === 'next' && can(q, 'approved') ? (
        <Verb on={() => verbs.takeDown(q)} off={off} hint={HINTS.takeDown}>
          {t.backToApproved}
        </Verb>
      ) : null}
      {can(q, 'decline') && p !== 'next' ? (
        <Verb on={() => desk.setDeclining({ id: q.id, note: false })} off={off} hint={HINTS.decline}>
          {t.decline}
        </Verb>
      ) : null}
      {can(q, 'edit') && !(untranslated && (p === 'approved' || p === 'next')) ? (
        <Verb on={() => desk.edit(q)} hint={HINTS.edit}>
          {t.edit}
        </Verb>
      ) : null}
      {untranslated && (p === 'waiting' || p === 'approved' || p === 'next') ? (
        <Verb on={() => desk.edit(q, true)} hint={HINTS.translate}>
          {t.translate}
        </Verb>
      ) : null}
      {can(q, 'merge') ? (
        <Verb on={() => desk.merge(q)} off={off} hint={HINTS.merge}>
          {t.merge.verb}
        </Verb>
      ) : null}
      <Verb on={desk.turnLeaf} hint={HINTS.leaf}>
        {t.leaf.open}
      </Verb>
      {p === 'next' ? (
        <>
          <Verb
            on={() => verbs.reorder(q, -1)}
            off={off || !verbs.canReorder(q, -1)}
            hint={HINTS.earlier}
            label={t.earlier}
          >
            ↑
          </Verb>
          <Verb
            on={() => verbs.reorder(q, 1)}
            off={off || !verbs.canReorder(q, 1)}
            hint={HINTS.later}
            label={t.later}
          >
            ↓
          </Verb>
        </>
      ) : null}
      {(p === 'declined' || p === 'answered' || p === 'archived') && can(q, restored(q)) ? (
        <Verb on={() => verbs.restore(q)} off={off} hint={HINTS.restore}>
          {restored(q) === 'waiting' ? t.backToWaiting : t.backToApproved}
        </Verb>
      ) : null}
      {q.desk?.reports ? (
        <Verb on={() => verbs.settleReports(q)} off={off} hint={HINTS.settle}>
          {t.settleReports}
        </Verb>
      ) : null}
      {untranslated && can(q, 'now') ? (
        <p class="warn">
          {t.putNow}: <Needs q={q} />
        </p>
      ) : null}
      <Mutes
        of={`question:${q.id}`}
        muted={!!q.desk?.muted}
        waits={p === 'waiting'}
        mutes={desk.mutes}
        off={off}
        hints={HINTS}
      />
    </div>
  );
}

function DeclineMenu(props: { q: QuestionItem; desk: Desk }): JSX.Element {
  const t = useT<ModeratorTexts>();
  const off = !online(useView());
  const { q, desk } = props;
  const [note, setNote] = useState('');
  const field = useRef<HTMLInputElement>(null);
  const writing = desk.declining?.note ?? false;
  const box = useRef<HTMLFieldSetElement>(null);
  useEffect(() => {
    if (writing) field.current?.focus();
    else box.current?.scrollIntoView({ block: 'nearest' });
  }, [writing]);
  function send() {
    if (!note.trim()) {
      field.current?.focus();
      return;
    }
    desk.setDeclining(null);
    desk.verbs.decline(q, 'other', note.trim());
  }
  if (writing) {
    return (
      <form
        class="menu note"
        onSubmit={e => {
          e.preventDefault();
          send();
        }}
        onKeyDown={e => e.key === 'Escape' && !composes(e) && desk.setDeclining(null)}
      >
        <label class="field">
          <span>{t.moderator.note}</span>
          <input
            ref={field}
            type="text"
            maxLength={NOTE_CHARS_MAX}
            value={note}
            onInput={e => setNote(e.currentTarget.value)}
          />
        </label>
        <div class="verbs">
          <Verb on={send} off={off} look="do" hint="Enter">
            {t.moderator.sendDecline}
          </Verb>
          <Verb on={() => desk.setDeclining(null)} hint="Esc">
            {t.cancel}
          </Verb>
        </div>
      </form>
    );
  }
  return (
    <fieldset class="menu reasons" ref={box} aria-label={t.moderator.declineBecause}>
      <p class="mut sm">{t.moderator.declineBecause}</p>
      {REASONS.map((reason, i) => (
        <button type="button" key={reason} disabled={off} onClick={() => declineWith(q, reason, desk)}>
          {t.moderator.reasons[reason]}
          <kbd aria-hidden>{i + 1}</kbd>
        </button>
      ))}
    </fieldset>
  );
}

/** Declines with a reason; "other" asks for a note first. */
export function declineWith(q: QuestionItem, reason: DeclineReason, desk: Desk): void {
  desk.setDeclining(reason === 'other' ? { id: q.id, note: true } : null);
  if (reason !== 'other') desk.verbs.decline(q, reason);
}
