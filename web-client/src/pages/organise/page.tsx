/**
 * The organiser's page: the events of the server as a contents page, and beside it the four ways to a new one. A file with faults takes the
 * place of the list until it is made or put aside. The server keeps everything; the page asks for it again after each act.
 */
import type { JSX } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import type { EventChange, EventLine, EventList, MadeEvent } from '../../protocol/organise';
import { KeysDialog, Verb } from '../../ui/desk';
import { useLang, useSpoken, useT } from '../../ui/hooks';
import { Keys, listed, useKeys, type Verbs } from '../../ui/keys';
import { pick } from '../../ui/text';
import { LANGS, LANGUAGES, type Lang } from '../../words/languages';
import { Delete, Devices, Made, Rename } from './dialogs';
import { FilePage, type Opened, opened } from './file';
import { HINTS, KEYS, type KeyVerb } from './keys';
import { Contents, inOrder } from './list';
import { NewEvents, type Way } from './new';
import { change, Failed, hostOf, list, make } from './requests';
import type { OrganiseTexts } from './texts.en';

const LOOK_AGAIN_MS = 10_000;

export interface Notice {
  text: string;
  bad?: boolean;
  undo?: () => void;
}

/** What the parts of the page may do. */
export interface Acts {
  say(notice: Notice | null): void;
  /** Says why something came to nothing. */
  fail(why: unknown): void;
  made(event: MadeEvent): void;
  openHost(event: EventLine): void;
  /** Opens the editor, which the host's link opens too. */
  openEditor(event: EventLine): void;
  archive(event: EventLine): void;
  copy(event: EventLine): void;
  next(event: EventLine): void;
  rename(event: EventLine): void;
  remove(event: EventLine): void;
}

/** Returns why something came to nothing, in the page's words and those of the server. */
export function reason(t: OrganiseTexts['organise'], why: unknown): string {
  const failed = why instanceof Failed ? why : new Failed('internal', '');
  const said = t.failed[failed.kind] ?? t.failed.other ?? '';
  return failed.kind === 'bad_event' ? `${said} ${failed.message}` : said;
}

