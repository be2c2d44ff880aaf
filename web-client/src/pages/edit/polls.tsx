/**
 * The polls of each session: their words in all languages side by side, with the screen beside them. How a poll is answered and shown is
 * set in the dialog that the host's desk has, too. Every edit is a change of the whole poll, of which the server knows the revision.
 */
import './polls.css';
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { AddressVerb } from '../../making/address';
import { wrongOf } from '../../making/dialog';
import { asWritten, draftOf, reordered } from '../../making/draft';
import { MakeDialog, newest } from '../../making/poll';
import { deskKind, inOrder } from '../../polls/desk';
import type { Change } from '../../protocol/commands';
import type { Rejection } from '../../protocol/frames';
import type { PollDraft, PollItem, SessionItem } from '../../protocol/items';
import { OPTIONS_MAX } from '../../protocol/limits';
import type { View } from '../../sync/store';
import type { Deeds } from '../../ui/deeds';
import { letGo, online, useLanguageName, Verb } from '../../ui/desk';
import { useLang, useStore, useT, useView } from '../../ui/hooks';
import { pick } from '../../ui/text';
import { letter } from '../../words/shares';
import type { Texts } from '../../words/texts';
import { type Edits, shows } from './edits';
import { AddRow } from './make';
import { Heads, Pair } from './pair';
import { Preview } from './preview';
import type { EditTexts } from './texts.en';
import { lacking, titleOf } from './written';

/** Others may save a poll in the same moments; then an edit of other words goes on from theirs. */
const TRIES = 5;

const pollOf = (view: View, id: number): PollItem | undefined => view.polls.find(poll => poll.id === id);
const nameOf = (poll: PollItem, lang: string): string => pick(asWritten(poll).title, lang)[1];
const STALE: Rejection = { kind: 'stale', now: { edited: {} } };

/**
 * Changes a poll. `change` returns the poll as it will be, from the poll as it is; nothing, if somebody else has changed what it
 * changes.
 */
function useChange(edits: Edits) {
  const store = useStore();
  return async (
    id: number,
    { did, field }: { did: string; field?: string },
    change: (draft: PollDraft) => PollDraft | undefined,
  ): Promise<Rejection | null> => {
    let why: Rejection | null = null;
    for (let tries = 0; tries < TRIES; tries++) {
      const poll = pollOf(store.view(), id);
      if (!poll) return { kind: 'unknown' };
      const draft = change(draftOf(poll));
      if (!draft) return STALE;
      const { rev: seen = 0 } = poll;
      why = await edits.send({
        cmd: { change_poll: { poll: id, seen, draft } },
        did,
        ...(field && { field }),
      });
      if (!why) {
        await shows(store, view => pollOf(view, id)?.rev !== seen);
        return null;
      }
      if (why.kind !== 'stale') return why;
      await shows(store, view => pollOf(view, id)?.rev !== seen);
    }
    return why;
  };
}

/** The dialog's deeds are edits of this page. */
function useRun(edits: Edits): Pick<Deeds, 'run'> {
  const store = useStore();
  const texts = useT<EditTexts>();
  const named = useLanguageName();
  return {
    async run({ item, cmd, did, refused }) {
      const before = store.view();
      const poll = item === 'polls' ? undefined : pollOf(before, Number(item.split(':')[1]));
      const why = await edits.send({
        cmd: cmd(poll?.rev ?? 0),
        did: typeof did === 'string' ? did : () => did(store.view()),
      });
      if (why) {
        if (refused) refused(why);
        else edits.refuse(wrongOf(texts, named, why));
        return false;
      }
      await shows(store, view =>
        poll ? pollOf(view, poll.id)?.rev !== poll.rev : newest(view.polls) !== newest(before.polls),
      );
      return true;
    },
  };
}

export function Polls(props: {
  edits: Edits;
  /** The poll in hand. */
  chosen: number | undefined;
  choose: (id: number) => void;
  /** Where a new poll is being written; null: nowhere. */
  writing: Writing | null;
  write: (writing: Writing | null) => void;
}): JSX.Element {
  const { edits, choose, writing, write } = props;
  const t = useT<EditTexts>().edit;
  const view = useView();
  const run = useRun(edits);
  const poll = inHand(view, props.chosen);
  const free = view.polls.filter(one => !view.sessions.some(s => s.id === one.session));
  const list = { poll, choose, write };
  return (
    <div class="polls-of">
      <nav class="by-session" aria-label={t.polls}>
        <ul>
          {view.sessions.map(session => (
            <Of
              key={session.id}
              {...list}
              session={session}
              polls={view.polls.filter(one => one.session === session.id)}
            />
          ))}
          {free.length || !view.sessions.length ? <Of {...list} polls={free} /> : null}
        </ul>
      </nav>
      {poll ? (
        <>
          <Words key={poll.id} poll={poll} edits={edits} run={run} choose={choose} write={write} />
          <Preview poll={poll} />
        </>
      ) : (
        <p class="empty">{t.noPollYet}</p>
      )}
      {writing ? (
        <MakeDialog
          {...(writing.poll && { poll: writing.poll })}
          session={writing.session}
          deeds={run}
          made={choose}
          close={() => write(null)}
        />
      ) : null}
    </div>
  );
}

