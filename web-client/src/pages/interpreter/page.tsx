/**
 * The interpreter's page: a list of texts that lack one of the event's languages, most urgent first, and the selected one beside
 * it, large. It holds what this interpreter looks at and nothing of the event.
 */
import type { JSX } from 'preact';
import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import { Choice, Filtered, Foot, Gate, KeysDialog, Strip, useLanguageName, Verb } from '../../ui/desk';
import { useLang, useT, useView } from '../../ui/hooks';
import { useKeys } from '../../ui/keys';
import { LangSwitch } from '../../ui/language';
import { SignOut } from '../../ui/signout';
import { pick, Text } from '../../ui/text';
import { Near, useShown, useWindow } from '../../ui/window';
import { HINTS, KEYS } from './keys';
import { type Lacking, lackingOf, matching, SECTIONS, type Section } from './lacking';
import { InHand, Row } from './row';
import type { InterpreterTexts } from './texts.en';

export const InterpreterPage = (): JSX.Element => <Gate>{() => <Page />}</Gate>;

const ALL = 'all';

function Page(): JSX.Element | null {
  const t = useT<InterpreterTexts>();
  const view = useView();
  const [lang] = useLang();
  const languageName = useLanguageName();
  const [into, setInto] = useState(ALL);
  const [alsoWaiting, setAlsoWaiting] = useState(false);
  const [search, setSearch] = useState('');
  const [chosen, setChosen] = useState<string | null>(null);
  const [help, setHelp] = useState(false);
  const searchField = useRef<HTMLInputElement>(null);
  const rows = useRef<HTMLDivElement>(null);
  const { event, hall } = view;

  const all = useMemo(() => lackingOf(view), [view]);
  const open = useMemo(() => all.filter(one => one.section !== 'waiting'), [all]);
  const waiting = all.length - open.length;
  const offered = alsoWaiting ? all : open;
  const shown = useMemo(
    () => offered.filter(matching(into === ALL ? null : into, search)),
    [offered, into, search],
  );
  const sections = useMemo(() => {
    const of = (section: Section) => shown.filter(one => one.section === section);
    return { screen: of('screen'), list: of('list'), program: of('program'), waiting: of('waiting') };
  }, [shown]);
  const inHand = useInHand(shown, chosen);

  function go(by: number) {
    if (!inHand) return;
    const to = shown[shown.indexOf(inHand) + by] ?? inHand;
    setChosen(to.key);
    const row = rows.current?.querySelector<HTMLElement>(`[data-key="${to.key}"] button`);
    row?.focus({ preventScroll: true });
    row?.scrollIntoView({ block: 'nearest' });
  }
  function showAll() {
    setSearch('');
    setInto(ALL);
  }
  const choices = [ALL, ...(event?.langs ?? [])];
  useKeys(KEYS, {
    down: () => go(1),
    up: () => go(-1),
    into: () => setInto(choices[(choices.indexOf(into) + 1) % choices.length] ?? ALL),
    waiting: () => setAlsoWaiting(!alsoWaiting),
    search: () => searchField.current?.focus(),
    cancel: showAll,
    help: () => setHelp(true),
  });

  if (!event) return null;
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
      <main class="cols">
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
              const list = sections[section];
              return list.length ? (
                <section key={section} aria-labelledby={`${section}-title`}>
                  <h3 id={`${section}-title`} class="urg">
                    {t.interpreter.sections[section]} <span>{list.length}</span>
                  </h3>
                  <Rows list={list} inHand={inHand} on={one => setChosen(one.key)} />
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
        {inHand ? <InHand one={inHand} /> : null}
      </main>
      <Foot
        notice={null}
        onUndo={() => {}}
        onKeys={() => setHelp(true)}
        table={KEYS}
        texts={t.interpreter.keys}
      />
      {help ? <KeysDialog table={KEYS} texts={t.interpreter.keys} on={() => setHelp(false)} /> : null}
    </div>
  );
}

/** The assumed height of a row until it is drawn. */
const ROW_PX = 76;

function Rows(props: {
  list: Lacking[];
  inHand: Lacking | undefined;
  on: (one: Lacking) => void;
}): JSX.Element {
  const { list, inHand } = props;
  const ref = useRef<HTMLOListElement>(null);
  const ids = useMemo(() => list.map(one => one.key), [list]);
  const near = useWindow(ref, ids, ROW_PX);
  useShown(near, inHand && list.includes(inHand) ? inHand.key : null);
  return (
    <ol ref={ref}>
      <Near window={near}>
        {list.slice(near.from, near.to).map(one => (
          <Row key={one.key} one={one} isInHand={one === inHand} on={() => props.on(one)} />
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

/** Returns the selected item, or the one that took its place after it left the list. */
function useInHand(shown: Lacking[], chosen: string | null): Lacking | undefined {
  const last = useRef(0);
  const at = shown.findIndex(one => one.key === chosen);
  const index = at >= 0 ? at : chosen === null ? 0 : Math.min(last.current, shown.length - 1);
  useEffect(() => {
    last.current = Math.max(0, index);
  });
  return shown[index];
}
