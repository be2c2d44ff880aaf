/**
 * The door, on a tablet that stands: one field, one answer as large as a badge. It finds guests by name, organisation or badge, checks
 * them in, and takes that back. Without the network it goes on, and tells the server later.
 */
import type { JSX } from 'preact';
import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import type { ArrivalsItem, GuestItem, ValueArrivals } from '../../protocol/items';
import { NAME_CHARS_MAX } from '../../protocol/limits';
import { localStore } from '../../sync/storage';
import { Gate, Strip, Verb } from '../../ui/desk';
import { redraw, useLang, useStore, useT, useView } from '../../ui/hooks';
import { LangSwitch } from '../../ui/language';
import { SignOut } from '../../ui/signout';
import { Both, pick } from '../../ui/text';
import { timeOfDay } from '../../words/hour';
import { find, HITS_MAX, ofBadge } from './find';
import { type Deed, forget, makeOutbox, type Outbox, prefixOf } from './outbox';
import { canScan, Scanner } from './scan';
import type { DoorTexts } from './texts.en';

export function DoorPage(): JSX.Element {
  const { link } = useView();
  const isOver = link === 'revoked' || link === 'no_access' || link === 'gone';
  useEffect(() => {
    if (isOver) forget(prefixOf(document.documentElement.dataset.code ?? ''), localStore());
  }, [isOver]);
  return <Gate>{() => <Page />}</Gate>;
}

/** Somebody who was met last: on the list, or a walk-in that the server has not listed yet, by its number. */
type Met = { guest: number } | { walkIn: number };

