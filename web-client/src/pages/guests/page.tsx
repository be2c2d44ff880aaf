/**
 * The guest list: a host drops a spreadsheet, reads what it would change or what is wrong with it, and takes it. Below is who is on the
 * list. It is a host's page.
 */
import type { JSX } from 'preact';
import { useRef, useState } from 'preact/hooks';
import type { GuestFault, GuestsRead } from '../../protocol/guests';
import type { GuestItem, GuestName } from '../../protocol/items';
import { GUESTS_BYTES_MAX } from '../../protocol/limits';
import { Dialog, Gate, online, Strip, Verb } from '../../ui/desk';
import { useLang, useStore, useT, useView } from '../../ui/hooks';
import { LangSwitch } from '../../ui/language';
import { pick } from '../../ui/text';
import { timeOfDay } from '../../words/hour';
import type { GuestsTexts } from './texts.en';

export const GuestsPage = (): JSX.Element => <Gate>{() => <Page />}</Gate>;

/** How many people of each kind of change are named. */
const NAMED_MAX = 30;

type Look = { file: File; read: GuestsRead };
type Failure = 'tooLarge' | 'failed';

function Page(): JSX.Element {
  const { guests: t } = useT<GuestsTexts>();
  const view = useView();
  const [lang] = useLang();
  const [look, setLook] = useState<Look | null>(null);
  const [done, setDone] = useState<GuestsRead | null>(null);
  const [failure, setFailure] = useState<Failure | null>(null);
  const [busy, setBusy] = useState(false);
  const [over, setOver] = useState(false);
  const input = useRef<HTMLInputElement>(null);
  const { event } = view;
  const guests = [...view.of('guest')].sort((a, b) => a.id - b.id);
  const arrivals = view.of('arrivals')[0];

  async function send(file: File, only: boolean): Promise<GuestsRead | Failure> {
    // A server under load need not read what it refuses.
    if (file.size > GUESTS_BYTES_MAX) return 'tooLarge';
    try {
      const answer = await fetch(`/${event?.code}/guests${only ? '?look=1' : ''}`, {
        method: 'POST',
        body: await file.arrayBuffer(),
      });
      if (answer.status === 413) return 'tooLarge';
      return answer.ok ? ((await answer.json()) as GuestsRead) : 'failed';
    } catch {
      return 'failed';
    }
  }
  async function open(file: File | undefined) {
    if (!file || busy) return;
    setBusy(true);
    setDone(null);
    setLook(null);
    setFailure(null);
    const read = await send(file, true);
    if (typeof read === 'string') setFailure(read);
    else setLook({ file, read });
    setBusy(false);
    if (input.current) input.current.value = '';
  }
  async function take() {
    if (!look || busy) return;
    setBusy(true);
    const read = await send(look.file, false);
    if (typeof read === 'string') setFailure(read);
    else if (read.faults.length) setLook({ ...look, read });
    else {
      setLook(null);
      setDone(read);
    }
    setBusy(false);
  }

  const [tag, title] = event ? pick(event.title, lang) : ['', ''];
  return (
    <div class="desk gl">
      <header class="topbar">
        <h1 class="k">{t.title}</h1>
        <span class="grow">
          <bdi lang={tag}>{title}</bdi>
        </span>
        <LangSwitch />
      </header>
      <Strip />
      <main class="gl-main">
        <section aria-labelledby="gl-file">
          <h2 id="gl-file">{t.file}</h2>
          <label
            class={over ? 'gl-drop over' : 'gl-drop'}
            onDragOver={e => {
              e.preventDefault();
              setOver(true);
            }}
            onDragLeave={() => setOver(false)}
            onDrop={e => {
              e.preventDefault();
              setOver(false);
              void open(e.dataTransfer?.files[0]);
            }}
          >
            <input
              ref={input}
              type="file"
              class="unseen"
              accept=".csv,.xlsx,.txt,text/csv"
              disabled={!online(view)}
              onChange={e => void open(e.currentTarget.files?.[0])}
            />
            <span>{t.choose}</span>
          </label>
          <p class="mut">{t.how}</p>
          <Columns />
          {failure ? (
            <p class="warn" role="alert">
              {failure === 'tooLarge' ? t.wrong.too_large(GUESTS_BYTES_MAX) : t.failed}
            </p>
          ) : null}
          {look?.read.faults.length ? <Faults read={look.read} name={look.file.name} /> : null}
          {look && !look.read.faults.length ? (
            <section class="gl-look" aria-live="polite">
              <h3>{t.would(look.file.name)}</h3>
              <Changes read={look.read} />
              <div class="verbs">
                <Verb
                  on={() => void take()}
                  look="do"
                  off={busy || !online(view) || !(look.read.added.length + look.read.changed.length)}
                  focus
                >
                  {t.take}
                </Verb>
                <Verb on={() => setLook(null)}>{t.leave}</Verb>
              </div>
            </section>
          ) : null}
          {done ? (
            <section class="gl-look done" role="status">
              <h3>{t.done}</h3>
              <Changes read={done} />
            </section>
          ) : null}
        </section>
        <section aria-labelledby="gl-list">
          <h2 id="gl-list">
            {t.list}
            {arrivals ? <span class="mut"> {t.here(arrivals.here, arrivals.listed)}</span> : null}
          </h2>
          {guests.length ? <List guests={guests} /> : <p class="empty">{arrivals ? t.forgotten : t.none}</p>}
          {guests.length && event ? (
            <p>
              <a href={`/${event.code}/codes`} target="_blank" rel="noreferrer">
                {t.print}
              </a>
            </p>
          ) : null}
          <p class="mut">{t.kept}</p>
        </section>
      </main>
    </div>
  );
}

