/**
 * The interpreter's page: texts that lack one of the event's languages, most urgent first, the selected one beside its translations,
 * and the glossary. It holds what this interpreter looks at and writes, and nothing of the event.
 */
import type { JSX } from 'preact';
import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import type { Rejection } from '../../protocol/frames';
import type { QuestionItem, Section, TaskItem } from '../../protocol/items';
import { inLine } from '../../questions/content';
import type { Colleague } from '../../sync/desk';
import { rejectionText, useDeeds } from '../../ui/deeds';
import { Choice, Filtered, Foot, Gate, KeysDialog, Strip, useLanguageName, Verb } from '../../ui/desk';
import { useLang, useT, useView } from '../../ui/hooks';
import { composes, useKeys } from '../../ui/keys';
import { LangSwitch } from '../../ui/language';
import { SignOut } from '../../ui/signout';
import { pick, Text } from '../../ui/text';
import { Near, useShown, useWindow } from '../../ui/window';
import { AskDialog } from './ask';
import { type Draft, readDrafts } from './drafts';
import { Glossary, TermDialog, type TermDraft } from './glossary';
import { Hand } from './hand';
import { useHolds } from './holds';
import { HINTS, KEYS } from './keys';
import { Row } from './row';
import { cellOf, inOrder, matching, SECTIONS, toDo, wanted } from './tasks';
import type { InterpreterTexts } from './texts.en';
import { useWriting } from './writing';

export const InterpreterPage = (): JSX.Element => <Gate>{() => <Page />}</Gate>;

const ALL = 'all';

