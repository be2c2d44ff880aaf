/** Announcements: what is on, planned and over, and the dialog that writes one. A break is an hour, and its countdown follows. */
import type { JSX } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { InLanguages, inLangs, written } from '../../backstage/languages';
import type { AnnouncementItem } from '../../protocol/items';
import { ANNOUNCEMENT_CHARS_MAX } from '../../protocol/limits';
import type { Deeds } from '../../ui/deeds';
import { Choice, Dialog, online, useLanguageName, Verb } from '../../ui/desk';
import { useNow, useStore, useT, useView } from '../../ui/hooks';
import { Both } from '../../ui/text';
import { timeOfDay } from '../../words/hour';
import { clock, secondsUntil } from '../../words/time';
import { hourAfter } from './hours';
import type { HostTexts } from './texts.en';

type Where = 'both' | 'phones' | 'screen';
const BREAK_MS = 15 * 60_000;
const STEP_MS = 5 * 60_000;
/** So many that are over are listed. */
const OVER_MAX = 3;

export function Announcing(props: { deeds: Deeds }): JSX.Element {
  const t = useT<HostTexts>().backstage.announce;
  const view = useView();
  const [writing, setWriting] = useState<AnnouncementItem | 'new' | 'break' | null>(null);
  const rank = { on: 0, planned: 1, over: 2 };
  const all = view
    .of('announcement')
    .sort(
      (a, b) =>
        rank[a.desk?.airing ?? 'over'] - rank[b.desk?.airing ?? 'over'] ||
        (a.desk?.from ?? 0) - (b.desk?.from ?? 0) ||
        b.id - a.id,
    );
  const over = all.filter(one => one.desk?.airing === 'over');
  const listed = all.filter(one => !over.slice(OVER_MAX).includes(one));
  return (
    <section aria-labelledby="announcements-title" class="announcements">
      <h2 id="announcements-title">{t.title}</h2>
      <p>
        <Verb on={() => setWriting('new')} off={!online(view)}>
          {t.write}
        </Verb>{' '}
        <Verb on={() => setWriting('break')} off={!online(view)}>
          {t.newBreak}
        </Verb>
      </p>
      {listed.length ? (
        <ul>
          {listed.map(one => (
            <One key={one.id} one={one} deeds={props.deeds} change={() => setWriting(one)} />
          ))}
        </ul>
      ) : (
        <p class="mut sm">{t.none}</p>
      )}
      {writing ? <Write of={writing} deeds={props.deeds} close={() => setWriting(null)} /> : null}
    </section>
  );
}

function One(props: { one: AnnouncementItem; deeds: Deeds; change(): void }): JSX.Element | null {
  const t = useT<HostTexts>().backstage.announce;
  const view = useView();
  const name = useLanguageName();
  const now = useNow(1000);
  const { one, deeds } = props;
  const { desk, back, texts } = one;
  if (!desk) return null;
  const zone = view.event?.zone ?? 'UTC';
  const on = desk.airing === 'on';
  const missing = view.event?.langs.filter(tag => !(tag in texts)) ?? [];
  const off = !online(view);
  const turn = (to: boolean) =>
    void deeds.run({
      item: 'announcements',
      cmd: () => ({ turn_announcement: { announcement: one.id, seen: desk.rev, on: to } }),
      did: to ? t.did.shown : t.did.ended,
    });
  const move = (by: number) =>
    void deeds.run({
      item: 'announcements',
      cmd: () => ({
        put_announcement: {
          announcement: one.id,
          seen: desk.rev,
          texts: inLangs(texts, view.event?.langs ?? []),
          phones: desk.phones,
          screen: desk.screen,
          ...(desk.from !== undefined && { from: desk.from }),
          back: (back ?? 0) + by,
        },
      }),
      did: t.did.saved,
    });
  const drop = () =>
    void deeds.run({
      item: 'announcements',
      cmd: () => ({ drop_announcement: { announcement: one.id, seen: desk.rev } }),
      did: t.did.removed,
    });
  const where = desk.phones ? (desk.screen ? t.both : t.phones) : t.screen;
  return (
    <li class={desk.airing === 'over' ? 'past' : ''}>
      <p class="sm mut">
        <b>{t.states[desk.airing]}</b> · {where}
        {desk.from !== undefined && !on ? ` · ${t.at(timeOfDay(desk.from, zone))}` : ''}
        {desk.until === undefined ? '' : ` · ${t.to(timeOfDay(desk.until, zone))}`}
        {back === undefined ? '' : ` · ${t.back} ${timeOfDay(back, zone)}`}
        {back !== undefined && on ? ` · ${clock(secondsUntil(back, now))}` : ''}
      </p>
      <Both texts={texts} altClass="alt" />
      {missing.map(tag => (
        <p key={tag} class="sm wait">
          {t.missing(name(tag))}
        </p>
      ))}
      {on ? (
        <Verb on={() => turn(false)} off={off} look="do">
          {t.end}
        </Verb>
      ) : (
        <Verb on={() => turn(true)} off={off} look="do">
          {t.now}
        </Verb>
      )}
      {back === undefined || desk.airing === 'over' ? null : (
        <>
          <Verb on={() => move(-STEP_MS)} off={off || back - STEP_MS <= now}>
            {t.earlier}
          </Verb>
          <Verb on={() => move(STEP_MS)} off={off}>
            {t.later}
          </Verb>
        </>
      )}
      <Verb on={props.change} off={off} look="quiet">
        {t.change}
      </Verb>
      <Verb on={drop} off={off} look="quiet">
        {t.remove}
      </Verb>
    </li>
  );
}