/** What the dialog writes: a poll that exists, or a new one of a session. */
export interface Writing {
  poll?: PollItem;
  session: number | undefined;
}

/** Returns the chosen poll; without one, the first of the session that runs or of all. */
export function inHand(view: View, chosen: number | undefined): PollItem | undefined {
  const running = view.sessions.find(s => s.state === 'running')?.id;
  const all = inOrderOfSessions(view);
  return (
    (chosen === undefined ? undefined : pollOf(view, chosen)) ??
    all.find(poll => running !== undefined && poll.session === running) ??
    all[0]
  );
}

/** Returns the polls as the list shows them. */
function inOrderOfSessions({ sessions, polls }: View): PollItem[] {
  const of = sessions.flatMap(s => polls.filter(poll => poll.session === s.id));
  return [...of, ...polls.filter(poll => !of.includes(poll))];
}

/** A session with its polls; without a session, the polls that belong to none. */
function Of(props: {
  session?: SessionItem;
  polls: PollItem[];
  poll: PollItem | undefined;
  choose: (id: number) => void;
  write: (writing: Writing) => void;
}): JSX.Element {
  const { session, polls } = props;
  const t = useT<EditTexts>();
  const view = useView();
  const [lang] = useLang();
  const named = useLanguageName();
  const langs = view.event?.langs ?? [];
  const title = session ? pick(titleOf(session), lang)[1] : t.edit.noSessionOf;
  return (
    <li>
      <p class="of">
        {session ? <span class="mut">{session.start}</span> : null}
        <bdi class="k">{title}</bdi>
      </p>
      <ul>
        {polls.map(poll => {
          const { title, options } = asWritten(poll);
          const lacks = langs.filter(tag =>
            [title, ...options].some(texts => lacking(texts, langs).includes(tag)),
          );
          return (
            <li key={poll.id}>
              <button
                type="button"
                class={poll.id === props.poll?.id ? 'on' : ''}
                aria-current={poll.id === props.poll?.id ? 'true' : undefined}
                onClick={e => {
                  letGo(e);
                  props.choose(poll.id);
                }}
              >
                <bdi>{nameOf(poll, lang)}</bdi>
                {lacks.length ? (
                  <span class="miss">{lacks.map(tag => named(tag)).join(t.comma)}</span>
                ) : (
                  <span class="mut sm">{t.phases[poll.phase]}</span>
                )}
              </button>
            </li>
          );
        })}
      </ul>
      <Verb
        on={() => props.write({ session: session?.id })}
        off={!online(view)}
        look="sm"
        label={t.edit.newPollOf(title)}
      >
        {t.making.new}…
      </Verb>
    </li>
  );
}