/** Which columns are read. */
function Columns(): JSX.Element {
  const { guests: t } = useT<GuestsTexts>();
  const [lang] = useLang();
  const groups = useView()
    .of('group')
    .filter(group => group.assigned);
  return (
    <dl class="gl-columns">
      <dt>{t.columns.name}</dt>
      <dd>{t.needed}</dd>
      <dt>{t.columns.org}</dt>
      <dd>{t.optional}</dd>
      <dt>{t.columns.badge}</dt>
      <dd>{t.badge}</dd>
      {groups.map(group => {
        const [tag, name] = pick(group.name, lang);
        return [
          <dt key={`t${group.id}`}>
            <bdi lang={tag}>{name}</bdi>
          </dt>,
          <dd key={`d${group.id}`}>
            {t.group(group.values.map(value => pick(value.text, lang)[1]).join(t.or))}
          </dd>,
        ];
      })}
    </dl>
  );
}

function Faults(props: { read: GuestsRead; name: string }): JSX.Element {
  const { guests: t } = useT<GuestsTexts>();
  const { faults, more } = props.read;
  return (
    <section class="gl-look bad" role="alert">
      <h3>{t.faults(faults.length + more, props.name)}</h3>
      <ul>
        {faults.map((fault, at) => (
          <li key={at}>
            {fault.row === undefined ? null : <b>{t.at(fault.row, fault.column)}</b>} {say(fault, t)}
          </li>
        ))}
        {more ? <li>{t.more(more)}</li> : null}
      </ul>
    </section>
  );
}

function say({ wrong }: GuestFault, t: GuestsTexts['guests']): string {
  switch (wrong.kind) {
    case 'too_large':
      return t.wrong.too_large(wrong.bytes_max);
    case 'unpacks':
      return t.wrong.unpacks(wrong.bytes_max);
    case 'encoding':
      return t.wrong.encoding(/probably ([\w-]+)/.exec(wrong.message)?.[1] ?? '');
    case 'too_long':
      return t.wrong.too_long(wrong.chars_max);
    case 'twice':
      return t.wrong.twice(wrong.row);
    case 'too_many':
      return t.wrong.too_many(wrong.max);
    default:
      return t.wrong[wrong.kind];
  }
}