function Write(props: { of: AnnouncementItem | 'new' | 'break'; deeds: Deeds; close(): void }): JSX.Element {
  const texts = useT<HostTexts>();
  const t = texts.backstage.announce;
  const view = useView();
  const zone = view.event?.zone ?? 'UTC';
  const [now] = useState(useNow(60_000));
  const { deeds, close } = props;
  const before = typeof props.of === 'string' ? undefined : props.of;
  const isBreak = props.of === 'break' || before?.back !== undefined;
  const inFive = Math.ceil((now + BREAK_MS) / STEP_MS) * STEP_MS;
  const time = (at: number | undefined) => (at === undefined ? '' : timeOfDay(at, zone));
  const { serverNow } = useStore();
  const langs = view.event?.langs ?? [];
  const [words, setWords] = useState(inLangs(before?.texts ?? {}, langs));
  const [back, setBack] = useState(isBreak ? time(before?.back ?? inFive) : '');
  const [from, setFrom] = useState(time(before?.desk?.from));
  const [until, setUntil] = useState(time(before?.desk?.until));
  const [where, setWhere] = useState<Where>(
    before?.desk && !before.desk.phones ? 'screen' : before?.desk && !before.desk.screen ? 'phones' : 'both',
  );
  const [busy, setBusy] = useState(false);
  const [refused, setRefused] = useState(false);
  const first = useRef<HTMLTextAreaElement>(null);
  useEffect(() => first.current?.focus(), []);
  // A break says itself what it is.
  const said = () => {
    const own = written(words);
    return isBreak && !Object.keys(own).length
      ? Object.fromEntries(langs.map(tag => [tag, breakText(tag)]))
      : own;
  };
  async function save(show: boolean) {
    if (busy || !online(view)) return;
    setBusy(true);
    // An hour that nobody touched stays what it was, also if it has passed.
    const at = (hour: string, was: number | undefined) =>
      hour ? (hour === time(was) ? was : hourAfter(hour, serverNow(), zone)) : undefined;
    const begins = at(from, before?.desk?.from);
    const ends = at(until, before?.desk?.until);
    const returns = at(back, before?.back);
    const done = await deeds.run({
      item: 'announcements',
      cmd: () => ({
        put_announcement: {
          ...(before && { announcement: before.id, seen: before.desk?.rev ?? 0 }),
          texts: said(),
          phones: where !== 'screen',
          screen: where !== 'phones',
          ...(begins !== undefined && !show && { from: begins }),
          ...(ends !== undefined && { until: ends }),
          ...(returns !== undefined && { back: returns }),
          ...(show && { show }),
        },
      }),
      did: show ? t.did.shown : t.did.saved,
    });
    setBusy(false);
    setRefused(!done);
    if (done) close();
  }
  const ready = isBreak ? !!back : Object.keys(written(words)).length > 0;
  return (
    <Dialog title={isBreak ? t.breakTitle : t.title} on={close} look="editor">
      <form
        onSubmit={e => e.preventDefault()}
        onKeyDown={e => {
          if (e.key === 'Enter' && (e.ctrlKey || e.metaKey)) void save(!from);
        }}
      >
        {isBreak ? (
          <label class="field">
            <span>{t.back}</span>
            <input type="time" value={back} onInput={e => setBack(e.currentTarget.value)} />
            <span class="mut sm">{t.backHow}</span>
          </label>
        ) : null}
        <InLanguages texts={words} on={setWords} max={ANNOUNCEMENT_CHARS_MAX} first={first} />
        <p class="field">
          <span>{t.where}</span>
          <Choice
            label={t.where}
            value={where}
            options={[
              ['both', t.both],
              ['phones', t.phones],
              ['screen', t.screen],
            ]}
            on={setWhere}
          />
        </p>
        <label class="field">
          <span>{t.from}</span>
          <input type="time" value={from} onInput={e => setFrom(e.currentTarget.value)} />
        </label>
        {isBreak ? null : (
          <label class="field">
            <span>{t.until}</span>
            <input type="time" value={until} onInput={e => setUntil(e.currentTarget.value)} />
          </label>
        )}
        <p class="mut sm">{t.byHand}</p>
        {refused && deeds.notice?.bad ? (
          <p class="tell bad" role="alert">
            {deeds.notice.text}
          </p>
        ) : null}
        <div class="verbs">
          <Verb
            on={() => void save(true)}
            off={!online(view) || busy || !ready}
            look={from ? 'tall' : 'tall do'}
          >
            {t.now}
          </Verb>
          <Verb
            on={() => void save(false)}
            off={!online(view) || busy || !ready}
            look={from ? 'tall do' : 'tall'}
          >
            {t.plan}
          </Verb>
          <Verb on={close} look="tall" hint="Esc">
            {texts.cancel}
          </Verb>
        </div>
      </form>
    </Dialog>
  );
}

/** What a break says in a language in which nobody wrote anything. Its hour is drawn beside it, because it may move. */
const breakText = (tag: string): string => BREAKS[tag.split('-')[0] ?? ''] ?? 'Break';
const BREAKS: { [base: string]: string } = {
  ar: 'استراحة',
  de: 'Pause',
  es: 'Pausa',
  fr: 'Pause',
  ru: 'Перерыв',
  zh: '会间休息',
};