/** The words of a poll, and what becomes of it. */
function Words(props: {
  poll: PollItem;
  edits: Edits;
  run: Pick<Deeds, 'run'>;
  choose: (id: number) => void;
  write: (writing: Writing) => void;
}): JSX.Element {
  const { edits, run } = props;
  const texts = useT<EditTexts>();
  const t = texts.edit;
  const view = useView();
  const store = useStore();
  const [lang] = useLang();
  const named = useLanguageName();
  const change = useChange(edits);
  const poll = asWritten(props.poll);
  const { id, title, options } = poll;
  const [busy, setBusy] = useState(false);
  const kind = deskKind(poll);
  const langs = view.event?.langs ?? [];
  const said = nameOf(poll, lang);
  const off = !online(view);
  const isFixed = !!poll.fixed?.includes('options');
  const hold = { k: 'poll' as const, id };
  const tell = (why: Rejection | null) => why && edits.refuse(wrongOf(texts, named, why));

  /** Rewords a text in one language, unless somebody else did. */
  const reword = (at: 'title' | number) => (edit: { [lang: string]: Change<string> }, of: string) =>
    change(id, { did: t.did.poll(said), field: `poll-${id}-${at}-${of}` }, draft => {
      const texts: Texts | undefined = at === 'title' ? draft.title : draft.options?.[at];
      const isOther = Object.entries(edit).some(([lang, { was }]) => (texts?.[lang] ?? '') !== (was ?? ''));
      if (!texts || isOther) return undefined;
      const now = {
        ...texts,
        ...Object.fromEntries(Object.entries(edit).map(([lang, { now }]) => [lang, now ?? ''])),
      };
      const all = draft.options ?? [];
      return at === 'title'
        ? { ...draft, title: now }
        : { ...draft, options: all.map((one, i) => (i === at ? now : one)) };
    });
  /** Puts the options into another order, unless they are others than one sees here. */
  const order = (places: (number | undefined)[], did: string, more?: Texts) => {
    const seen = JSON.stringify(options);
    return change(id, { did }, draft => {
      if (JSON.stringify(draft.options) !== seen) return undefined;
      const next = reordered(draft, places, inOrder);
      return more ? { ...next, options: [...options, more] } : next;
    });
  };
  async function move(at: number, by: -1 | 1) {
    const to = at + by;
    if (isFixed || busy) return edits.refuse(texts.making.wrong.fixedOptions);
    if (to < 0 || to >= options.length) return edits.refuse(by < 0 ? t.isFirstOption : t.isLastOption);
    const places = options.map((_, i) => (i === at ? to : i === to ? at : i));
    setBusy(true);
    const focus = document.activeElement?.id;
    tell(await order(places, t.did.option(letter(at), letter(to))));
    setBusy(false);
    // The words have moved, and with them the one who writes them.
    if (focus && document.activeElement?.id === focus)
      document.getElementById(focus.replace(`option-${at}-`, `option-${to}-`))?.focus();
  }
  return (
    <section class="words-of" aria-labelledby="poll-head">
      <h2 id="poll-head" class="unseen">
        {said}
      </h2>
      <div class="kind-of">
        <p class="mut">
          {kind ? <kind.Settings poll={poll} /> : texts.newer}
          {poll.seconds ? texts.comma + texts.making.seconds(poll.seconds) : null}
        </p>
        <label>
          <span class="mut sm">{t.session}</span>
          <select
            value={poll.session ?? ''}
            disabled={off}
            onChange={async e => {
              const to = e.currentTarget.value;
              const { session: _, ...rest } = draftOf(props.poll);
              tell(
                await change(id, { did: t.did.poll(said) }, () => ({
                  ...rest,
                  ...(to !== '' && { session: Number(to) }),
                })),
              );
            }}
          >
            <option value="">{t.noSessionOf}</option>
            {view.sessions.map(s => (
              <option key={s.id} value={s.id}>
                {`${s.start} ${pick(titleOf(s), lang)[1]}`}
              </option>
            ))}
          </select>
        </label>
      </div>
      <div class="pair heads" aria-hidden>
        <span />
        <Heads langs={langs} />
        <span />
      </div>
      <div class="pair">
        <span class="l sm mut">{t.question}</span>
        <Pair
          id={`poll-${id}-title`}
          label={t.question}
          texts={title}
          langs={langs}
          look="big"
          hold={hold}
          save={reword('title')}
        />
        <span />
      </div>
      <ol class="options-of">
        {options.map((option, at) => (
          <li
            key={at}
            class="pair"
            onKeyDown={e => {
              if (!e.altKey || (e.key !== 'ArrowUp' && e.key !== 'ArrowDown')) return;
              e.preventDefault();
              void move(at, e.key === 'ArrowUp' ? -1 : 1);
            }}
          >
            <span class="l letter">{letter(at)}</span>
            <Pair
              id={`poll-${id}-option-${at}`}
              label={t.option(letter(at))}
              texts={option}
              langs={langs}
              hold={hold}
              save={reword(at)}
            />
            <span class="tools">
              <Verb
                off={off || isFixed || busy}
                look="sm"
                label={t.removeOf(t.option(letter(at)))}
                on={async () => {
                  setBusy(true);
                  const places = options.flatMap((_, i) => (i === at ? [] : [i]));
                  tell(await order(places, t.did.removed(t.option(letter(at)))));
                  setBusy(false);
                }}
              >
                ×
              </Verb>
            </span>
          </li>
        ))}
      </ol>
      {isFixed ? (
        <p class="sm mut">{texts.making.fixed}</p>
      ) : options.length && options.length < OPTIONS_MAX ? (
        <AddRow
          id="new-option"
          title={t.newOption}
          langs={langs}
          fields={[{ id: 'option', label: t.option(letter(options.length)) }]}
          add={({ option = {} }) =>
            order([...options.keys(), undefined], t.did.made(t.option(letter(options.length))), option)
          }
        />
      ) : null}
      <div class="verbs">
        <Verb on={() => props.write({ poll: props.poll, session: poll.session })} off={off}>
          {t.rules}…
        </Verb>
        <Verb
          off={off}
          on={async () => {
            const done = await run.run({
              item: 'polls',
              cmd: () => ({ duplicate_poll: { poll: id, seen: poll.rev ?? 0 } }),
              did: texts.making.did.copied,
            });
            if (done) props.choose(newest(store.view().polls));
          }}
        >
          {texts.making.duplicate}
        </Verb>
        <AddressVerb poll={props.poll} />
        <Verb
          off={off || !poll.can?.includes('remove')}
          on={async () => {
            const all = inOrderOfSessions(view);
            const at = all.findIndex(one => one.id === id);
            const beside = all[at + 1] ?? all[at - 1];
            const done = await run.run({
              item: `poll:${id}`,
              cmd: seen => ({ remove_poll: { poll: id, seen } }),
              did: texts.making.did.removed,
            });
            if (done && beside) props.choose(beside.id);
          }}
        >
          {texts.making.remove}
        </Verb>
      </div>
    </section>
  );
}