function Page(): JSX.Element {
  const { door: t } = useT<DoorTexts>();
  const view = useView();
  const store = useStore();
  const [lang] = useLang();
  const [typed, setTyped] = useState('');
  const [met, setMet] = useState<Met | null>(null);
  const [scanning, setScanning] = useState(false);
  const [adding, setAdding] = useState(false);
  const [told, setTold] = useState('');
  const field = useRef<HTMLInputElement>(null);
  const { event } = view;
  const code = event?.code ?? '';
  const outbox = useMemo(
    () => makeOutbox(prefixOf(code), localStore(), store.act, redraw, () => setTold(t.refused)),
    [code],
  );
  // Whatever changes may be the connection.
  useEffect(() => {
    if (view.link === 'online') outbox.flush();
  }, [view.link, outbox]);
  const guests = over(view.of('guest'), outbox);
  const hits = find(guests, typed);
  const waiting = outbox.waiting.length;

  const ready = () => {
    setTyped('');
    field.current?.focus();
  };
  const deed = (cmd: Deed) => outbox.add(cmd, store.serverNow());
  function checkIn(guest: GuestItem) {
    if (!guest.here) deed({ check_in: { guest: guest.id, on: true } });
    setTold('');
    setMet({ guest: guest.id });
    ready();
  }
  /** Returns false if it was no badge. */
  function badge(read: string): boolean {
    const found = ofBadge(guests, code, read);
    if (!found) return false;
    if (found === 'other') setTold(t.otherBadge);
    else checkIn(found);
    if (found === 'other') ready();
    return true;
  }
  function enter() {
    if (badge(typed)) return;
    const [only, second] = hits;
    if (only && !second) checkIn(only);
    else setTold(hits.length ? t.several : t.nobody);
  }
  function walkIn(name: string, org: string) {
    const number = Math.floor(Math.random() * Number.MAX_SAFE_INTEGER);
    deed({ walk_in: { walk_in: number, name, ...(org && { org }) } });
    setAdding(false);
    setTold('');
    setMet({ walkIn: number });
    ready();
  }

  const [tag, title] = event ? pick(event.title, lang) : ['', ''];
  const last = met && 'guest' in met ? guests.find(guest => guest.id === met.guest) : undefined;
  const newcomer =
    met && 'walkIn' in met ? outbox.waiting.find(one => isWalkIn(one.cmd, met.walkIn)) : undefined;
  return (
    <div class="desk door">
      <header class="topbar">
        <h1 class="k">{t.title}</h1>
        <span class="grow">
          <bdi lang={tag}>{title}</bdi>
        </span>
        <span class={waiting ? 'dot bad' : 'dot'} role="status">
          {waiting ? t.waiting(waiting) : t.saved}
        </span>
        <LangSwitch />
        <SignOut />
      </header>
      {view.link !== 'online' && view.lostAt !== null && event ? (
        <p class="strip" role="status">
          {t.away(timeOfDay(view.lostAt, event.zone))}
        </p>
      ) : (
        <Strip />
      )}
      <main class="door-main">
        <div class="door-lead">
          <form
            class="door-ask"
            onSubmit={e => {
              e.preventDefault();
              enter();
            }}
          >
            <label class="unseen" for="who">
              {t.find}
            </label>
            <input
              id="who"
              ref={field}
              value={typed}
              placeholder={t.find}
              autocomplete="off"
              spellcheck={false}
              autofocus
              onInput={e => {
                setTold('');
                setTyped(e.currentTarget.value);
              }}
              onKeyDown={e => {
                if (e.key === 'Escape') ready();
              }}
            />
            {canScan() ? (
              <Verb on={() => setScanning(true)} look="tall">
                {t.scan}
              </Verb>
            ) : null}
          </form>
          <p class="door-told" role="status">
            {told}
          </p>
          {typed.trim() ? (
            <ul class="door-hits" aria-label={t.hits}>
              {hits.slice(0, HITS_MAX).map(guest => (
                <Hit key={guest.id} guest={guest} on={() => checkIn(guest)} />
              ))}
              {hits.length > HITS_MAX ? <li class="mut">{t.more(hits.length - HITS_MAX)}</li> : null}
              {hits.length ? null : <li class="mut">{t.nobody}</li>}
            </ul>
          ) : null}
          {!typed.trim() && last ? <Badge guest={last} deed={deed} /> : null}
          {!typed.trim() && newcomer && 'walk_in' in newcomer.cmd ? (
            <section class="door-met" aria-live="polite">
              <p class="door-state ok">{t.added}</p>
              <p class="door-name">
                <bdi>{newcomer.cmd.walk_in.name}</bdi>
              </p>
              <p>
                <bdi>{newcomer.cmd.walk_in.org}</bdi>
              </p>
            </section>
          ) : null}
          {!typed.trim() && !last && !newcomer ? (
            <p class="empty">{guests.length ? t.how : t.noList}</p>
          ) : null}
        </div>
        <aside class="door-side" aria-label={t.counts}>
          <Counts arrivals={view.of('arrivals')[0]} guests={guests} waiting={waiting} />
          <section class="door-new">
            <h2>{t.notListed}</h2>
            {adding ? (
              <NewGuest on={walkIn} cancel={() => setAdding(false)} />
            ) : (
              <Verb on={() => setAdding(true)} look="tall wide">
                {t.add}
              </Verb>
            )}
          </section>
          <p class="mut">{t.offline}</p>
        </aside>
      </main>
      {scanning ? (
        <Scanner
          on={read => {
            setScanning(false);
            if (!badge(read)) setTold(t.otherBadge);
          }}
          cancel={() => setScanning(false)}
        />
      ) : null}
    </div>
  );
}

const isWalkIn = (cmd: Deed, number: number) => 'walk_in' in cmd && cmd.walk_in.walk_in === number;

/** Returns the guests as they are once the server knows what waits. */
function over(guests: GuestItem[], outbox: Outbox): GuestItem[] {
  const by = new Map(guests.map(guest => [guest.id, guest]));
  for (const { cmd, at } of outbox.waiting) {
    if ('check_in' in cmd) {
      const { guest, on } = cmd.check_in;
      const was = by.get(guest);
      if (!was) continue;
      const { here, ...rest } = was;
      by.set(guest, on ? { ...rest, here: here ?? at } : rest);
    }
  }
  return [...by.values()];
}

const useTime = () => {
  const zone = useView().event?.zone ?? 'UTC';
  return (at: number) => timeOfDay(at, zone);
};

/** What a guest is besides the name: organisation, groups, number. */
function Of(props: { guest: GuestItem }): JSX.Element {
  const { door: t } = useT<DoorTexts>();
  const [lang] = useLang();
  const groups = useView().of('group');
  const { org, badge, groups: own = [], walk_in } = props.guest;
  const values = own.flatMap(([group, value]) => {
    const found = groups.find(one => one.id === group)?.values.find(one => one.id === value);
    return found ? [pick(found.text, lang)] : [];
  });
  return (
    <span class="door-of">
      {org ? <bdi>{org}</bdi> : null}
      {values.map(([tag, text]) => (
        <bdi key={text} lang={tag}>
          {text}
        </bdi>
      ))}
      {badge ? <bdi>{t.number(badge)}</bdi> : null}
      {walk_in ? <span>{t.walkIn}</span> : null}
    </span>
  );
}

