/**
 * The editor of the programme, before the event and while it runs: the agenda, the polls, the people and
 * their groups, the glossary, and the event itself, with the texts of
 * all languages side by side. It saves while one types, and every edit can be taken back. It is a host's page.
 */
import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { Foot, Gate, KeysDialog, online, Strip } from '../../ui/desk';
import { useLang, useT, useView } from '../../ui/hooks';
import { useKeys, type Verbs } from '../../ui/keys';
import { LangSwitch } from '../../ui/language';
import { pick, Text } from '../../ui/text';
import { timeOfDay } from '../../words/hour';
import { Agenda } from './agenda';
import { useEdits } from './edits';
import { TheEvent } from './event';
import { Glossary } from './glossary';
import { Groups } from './groups';
import { KEYS, type KeyVerb } from './keys';
import { People } from './people';
import { inHand, Polls, type Writing } from './polls';
import type { EditTexts } from './texts.en';
import { missing } from './written';

type Tab = 'agenda' | 'polls' | 'people' | 'groups' | 'glossary' | 'event';
const TABS: Tab[] = ['agenda', 'polls', 'people', 'groups', 'glossary', 'event'];
/** The field in which a new row of a page begins. */
const NEW: Partial<Record<Tab, string>> = {
  agenda: 'new-session',
  people: 'new-person',
  groups: 'new-group',
  glossary: 'new-term',
};

export const EditPage = (): JSX.Element => <Gate>{() => <Editor />}</Gate>;

function Editor(): JSX.Element | null {
  const texts = useT<EditTexts>();
  const t = texts.edit;
  const view = useView();
  const [lang] = useLang();
  const edits = useEdits();
  const [tab, setTab] = useState<Tab>('agenda');
  const [help, setHelp] = useState(false);
  /** The next missing text is on a page that is not drawn yet. */
  const [sought, setSought] = useState(false);
  /** The poll in hand, and where one is written. */
  const [chosen, setChosen] = useState<number | undefined>(undefined);
  const [writing, setWriting] = useState<Writing | null>(null);
  const { event } = view;
  const lacks = event && missing(view, event);

  function nextMissing() {
    const all = [...document.querySelectorAll<HTMLElement>('[data-missing]')];
    const active = document.activeElement;
    const after = all.find(
      el => active && active.compareDocumentPosition(el) & Node.DOCUMENT_POSITION_FOLLOWING,
    );
    const here = TABS.indexOf(tab);
    const others = [...TABS.slice(here + 1), ...TABS.slice(0, here)];
    const other = others.find(one => lacks?.[one]);
    if (after && after !== active) after.focus();
    else if (other) {
      setTab(other);
      setSought(true);
    } else if (all[0]) all[0].focus();
    else edits.refuse(t.nothingMissing);
  }
  useEffect(() => {
    if (!sought) return;
    setSought(false);
    document.querySelector<HTMLElement>('[data-missing]')?.focus();
  }, [sought]);
  // In a field, too, where M alone is a letter.
  useEffect(() => {
    const onKey = (e: KeyboardEvent) => {
      if (!e.altKey || e.ctrlKey || e.code !== 'KeyM' || document.querySelector('dialog[open]')) return;
      e.preventDefault();
      nextMissing();
    };
    addEventListener('keydown', onKey);
    return () => removeEventListener('keydown', onKey);
  });

  /** To a session's first poll, or to where one is written. */
  function toPolls(session: number) {
    const first = view.polls.find(poll => poll.session === session);
    setTab('polls');
    if (first) setChosen(first.id);
    else setWriting({ session });
  }

  const begin = NEW[tab];
  const verbs: Verbs<KeyVerb> = {
    missing: nextMissing,
    agenda: () => setTab('agenda'),
    people: () => setTab('people'),
    groups: () => setTab('groups'),
    glossary: () => setTab('glossary'),
    event: () => setTab('event'),
    polls: () => setTab('polls'),
    make:
      tab === 'polls'
        ? () => setWriting({ session: inHand(view, chosen)?.session })
        : begin
          ? () => document.getElementById(begin)?.focus()
          : undefined,
    undo: online(view) ? edits.undo : undefined,
    help: () => setHelp(true),
  };
  useKeys(KEYS, verbs, () => edits.refuse(online(view) ? texts.notNow : texts.rejected.unavailable));
  if (!event || !lacks) return null;
  const [tag, title] = pick(event.written?.title ?? event.title, lang);
  return (
    <div class="desk edit">
      <header class="topbar">
        <h1 class="unseen">{t.heading}</h1>
        <Text tag={tag} text={title} class="grow k" />
        <nav class="tabs" aria-label={t.parts}>
          {TABS.map(one => (
            <button
              key={one}
              type="button"
              aria-current={one === tab ? 'page' : undefined}
              class={one === tab ? 'on' : ''}
              onClick={() => setTab(one)}
            >
              {t[one]}
              {lacks[one] ? (
                <span class="miss" title={t.missing(lacks[one])}>
                  <span aria-hidden>{lacks[one]}</span>
                  <span class="unseen">{t.missing(lacks[one])}</span>
                </span>
              ) : null}
            </button>
          ))}
        </nav>
        <Saved at={edits.saved} />
        <a class="btn" href={`/${event.code}/host`}>
          {t.toHost}
        </a>
        <LangSwitch />
      </header>
      <Strip />
      <main class={`paper langs-${event.langs.length}`}>
        {tab === 'agenda' ? (
          <Agenda edits={edits} toPolls={toPolls} />
        ) : tab === 'polls' ? (
          <Polls edits={edits} chosen={chosen} choose={setChosen} writing={writing} write={setWriting} />
        ) : tab === 'people' ? (
          <People edits={edits} />
        ) : tab === 'groups' ? (
          <Groups edits={edits} />
        ) : tab === 'glossary' ? (
          <Glossary edits={edits} />
        ) : (
          <TheEvent edits={edits} />
        )}
      </main>
      <Foot
        notice={edits.notice}
        onUndo={edits.undo}
        onKeys={() => setHelp(true)}
        table={KEYS}
        texts={t.keys}
      />
      {help ? <KeysDialog table={KEYS} texts={t.keys} on={() => setHelp(false)} /> : null}
    </div>
  );
}

/** When the last edit was saved, or why nothing is. */
function Saved({ at }: { at: number | null }): JSX.Element {
  const texts = useT<EditTexts>();
  const view = useView();
  const fault = online(view)
    ? view.hall?.writable === false
      ? texts.edit.cannotWrite
      : ''
    : texts.noConnection;
  const said =
    at === null ? texts.edit.allSaved : texts.edit.savedAt(timeOfDay(at, view.event?.zone ?? 'UTC'));
  return (
    <span class={fault ? 'dot bad' : 'dot'} role="status">
      {fault || said}
    </span>
  );
}
