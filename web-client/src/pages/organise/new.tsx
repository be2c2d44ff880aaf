/** The four ways to a new event, numbered: from nothing, from a file, from a template, as the next of a series. */
import type { ComponentChildren, JSX } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import type { Details, EventLine, EventList, Keep, NewEvent } from '../../protocol/organise';
import { letGo, useLanguageName, Verb } from '../../ui/desk';
import { useLang, useSpoken, useT } from '../../ui/hooks';
import { Both, pick } from '../../ui/text';
import { LANGS, LANGUAGES } from '../../words/languages';
import { zones } from '../../words/zones';
import { InEach, Wrong } from './fields';
import { HINTS, type KeyVerb } from './keys';
import { type Acts, reason } from './page';
import { make } from './requests';
import type { OrganiseTexts } from './texts.en';

export type Way = 'nothing' | 'file' | 'template' | 'series';
const WAYS: Way[] = ['nothing', 'file', 'template', 'series'];

interface Props {
  way: Way | null;
  setWay: (way: Way | null) => void;
  shown: EventList | null;
  /** The event that a series goes on from. */
  after: EventLine | undefined;
  acts: Acts;
  read: (file: File | undefined) => void;
}

export function NewEvents(props: Props): JSX.Element {
  const t = useT<OrganiseTexts>().organise;
  const { way, setWay } = props;
  return (
    <section class="col ways" aria-labelledby="new-title">
      <div class="colh">
        <h2 id="new-title">{t.newEvent}</h2>
      </div>
      <ol class="rows">
        {WAYS.map((one, i) => {
          const on = way === one;
          const [name, what] = t.ways[one];
          return (
            <li key={one} class={on ? 'way on' : 'way'}>
              <button
                type="button"
                class="pick"
                aria-expanded={on}
                disabled={one === 'series' && (!props.after || !!props.after.ends_at)}
                onClick={e => {
                  letGo(e);
                  setWay(on ? null : one);
                }}
              >
                <span class="no">{i + 1}</span>
                <span>
                  <b>{name}</b>
                  <span class="alt">{what}</span>
                </span>
                <kbd>{HINTS[one as KeyVerb]}</kbd>
              </button>
              {on ? <div class="in">{inside(one, props)}</div> : null}
            </li>
          );
        })}
      </ol>
    </section>
  );
}

function inside(way: Way, props: Props): ComponentChildren {
  const close = () => props.setWay(null);
  if (way === 'file') return <Drop read={props.read} />;
  if (way === 'nothing')
    return <Describe acts={props.acts} close={close} event={details => ({ nothing: details })} />;
  if (way === 'template') return <Template {...props} close={close} />;
  return props.after ? <Series {...props} after={props.after} key={props.after.code} close={close} /> : null;
}

function Drop(props: { read: (file: File | undefined) => void }): JSX.Element {
  const t = useT<OrganiseTexts>().organise;
  return (
    <>
      <p class="drop">{t.drop}</p>
      <label class="btn choose">
        {t.choose}
        <input
          type="file"
          class="unseen"
          accept=".toml,.txt,text/plain,application/toml"
          onChange={e => {
            props.read(e.currentTarget.files?.[0]);
            e.currentTarget.value = '';
          }}
        />
      </label>
    </>
  );
}

function Template(props: Props & { close: () => void }): JSX.Element {
  const t = useT<OrganiseTexts>().organise;
  const templates = props.shown?.templates ?? [];
  const [key, setKey] = useState('');
  const chosen = templates.find(one => one.key === key) ?? templates[0];
  if (!chosen) return <p class="mut">…</p>;
  return (
    <>
      <fieldset class="tpls">
        <legend class="unseen">{t.ways.template[0]}</legend>
        {templates.map(one => (
          <label key={one.key} class={one === chosen ? 'tpl on' : 'tpl'}>
            <input type="radio" name="template" checked={one === chosen} onChange={() => setKey(one.key)} />
            <span>
              <Both texts={only(one.title)} as="b" altAs="span" altClass="alt unseen" />
              <span class="alt">{t.content(one.sessions, one.polls)}</span>
            </span>
          </label>
        ))}
      </fieldset>
      <Describe
        key={chosen.key}
        acts={props.acts}
        close={props.close}
        title={chosen.title}
        event={details => ({ template: { key: chosen.key, details } })}
      />
    </>
  );
}

/** Returns a text in the page's language alone. */
function only(texts: Record<string, string>): Record<string, string> {
  const [tag, text] = pick(texts, useSpoken());
  return { [tag]: text };
}