function Hit(props: { guest: GuestItem; on: () => void }): JSX.Element {
  const { door: t } = useT<DoorTexts>();
  const time = useTime();
  const { guest } = props;
  return (
    <li>
      <div>
        <b>
          <bdi>{guest.name}</bdi>
        </b>
        <Of guest={guest} />
      </div>
      {guest.here ? (
        <button type="button" class="plain door-since" onClick={props.on}>
          {t.since(time(guest.here))}
        </button>
      ) : (
        <Verb on={props.on} look="tall" label={t.checkInWho(guest.name)}>
          {t.checkIn}
        </Verb>
      )}
    </li>
  );
}

/** Who was met last, as large as a badge. */
function Badge(props: { guest: GuestItem; deed: (cmd: Deed) => void }): JSX.Element {
  const { door: t } = useT<DoorTexts>();
  const time = useTime();
  const { guest, deed } = props;
  const { id, here } = guest;
  return (
    <section class="door-met" aria-live="polite">
      <div class="door-in">
        <div>
          <p class={here ? 'door-state ok' : 'door-state'}>{here ? t.checkedIn(time(here)) : t.notHere}</p>
          <p class="door-name">
            <bdi>{guest.name}</bdi>
          </p>
          <Of guest={guest} />
        </div>
        {here ? (
          <Verb on={() => deed({ check_in: { guest: id, on: false } })} look="tall">
            {t.undo}
          </Verb>
        ) : (
          <Verb on={() => deed({ check_in: { guest: id, on: true } })} look="tall do">
            {t.checkIn}
          </Verb>
        )}
      </div>
    </section>
  );
}

function Counts(props: {
  arrivals: ArrivalsItem | undefined;
  guests: GuestItem[];
  waiting: number;
}): JSX.Element {
  const { door: t } = useT<DoorTexts>();
  const groups = useView().of('group');
  const { arrivals, guests } = props;
  // Those of this tablet count at once; after the event only the numbers are left.
  const here = guests.length ? guests.filter(guest => guest.here).length : (arrivals?.here ?? 0);
  const all = guests.length || (arrivals?.listed ?? 0);
  const hereOf = (of: ValueArrivals) => {
    const belongs = (guest: GuestItem) =>
      guest.groups?.some(([group, value]) => group === of.group && value === of.value);
    return guests.length ? guests.filter(guest => guest.here && belongs(guest)).length : of.here;
  };
  const values = arrivals?.values ?? [];
  return (
    <section>
      <p class="door-num">{here}</p>
      <p>{t.ofAll(all)}</p>
      <dl class="door-values">
        {values.map(of => {
          const value = groups.find(one => one.id === of.group)?.values.find(one => one.id === of.value);
          return (
            <div key={`${of.group}.${of.value}`}>
              <dt>{value ? <Both texts={value.text} as="span" altAs="span" /> : null}</dt>
              <dd>{t.hereOf(hereOf(of), of.listed)}</dd>
            </div>
          );
        })}
      </dl>
    </section>
  );
}

function NewGuest(props: { on: (name: string, org: string) => void; cancel: () => void }): JSX.Element {
  const { door: t, cancel } = useT<DoorTexts>();
  const [name, setName] = useState('');
  const [org, setOrg] = useState('');
  const first = useRef<HTMLInputElement>(null);
  useEffect(() => first.current?.focus(), []);
  return (
    <form
      onSubmit={e => {
        e.preventDefault();
        if (name.trim()) props.on(name.trim(), org.trim());
      }}
      onKeyDown={e => {
        if (e.key === 'Escape') props.cancel();
      }}
    >
      <label>
        {t.name}
        <input
          ref={first}
          value={name}
          required
          maxLength={NAME_CHARS_MAX}
          autocomplete="off"
          onInput={e => setName(e.currentTarget.value)}
        />
      </label>
      <label>
        {t.org}
        <input
          value={org}
          maxLength={NAME_CHARS_MAX}
          autocomplete="off"
          onInput={e => setOrg(e.currentTarget.value)}
        />
      </label>
      <div class="verbs">
        <button type="submit" class="btn do tall">
          {t.checkIn}
        </button>
        <Verb on={props.cancel} look="tall">
          {cancel}
        </Verb>
      </div>
    </form>
  );
}