const nameOf = ({ name, org, badge }: GuestName) => [name, org, badge].filter(Boolean).join(' · ');

function Changes(props: { read: GuestsRead }): JSX.Element {
  const { guests: t } = useT<GuestsTexts>();
  const { added, changed, kept, same, ignored } = props.read;
  return (
    <>
      {added.length ? (
        <details open={added.length <= NAMED_MAX}>
          <summary>{t.added(added.length)}</summary>
          <Names names={added.map(nameOf)} />
        </details>
      ) : null}
      {changed.length ? (
        <details open={changed.length <= NAMED_MAX}>
          <summary>{t.changed(changed.length)}</summary>
          <Names names={changed.map(([was, now]) => `${nameOf(was)} → ${nameOf(now)}`)} />
        </details>
      ) : null}
      {kept.length ? (
        <details open>
          <summary>{t.keeps(kept.length)}</summary>
          <Names names={kept.map(nameOf)} />
        </details>
      ) : null}
      {same ? <p>{t.same(same)}</p> : null}
      {ignored.length ? <p class="mut">{t.ignored(ignored.join(t.comma))}</p> : null}
    </>
  );
}

function Names(props: { names: string[] }): JSX.Element {
  const { guests: t } = useT<GuestsTexts>();
  const { names } = props;
  return (
    <ul>
      {names.slice(0, NAMED_MAX).map((name, at) => (
        <li key={at} dir="auto">
          {name}
        </li>
      ))}
      {names.length > NAMED_MAX ? <li class="mut">{t.more(names.length - NAMED_MAX)}</li> : null}
    </ul>
  );
}

function List(props: { guests: GuestItem[] }): JSX.Element {
  const { guests: t, cancel } = useT<GuestsTexts>();
  const view = useView();
  const store = useStore();
  const [lang] = useLang();
  const [leaving, setLeaving] = useState<GuestItem | null>(null);
  const zone = view.event?.zone ?? 'UTC';
  const groups = view.of('group');
  return (
    <div class="gl-table">
      <table>
        <thead>
          <tr>
            <th scope="col">{t.columns.name}</th>
            <th scope="col">{t.columns.org}</th>
            <th scope="col">{t.columns.badge}</th>
            <th scope="col">{t.groups}</th>
            <th scope="col">{t.came}</th>
            <td />
          </tr>
        </thead>
        <tbody>
          {props.guests.map(guest => (
            <tr key={guest.id}>
              <th scope="row" dir="auto">
                {guest.name}
              </th>
              <td dir="auto">{guest.org}</td>
              <td dir="auto">{guest.badge}</td>
              <td>
                {(guest.groups ?? [])
                  .flatMap(([group, value]) => {
                    const found = groups.find(one => one.id === group)?.values.find(one => one.id === value);
                    return found ? [pick(found.text, lang)[1]] : [];
                  })
                  .join(t.comma)}
              </td>
              <td class="when">{guest.here ? timeOfDay(guest.here, zone) : ''}</td>
              <td>
                <Verb on={() => setLeaving(guest)} look="quiet" label={t.removeWho(guest.name)}>
                  {t.remove}
                </Verb>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {leaving ? (
        <Dialog title={t.removeWho(leaving.name)} on={() => setLeaving(null)}>
          <p>{t.removes}</p>
          <div class="verbs">
            <Verb
              look="do"
              off={!online(view)}
              on={() => {
                void store.act({ unlist_guest: { guest: leaving.id } });
                setLeaving(null);
              }}
            >
              {t.remove}
            </Verb>
            <Verb on={() => setLeaving(null)} hint="Esc">
              {cancel}
            </Verb>
          </div>
        </Dialog>
      ) : null}
    </div>
  );
}