function Series(props: Props & { after: EventLine; close: () => void }): JSX.Element {
  const t = useT<OrganiseTexts>().organise;
  const [lang] = useLang();
  const { after } = props;
  const [keep, setKeep] = useState<Keep>({ agenda: true, polls: true, people: false, look: true });
  const says: Record<keyof Keep, string> = {
    agenda: t.keep.agenda(after.sessions),
    polls: t.keep.polls(after.polls, after.terms),
    look: t.keep.look,
    people: t.keep.people(after.people),
  };
  return (
    <>
      <p class="after">
        <span class="mut">{t.after}</span> {pick(after.title, lang)[1]}, {after.date}
      </p>
      <Describe
        acts={props.acts}
        close={props.close}
        title={after.title}
        langs={after.langs}
        venue={after.venue}
        zone={after.zone}
        event={details => ({ series: { after: after.code, details, keep } })}
      >
        <ul class="keeps">
          {(Object.keys(says) as (keyof Keep)[]).map(part => (
            <li key={part}>
              <label class="check">
                <input
                  type="checkbox"
                  checked={keep[part]}
                  onChange={e => setKeep({ ...keep, [part]: e.currentTarget.checked })}
                />
                {says[part]}
              </label>
            </li>
          ))}
          <li class="never">{t.keep.never}</li>
        </ul>
      </Describe>
    </>
  );
}

/** Returns today, or the day in so many days, as the browser's clock shows it. */
function day(ahead: number): string {
  const at = new Date();
  at.setDate(at.getDate() + ahead);
  const two = (n: number) => String(n).padStart(2, '0');
  return `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}`;
}
/** A form printed on paper: languages, a title and a place in each, the day. */
function Describe(props: {
  event: (details: Details) => NewEvent;
  acts: Acts;
  close: () => void;
  title?: Record<string, string>;
  langs?: string[];
  venue?: Record<string, string>;
  zone?: string;
  children?: ComponentChildren;
}): JSX.Element {
  const { organise: t, cancel } = useT<OrganiseTexts>();
  const name = useLanguageName();
  const words = useSpoken();
  const [langs, setLangs] = useState<string[]>(props.langs ?? [words]);
  const [title, setTitle] = useState<Record<string, string>>(props.title ?? {});
  const [venue, setVenue] = useState<Record<string, string>>(props.venue ?? {});
  const [date, setDate] = useState(day(0));
  const [zone, setZone] = useState(props.zone ?? Intl.DateTimeFormat().resolvedOptions().timeZone);
  const [busy, setBusy] = useState(false);
  const [wrong, setWrong] = useState('');
  const first = useRef<HTMLInputElement>(null);
  useEffect(() => {
    first.current?.focus();
    first.current?.scrollIntoView({ block: 'nearest' });
  }, []);
  const offered = [...new Set([...LANGS, ...(props.langs ?? [])])];
  const own = (texts: Record<string, string>) =>
    Object.fromEntries(langs.flatMap(tag => (texts[tag]?.trim() ? [[tag, texts[tag].trim()]] : [])));
  const has = (texts: Record<string, string>) => !!texts[langs[0] ?? '']?.trim();
  const ready = has(title) && has(venue) && !!date && !!zone.trim();
  async function go() {
    if (!ready || busy) return;
    setBusy(true);
    setWrong('');
    try {
      const details = { langs, title: own(title), venue: own(venue), date, zone: zone.trim() };
      props.acts.made(await make(props.event(details)));
    } catch (e) {
      setWrong(reason(t, e));
      setBusy(false);
    }
  }
  return (
    <form
      class="describe"
      onSubmit={e => {
        e.preventDefault();
        void go();
      }}
      onKeyDown={e => {
        if (e.key === 'Enter' && (e.ctrlKey || e.metaKey)) void go();
        if (e.key === 'Escape') props.close();
      }}
    >
      <fieldset class="langs">
        <legend>{t.languages}</legend>
        {offered.map(tag => (
          <label key={tag} class="check">
            <input
              type="checkbox"
              checked={langs.includes(tag)}
              disabled={langs.length === 1 && langs.includes(tag)}
              onChange={e =>
                setLangs(
                  e.currentTarget.checked
                    ? [...langs, tag].slice(0, 3)
                    : langs.filter(other => other !== tag),
                )
              }
            />
            <span lang={tag}>{LANGUAGES[tag as keyof typeof LANGUAGES] ?? name(tag)}</span>
          </label>
        ))}
      </fieldset>
      <InEach langs={langs} label={tag => t.titleIn(name(tag))} texts={title} set={setTitle} first={first} />
      <InEach langs={langs} label={tag => t.venueIn(name(tag))} texts={venue} set={setVenue} />
      <div class="two">
        <label class="line">
          <span>{t.date}</span>
          <input class="f" type="date" required value={date} onInput={e => setDate(e.currentTarget.value)} />
        </label>
        <label class="line">
          <span>{t.zone}</span>
          <input class="f" list="zones" required value={zone} onInput={e => setZone(e.currentTarget.value)} />
          <datalist id="zones">
            {zones().map(one => (
              <option key={one} value={one} />
            ))}
          </datalist>
        </label>
      </div>
      {props.children}
      <Wrong why={wrong} />
      <div class="verbs">
        <button type="submit" class="btn do" disabled={!ready || busy} aria-keyshortcuts="Control+Enter">
          {busy ? t.making : t.make}
          <kbd aria-hidden>Ctrl ↵</kbd>
        </button>
        <Verb on={props.close} look="quiet">
          {cancel}
        </Verb>
      </div>
    </form>
  );
}