export function OrganisePage(): JSX.Element {
  const { organise: t, ...desk } = useT<OrganiseTexts>();
  const [lang, setLang] = useLang();
  const words = useSpoken();
  const [shown, setShown] = useState<EventList | null>(null);
  const [link, setLink] = useState<'online' | 'offline' | 'no_access'>('online');
  const [chosen, setChosen] = useState('');
  const [way, setWay] = useState<Way | null>(null);
  const [query, setQuery] = useState('');
  const [notice, setNotice] = useState<Notice | null>(null);
  const [file, setFile] = useState<Opened | null>(null);
  const [dialog, setDialog] = useState<
    { made: MadeEvent } | { rename: EventLine } | { remove: EventLine } | 'devices' | 'help' | null
  >(null);
  const finding = useRef<HTMLInputElement>(null);
  /** Answers may come in another order than they were asked for. */
  const asked = useRef(0);

  async function look() {
    asked.current += 1;
    const nth = asked.current;
    try {
      const got = await list();
      if (nth !== asked.current) return;
      setShown(got);
      setLink('online');
    } catch (e) {
      if (nth === asked.current)
        setLink(e instanceof Failed && e.kind === 'bad_link' ? 'no_access' : 'offline');
    }
  }
  useEffect(() => {
    // The page of a series leads here, to the next one after its last event.
    const after = new URLSearchParams(location.search).get('next');
    if (after) {
      history.replaceState(null, '', location.pathname);
      setChosen(after);
      setWay('series');
    }
    void look();
    const every = setInterval(() => document.hidden || void look(), LOOK_AGAIN_MS);
    const back = () => document.hidden || void look();
    document.addEventListener('visibilitychange', back);
    return () => {
      clearInterval(every);
      document.removeEventListener('visibilitychange', back);
    };
  }, []);

  const events = shown?.events ?? [];
  const order = inOrder(events, query);
  const event = order.find(one => one.code === chosen) ?? order[0];
  const title = (of: EventLine) => pick(of.title, lang)[1];

  const fail = (why: unknown) => setNotice({ text: reason(t, why), bad: true });
  async function act(code: string, to: EventChange, did: string, undo?: () => void) {
    try {
      await change(code, to);
      setNotice({ text: did, ...(undo && { undo }) });
    } catch (e) {
      fail(e);
    }
    await look();
  }
  async function openPage(one: EventLine, of: (host: string) => string) {
    // Before the answer, while the browser still knows that somebody pressed.
    const tab = open('', '_blank');
    try {
      const { host } = await hostOf(one.code);
      if (tab) tab.location.href = of(host);
      else location.href = of(host);
    } catch (e) {
      tab?.close();
      fail(e);
    }
  }
  const acts: Acts = {
    say: setNotice,
    fail,
    made(one) {
      setFile(null);
      setWay(null);
      setChosen(one.code);
      setDialog({ made: one });
      void look();
    },
    openHost: one => openPage(one, host => host),
    openEditor: one => openPage(one, host => host.replace(`/${one.code}/host#`, `/${one.code}/edit#`)),
    archive(one) {
      if (one.archived || one.ends_at) void act(one.code, 'restore', t.did.restored(title(one)));
      else
        void act(
          one.code,
          'archive',
          t.did.archived(title(one)),
          () => void act(one.code, 'restore', t.did.restored(title(one))),
        );
    },
    async copy(one) {
      try {
        const made = await make({ copy: { of: one.code } });
        setChosen(made.code);
        setNotice({ text: t.did.copied(made.code) });
      } catch (e) {
        fail(e);
      }
      await look();
    },
    next(one) {
      setChosen(one.code);
      setWay('series');
    },
    rename: one => setDialog({ rename: one }),
    remove: one => setDialog({ remove: one }),
  };

  async function read(chosen: File | undefined) {
    if (!chosen) return;
    setNotice(null);
    try {
      setFile(await opened(chosen, t));
    } catch (e) {
      fail(e);
    }
  }
  const drop = useRef(read);
  drop.current = read;
  useEffect(() => {
    // Without this, the browser would leave the page for a file that misses its place.
    const over = (e: DragEvent) => e.preventDefault();
    const dropped = (e: DragEvent) => {
      e.preventDefault();
      void drop.current(e.dataTransfer?.files[0]);
    };
    document.addEventListener('dragover', over);
    document.addEventListener('drop', dropped);
    return () => {
      document.removeEventListener('dragover', over);
      document.removeEventListener('drop', dropped);
    };
  }, []);
  function step(by: number) {
    const at = order.findIndex(one => one.code === event?.code);
    const next = order[Math.max(0, Math.min(order.length - 1, at + by))];
    if (next) setChosen(next.code);
  }

  const lies = !!event?.ends_at;
  const verbs: Verbs<KeyVerb> = file
    ? { cancel: () => setFile(null), help: () => setDialog('help') }
    : {
        down: () => step(1),
        up: () => step(-1),
        host: event && !lies ? () => acts.openHost(event) : undefined,
        edit: event && !lies ? () => acts.openEditor(event) : undefined,
        rename: event && !lies ? () => acts.rename(event) : undefined,
        archive: event ? () => acts.archive(event) : undefined,
        nothing: () => setWay('nothing'),
        file: () => setWay('file'),
        template: () => setWay('template'),
        series: event && !lies ? () => setWay('series') : undefined,
        find: () => finding.current?.focus(),
        undo: notice?.undo,
        cancel: () => setWay(null),
        help: () => setDialog('help'),
      };
  useKeys(KEYS, verbs, () => setNotice({ text: desk.notNow, bad: true }));

  if (link === 'no_access')
    return (
      <main class="gate">
        <hr class="rule" />
        <h1>{t.noAccess}</h1>
      </main>
    );
  const made = dialog && typeof dialog === 'object' && 'made' in dialog ? dialog.made : null;
  const renaming = dialog && typeof dialog === 'object' && 'rename' in dialog ? dialog.rename : null;
  const removing = dialog && typeof dialog === 'object' && 'remove' in dialog ? dialog.remove : null;
  return (
    <div class="desk org">
      <header class="topbar">
        <h1 class="k">{file ? t.file.title : t.title}</h1>
        <span class="grow mut">
          {file ? t.file.lines(file.name, file.text.split('\n').length) : location.host}
        </span>
        {file ? null : (
          <input
            ref={finding}
            class="find"
            type="search"
            aria-label={t.find}
            placeholder={t.find}
            value={query}
            onInput={e => setQuery(e.currentTarget.value)}
            onKeyDown={e => {
              if (e.key === 'Escape' || e.key === 'Enter') e.currentTarget.blur();
            }}
          />
        )}
        <span class={link === 'online' ? 'dot' : 'dot bad'} role="status">
          {link === 'online' ? t.saved : t.offline}
        </span>
        <Verb on={() => setDialog('devices')} look="quiet">
          {t.devices}
        </Verb>
        <select
          class="lang"
          aria-label={desk.language}
          value={words}
          onChange={e => setLang(e.currentTarget.value, e.currentTarget.value as Lang)}
        >
          {LANGS.map(tag => (
            <option key={tag} value={tag} lang={tag}>
              {LANGUAGES[tag]}
            </option>
          ))}
        </select>
      </header>
      {file ? (
        <FilePage file={file} set={setFile} acts={acts} />
      ) : (
        <main class="cols">
          <Contents
            shown={shown}
            order={order}
            query={query}
            chosen={event?.code ?? ''}
            choose={setChosen}
            acts={acts}
          />
          <NewEvents way={way} setWay={setWay} shown={shown} after={event} acts={acts} read={read} />
        </main>
      )}
      <footer class="keys">
        <div role="status" class={notice ? (notice.bad ? 'toast bad' : 'toast') : 'toast none'}>
          {notice ? <span>{notice.text}</span> : null}
          {notice?.undo ? (
            <Verb on={notice.undo} hint={HINTS.undo}>
              {desk.undo}
            </Verb>
          ) : null}
        </div>
        {listed(
          // A file's page has no list to go through.
          KEYS.filter(line => line.foot && !file),
          t.keys,
        ).map(([keys, does]) => (
          <span key={does}>
            <Keys keys={keys} />
            {does}
          </span>
        ))}
        <button type="button" class="plain" onClick={() => setDialog('help')}>
          <kbd>{HINTS.help}</kbd>
          {desk.allKeys}
        </button>
      </footer>
      {dialog === 'help' ? <KeysDialog table={KEYS} texts={t.keys} on={() => setDialog(null)} /> : null}
      {dialog === 'devices' && shown ? (
        <Devices
          shown={shown}
          acts={acts}
          again={look}
          left={() => setLink('no_access')}
          close={() => setDialog(null)}
        />
      ) : null}
      {made ? <Made event={made} close={() => setDialog(null)} /> : null}
      {renaming ? (
        <Rename
          event={renaming}
          close={() => setDialog(null)}
          done={() => {
            setDialog(null);
            setNotice({ text: t.did.renamed });
            void look();
          }}
        />
      ) : null}
      {removing ? (
        <Delete
          event={removing}
          days={shown?.trash_days ?? 0}
          close={() => setDialog(null)}
          archive={() => {
            setDialog(null);
            acts.archive(removing);
          }}
          done={() => {
            setDialog(null);
            setNotice({
              text: t.did.deleted(title(removing)),
              undo: () => void act(removing.code, 'restore', t.did.restored(title(removing))),
            });
            void look();
          }}
        />
      ) : null}
    </div>
  );
}