function Page(): JSX.Element | null {
  const t = useT<InterpreterTexts>();
  const view = useView();
  const [lang] = useLang();
  const languageName = useLanguageName();
  const deeds = useDeeds();
  const [into, setInto] = useState(ALL);
  const [alsoWaiting, setAlsoWaiting] = useState(false);
  const [search, setSearch] = useState('');
  const [chosen, setChosen] = useState<number | null>(null);
  const [help, setHelp] = useState(false);
  const [glossary, setGlossary] = useState(0);
  const [term, setTerm] = useState<TermDraft | null>(null);
  const [refused, setRefused] = useState<string | null>(null);
  const searchField = useRef<HTMLInputElement>(null);
  const rows = useRef<HTMLDivElement>(null);
  const { event, hall } = view;
  const target = into === ALL ? null : into;

  const all = useMemo(() => inOrder(view.of('task')), [view]);
  const open = useMemo(() => all.filter(task => task.section !== 'waiting'), [all]);
  const waiting = all.length - open.length;
  const offered = alsoWaiting ? all : open;
  const shown = useMemo(() => offered.filter(matching(target, search)), [offered, target, search]);
  const sections = useMemo(() => {
    const of = (section: Section) => shown.filter(task => task.section === section);
    return new Map(SECTIONS.map(section => [section, of(section)]));
  }, [shown]);
  const inHand = useInHand(shown, chosen, event?.langs ?? []);
  const line = view.questions.filter(q => q.state === 'next').sort(inLine);
  const placeOf = ({ of }: TaskItem) =>
    of !== 'event' && 'question' in of ? line.findIndex(q => q.id === of.question) + 1 : 0;

  const asked = view.questions.find(
    q => inHand && inHand.of !== 'event' && 'question' in inHand.of && q.id === inHand.of.question,
  );
  const [asking, setAsking] = useState<QuestionItem | null>(null);
  const holds = useHolds();
  const writing = useWriting(deeds, holds, inHand, {
    onward() {
      const next = inHand && shown[shown.indexOf(inHand) + 1];
      if (next) setChosen(next.id);
      toText();
    },
    glossary: () => setGlossary(glossary + 1),
    term: newTerm,
    ask,
  });

  // What is written in stays in hand, whatever becomes more urgent.
  const isWritten = inHand !== undefined && isDrafted(inHand, event?.langs ?? [], writing.drafts);
  useEffect(() => {
    if (isWritten && chosen === null) setChosen(inHand.id);
  }, [isWritten]);

  function ask() {
    setRefused(null);
    setAsking(asked ?? null);
  }
  /** Puts the caret into the first text that needs somebody. */
  function toText() {
    requestAnimationFrame(() => {
      const fields = document.querySelectorAll<HTMLTextAreaElement>('.hand textarea');
      const wantedFirst = document.querySelector<HTMLTextAreaElement>('.hand textarea[data-at]');
      (wantedFirst ?? fields[0])?.focus();
    });
  }
  /** The draft goes into the first text that needs somebody, where the caret goes too. */
  function toMachine() {
    const part = inHand && toDo(inHand)[0];
    const lang = part && wanted(part).find(tag => !target || tag === target);
    if (!part || !lang) return;
    writing.machine(part, lang);
    toText();
  }
  function go(by: number) {
    if (!inHand) return;
    const to = shown[shown.indexOf(inHand) + by] ?? inHand;
    setChosen(to.id);
    const row = rows.current?.querySelector<HTMLElement>(`[data-key="${to.id}"] button`);
    row?.focus({ preventScroll: true });
    row?.scrollIntoView({ block: 'nearest' });
  }
  function showAll() {
    setSearch('');
    setInto(ALL);
  }
  /** Begins a term with what is selected on the page. */
  function newTerm(selected?: string, selectedLang?: string) {
    const selection = getSelection();
    const text = selected || selection?.toString().trim() || '';
    const holder = selection?.anchorNode?.parentElement?.closest('[lang]');
    const tag = selected ? selectedLang : (holder?.getAttribute('lang') ?? undefined);
    const known = tag && event?.langs.includes(tag) ? tag : undefined;
    setRefused(null);
    setTerm({ texts: text && known ? { [known]: text } : {} });
  }
  const choices = [ALL, ...(event?.langs ?? [])];
  useKeys(KEYS, {
    down: () => go(1),
    up: () => go(-1),
    write: toText,
    into: () => setInto(choices[(choices.indexOf(into) + 1) % choices.length] ?? ALL),
    waiting: () => setAlsoWaiting(!alsoWaiting),
    search: () => searchField.current?.focus(),
    glossary: () => setGlossary(glossary + 1),
    term: () => newTerm(),
    machine: toMachine,
    ask: asked ? ask : undefined,
    undo: deeds.undo,
    cancel: showAll,
    help: () => setHelp(true),
  });

  if (!event) return null;

  async function saveTerm({ id, texts, note }: TermDraft) {
    const filled = Object.fromEntries(Object.entries(texts).filter(([, text]) => text.trim()));
    const accepted = await deeds.run({
      item: 'terms',
      cmd: () => ({
        put_term: { texts: filled, ...(id !== undefined && { term: id }), ...(note && { note }) },
      }),
      did: t.interpreter.didTerm(Object.values(filled)[0] ?? ''),
      refused: why => setRefused(rejectionText(t, why)),
    });
    if (accepted) setTerm(null);
  }
  async function removeTerm(id: number) {
    const cmd = () => ({ remove_term: { term: id } });
    if (await deeds.run({ item: 'terms', cmd, did: t.interpreter.didRemoveTerm })) setTerm(null);
  }

  async function askBack({ id }: QuestionItem, text: string) {
    const cmd = { note: { question: id, text } };
    const refuse = (why: Rejection) => setRefused(rejectionText(t, why));
    if (await deeds.send(cmd, t.interpreter.didAsk, refuse)) setAsking(null);
  }

  const session = view.sessions.find(s => s.state === 'running');
  const shownOf = !shown.length
    ? ''
    : shown.length === offered.length
      ? t.interpreter.lacking(shown.length)
      : t.shown(shown.length, offered.length);
  const [tag, title] = pick(session?.title ?? event.short, lang);
  return (
    <div class="desk int">
      <header class="topbar">
        <h1 class="k">{t.interpreter.title}</h1>
        <p class="grow">
          <Text tag={tag} text={title} as="span" />
          {session ? <span class="mut hours">{t.hours(session.start, session.end)}</span> : null}
        </p>
        <label class="find">
          <span class="unseen">{t.interpreter.search}</span>
          <input
            ref={searchField}
            type="search"
            placeholder={t.interpreter.search}
            value={search}
            onInput={e => setSearch(e.currentTarget.value)}
            onKeyDown={e => {
              if (composes(e)) return;
              if (e.key === 'Escape') showAll();
              if (e.key === 'Escape' || e.key === 'Enter') e.currentTarget.blur();
            }}
          />
          <kbd aria-hidden>{HINTS.search}</kbd>
        </label>
        {event.langs.length > 1 ? (
          <Choice
            label={t.interpreter.into}
            value={into}
            options={choices.map(one => [
              one,
              one === ALL ? t.interpreter.all : t.interpreter.intoOne(languageName(one)),
            ])}
            on={setInto}
          />
        ) : null}
        <span class="dot here">
          {t.interpreter.hall(hall?.here.interpreter ?? 1, hall?.here.moderator ?? 0)}
        </span>
        <LangSwitch />
        <SignOut />
      </header>
      <Strip />
      <Filtered
        by={[
          ...(into === ALL ? [] : [t.interpreter.intoOne(languageName(into))]),
          ...(search.trim() ? [`“${search.trim()}”`] : []),
        ]}
        clear={showAll}
        hint={HINTS.cancel}
      />
      <main class={event.langs.length > 1 ? 'cols' : 'cols alone'}>
        <section class="col" aria-labelledby="list-title">
          <div class="colh">
            <h2 id="list-title">{t.interpreter.list}</h2>
            <span role="status">{shownOf}</span>
            <Verb
              on={() => setAlsoWaiting(!alsoWaiting)}
              look="quiet"
              pressed={alsoWaiting}
              hint={HINTS.waiting}
            >
              {t.interpreter.alsoWaiting(waiting)}
            </Verb>
          </div>
          <div class="rows" ref={rows}>
            {SECTIONS.map(section => {
              const list = sections.get(section) ?? [];
              return list.length ? (
                <section key={section} aria-labelledby={`${section}-title`}>
                  <h3 id={`${section}-title`} class="urg">
                    {t.interpreter.sections[section]} <span>{list.length}</span>
                  </h3>
                  <Rows
                    list={list}
                    inHand={inHand}
                    placeOf={placeOf}
                    writer={task => holds.writer(task.of)}
                    on={task => setChosen(task.id)}
                  />
                </section>
              ) : null;
            })}
            {shown.length ? null : (
              <Nothing
                left={open.length + (alsoWaiting ? waiting : 0)}
                waiting={alsoWaiting ? 0 : waiting}
                show={() => setAlsoWaiting(true)}
              />
            )}
          </div>
        </section>
        {inHand ? (
          <Hand
            key={inHand.id}
            task={inHand}
            left={!all.some(({ id }) => id === inHand.id)}
            into={target}
            writing={writing}
          />
        ) : null}
        {event.langs.length > 1 ? (
          <Glossary
            focus={glossary}
            on={term => {
              setRefused(null);
              setTerm(term);
            }}
          />
        ) : null}
      </main>
      <Foot
        notice={deeds.notice}
        onUndo={deeds.undo}
        onKeys={() => setHelp(true)}
        table={KEYS}
        texts={t.interpreter.keys}
      />
      {term ? (
        <TermDialog
          term={term}
          rejected={refused}
          save={term => void saveTerm(term)}
          remove={id => void removeTerm(id)}
          close={() => setTerm(null)}
        />
      ) : null}
      {asking ? (
        <AskDialog
          q={asking}
          rejected={refused}
          send={text => askBack(asking, text)}
          close={() => setAsking(null)}
        />
      ) : null}
      {help ? <KeysDialog table={KEYS} texts={t.interpreter.keys} on={() => setHelp(false)} /> : null}
    </div>
  );
}

