/** Messages to panelists, at the desks that send them: who has seen each, who has not, and who is offline. */
import './messages.css';
import type { JSX } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { useFullName } from '../people/called';
import type { MessageItem } from '../protocol/items';
import { MESSAGE_CHARS_MAX } from '../protocol/limits';
import type { View } from '../sync/store';
import type { Deeds } from '../ui/deeds';
import { Dialog, online, useDesk, Verb } from '../ui/desk';
import { useView } from '../ui/hooks';
import { Both } from '../ui/text';
import { timeOfDay } from '../words/hour';
import { InLanguages, written } from './languages';

/** So many of the last messages are listed. */
const LISTED_MAX = 5;

export function Messages(props: { deeds: Deeds }): JSX.Element | null {
  const t = useDesk().backstage.message;
  const view = useView();
  const [writing, setWriting] = useState(false);
  if (!view.people.size) return null;
  return (
    <section aria-labelledby="messages-title" class="messages">
      <h2 id="messages-title">{t.title}</h2>
      <p>
        <Verb on={() => setWriting(true)} off={!online(view)}>
          {t.write}
        </Verb>
      </p>
      <List deeds={props.deeds} />
      {writing ? (
        <Dialog title={t.title} on={() => setWriting(false)} look="editor">
          <Compose deeds={props.deeds} close={() => setWriting(false)} />
        </Dialog>
      ) : null}
    </section>
  );
}

/** The same for a desk without room for a section: a button, and a dialog with the form and the list. */
export function MessagesVerb(props: {
  deeds: Deeds;
  /** For a desk with a key for it: the key, and whether the dialog is open. */
  byKey?: { hint: string | undefined; open: boolean; setOpen(to: boolean): void };
}): JSX.Element | null {
  const t = useDesk().backstage.message;
  const view = useView();
  const [isOpen, turn] = useState(false);
  const { hint, open, setOpen } = props.byKey ?? { hint: undefined, open: isOpen, setOpen: turn };
  if (!view.people.size) return null;
  return (
    <>
      <Verb on={() => setOpen(true)} hint={hint}>
        {t.title}
      </Verb>
      {open ? (
        <Dialog title={t.title} on={() => setOpen(false)} look="editor">
          <Compose deeds={props.deeds} close={() => setOpen(false)} />
          <section class="messages" aria-label={t.title}>
            <List deeds={props.deeds} />
          </section>
        </Dialog>
      ) : null}
    </>
  );
}

function List(props: { deeds: Deeds }): JSX.Element {
  const t = useDesk().backstage.message;
  const messages = useView()
    .of('message')
    .sort((a, b) => b.id - a.id);
  if (!messages.length) return <p class="mut sm">{t.none}</p>;
  // One to all still covers the pages of those who come later.
  const listed = messages.filter((message, i) => i < LISTED_MAX || stays(message));
  return (
    <ul>
      {listed.map(message => (
        <Message key={message.id} message={message} deeds={props.deeds} />
      ))}
    </ul>
  );
}

/** Returns true for a message to all that was not withdrawn. */
const stays = (message: MessageItem) => message.to === undefined && !message.withdrawn;

/** Returns the people a message is for: one, or those of the running session and whoever else is here or has seen it. */
function meant(view: View, message: MessageItem): number[] {
  if (message.to !== undefined) return [message.to];
  const running = view.sessions.find(s => s.state === 'running');
  const here = view.hall?.people ?? [];
  return [
    ...new Set([...(running?.speakers ?? []), ...(running?.panelists ?? []), ...here, ...message.seen]),
  ].filter(id => view.people.has(id));
}

function Message(props: { message: MessageItem; deeds: Deeds }): JSX.Element {
  const t = useDesk();
  const { message: own } = t.backstage;
  const view = useView();
  const fullName = useFullName();
  const { message, deeds } = props;
  const here = view.hall?.people ?? [];
  const names = (ids: number[]) => ids.map(id => fullName(view.people.get(id))).join(t.comma);
  const all = meant(view, message);
  const seen = all.filter(id => message.seen.includes(id));
  const waits = all.filter(id => !message.seen.includes(id) && here.includes(id));
  const offline = all.filter(id => !message.seen.includes(id) && !here.includes(id));
  const done = message.withdrawn || (!waits.length && !offline.length && !!seen.length);
  return (
    <li class={done ? 'one-message past' : 'one-message'}>
      <p class="mut sm">
        {timeOfDay(message.at, view.event?.zone ?? 'UTC')}{' '}
        {message.to === undefined ? own.all : names([message.to])}
        {message.withdrawn ? ` · ${own.gone}` : ''}
      </p>
      <Both texts={message.texts} altClass="alt" />
      {message.withdrawn ? null : (
        <div class="sm" role="status">
          {seen.length ? <p class="ok">{own.seen(names(seen))}</p> : null}
          {waits.length ? <p>{own.waits(names(waits))}</p> : null}
          {offline.length ? <p class="wait">{own.offline(names(offline))}</p> : null}
          {all.length ? null : <p class="wait">{own.nobody}</p>}
        </div>
      )}
      {done && !stays(message) ? null : (
        <Verb
          look="quiet"
          off={!online(view)}
          on={() =>
            void deeds.run({
              item: 'messages',
              cmd: () => ({ withdraw_message: { message: message.id } }),
              did: own.withdrawn,
            })
          }
        >
          {own.withdraw}
        </Verb>
      )}
    </li>
  );
}

function Compose(props: { deeds: Deeds; close(): void }): JSX.Element {
  const { cancel, backstage } = useDesk();
  const t = backstage.message;
  const view = useView();
  const fullName = useFullName();
  const [texts, setTexts] = useState<Record<string, string>>({});
  const [to, setTo] = useState<number | undefined>();
  const [busy, setBusy] = useState(false);
  const [refused, setRefused] = useState(false);
  const first = useRef<HTMLTextAreaElement>(null);
  useEffect(() => first.current?.focus(), []);
  async function send() {
    if (busy || !online(view) || !Object.keys(written(texts)).length) return;
    setBusy(true);
    const done = await props.deeds.run({
      item: 'messages',
      cmd: () => ({ send_message: { ...(to !== undefined && { to }), texts: written(texts) } }),
      did: t.sent,
    });
    setBusy(false);
    setRefused(!done);
    if (done) props.close();
  }
  return (
    <form
      onSubmit={e => e.preventDefault()}
      onKeyDown={e => {
        if (e.key === 'Enter' && (e.ctrlKey || e.metaKey)) void send();
      }}
    >
      <p class="mut">{t.what}</p>
      <label class="field">
        <span>{t.to}</span>
        <select
          value={to ?? ''}
          onChange={e => setTo(e.currentTarget.value ? Number(e.currentTarget.value) : undefined)}
        >
          <option value="">{t.all}</option>
          {[...view.people.values()].map(person => (
            <option key={person.id} value={person.id}>
              {fullName(person)}
            </option>
          ))}
        </select>
      </label>
      <InLanguages texts={texts} on={setTexts} max={MESSAGE_CHARS_MAX} first={first} />
      {refused && props.deeds.notice?.bad ? (
        <p class="tell bad" role="alert">
          {props.deeds.notice.text}
        </p>
      ) : null}
      <div class="verbs">
        <Verb
          on={() => void send()}
          off={!online(view) || busy || !Object.keys(written(texts)).length}
          look="tall do"
          hint="Ctrl Enter"
        >
          {t.send}
        </Verb>
        <Verb on={props.close} look="tall" hint="Esc">
          {cancel}
        </Verb>
      </div>
    </form>
  );
}