/** The assumed height of a row until it is drawn. */
const ROW_PX = 76;

function Rows(props: {
  list: TaskItem[];
  inHand: TaskItem | undefined;
  placeOf: (task: TaskItem) => number;
  writer: (task: TaskItem) => Colleague | undefined;
  on: (task: TaskItem) => void;
}): JSX.Element {
  const { list, inHand } = props;
  const ref = useRef<HTMLOListElement>(null);
  const ids = useMemo(() => list.map(task => task.id), [list]);
  const near = useWindow(ref, ids, ROW_PX);
  useShown(near, inHand && list.includes(inHand) ? inHand.id : null);
  return (
    <ol ref={ref}>
      <Near window={near}>
        {list.slice(near.from, near.to).map(task => (
          <Row
            key={task.id}
            task={task}
            isInHand={task === inHand}
            place={props.placeOf(task)}
            writer={props.writer(task)}
            on={() => props.on(task)}
          />
        ))}
      </Near>
    </ol>
  );
}

/** An empty list: no text lacks a language, only waiting questions do, or nothing matches the search. */
function Nothing(props: { left: number; waiting: number; show: () => void }): JSX.Element {
  const t = useT<InterpreterTexts>().interpreter;
  const langs = useView().event?.langs.length ?? 1;
  const { left, waiting, show } = props;
  if (left) return <p class="empty">{t.noneMatch}</p>;
  return (
    <div class="empty" role="status">
      <p class="k">{waiting ? t.butWaiting(waiting) : t.complete(langs)}</p>
      {waiting ? <Verb on={show}>{t.showWaiting}</Verb> : langs > 1 ? <p>{t.completeHow}</p> : null}
    </div>
  );
}

const isDrafted = (task: TaskItem, langs: string[], drafts: Map<string, Draft>): boolean =>
  task.parts.some(part => langs.some(lang => drafts.has(cellOf(part.of, lang))));

/**
 * Returns the selected task, or the one that took its place after it left the list. One with a draft stays, because letters that
 * are typed meanwhile would be commands of the page.
 */
function useInHand(shown: TaskItem[], chosen: number | null, langs: string[]): TaskItem | undefined {
  const last = useRef(0);
  const held = useRef<TaskItem>(undefined);
  const at = shown.findIndex(task => task.id === chosen);
  const index = at >= 0 ? at : chosen === null ? 0 : Math.min(last.current, shown.length - 1);
  const left = at < 0 && held.current?.id === chosen ? held.current : undefined;
  const inHand = left && isDrafted(left, langs, readDrafts()) ? left : shown[index];
  useEffect(() => {
    last.current = Math.max(0, index);
    held.current = inHand;
  });
  return inHand;
}
