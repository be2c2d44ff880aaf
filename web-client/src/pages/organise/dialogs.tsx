/** The dialogs of the organiser's page: an event that was just made, its title, its end, and who is signed in. */
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import type { EventLine, EventList, MadeEvent } from '../../protocol/organise';
import { Dialog, useLanguageName, Verb } from '../../ui/desk';
import { useLang, useT } from '../../ui/hooks';
import { pick } from '../../ui/text';
import { InEach, Wrong } from './fields';
import { type Acts, reason } from './page';
import { change, endLogin, signOut } from './requests';
import type { OrganiseTexts } from './texts.en';

export function Made(props: { event: MadeEvent; close: () => void }): JSX.Element {
  const { organise: t, close } = useT<OrganiseTexts>();
  const [copied, setCopied] = useState(false);
  const { code, host } = props.event;
  return (
    <Dialog title={t.made(code)} on={props.close}>
      <p>{t.madeWhat}</p>
      <p class="host-link">
        <input
          class="f"
          readOnly
          value={host}
          aria-label={t.madeWhat}
          onFocus={e => e.currentTarget.select()}
        />
      </p>
      <div class="verbs">
        <a class="btn do" href={host} target="_blank" rel="noopener">
          {t.openHost}
        </a>
        {navigator.clipboard ? (
          <Verb on={() => void navigator.clipboard.writeText(host).then(() => setCopied(true))}>
            {copied ? t.copied : t.copyLink}
          </Verb>
        ) : null}
        <Verb on={props.close} look="quiet" hint="Esc">
          {close}
        </Verb>
      </div>
    </Dialog>
  );
}

export function Rename(props: { event: EventLine; close: () => void; done: () => void }): JSX.Element {
  const { organise: t, cancel } = useT<OrganiseTexts>();
  const name = useLanguageName();
  const { event } = props;
  const [title, setTitle] = useState<Record<string, string>>(event.title);
  const [wrong, setWrong] = useState('');
  const ready = !!title[event.langs[0] ?? '']?.trim();
  async function go() {
    const filled = Object.entries(title).filter(([, text]) => text.trim());
    try {
      await change(event.code, {
        rename: Object.fromEntries(filled.map(([tag, text]) => [tag, text.trim()])),
      });
      props.done();
    } catch (e) {
      setWrong(reason(t, e));
    }
  }
  return (
    <Dialog title={t.renameTitle} on={props.close}>
      <form
        onSubmit={e => {
          e.preventDefault();
          if (ready) void go();
        }}
      >
        <InEach langs={event.langs} label={tag => t.titleIn(name(tag))} texts={title} set={setTitle} />
        <Wrong why={wrong} />
        <div class="verbs">
          <button type="submit" class="btn do" disabled={!ready}>
            {t.renameDo}
          </button>
          <Verb on={props.close} look="quiet">
            {cancel}
          </Verb>
        </div>
      </form>
    </Dialog>
  );
}

/** Deletes an event when its code is typed, and offers the archive in the same breath. */
export function Delete(props: {
  event: EventLine;
  days: number;
  close: () => void;
  archive: () => void;
  done: () => void;
}): JSX.Element {
  const { organise: t, cancel } = useT<OrganiseTexts>();
  const [lang] = useLang();
  const { event } = props;
  const [code, setCode] = useState('');
  const [wrong, setWrong] = useState('');
  const same = code.replace(/[\s-]/g, '').toUpperCase() === event.code;
  async function go() {
    try {
      await change(event.code, { delete: { code } });
      props.done();
    } catch (e) {
      setWrong(reason(t, e));
    }
  }
  return (
    <Dialog title={t.deleteTitle(pick(event.title, lang)[1])} on={props.close}>
      <form
        onSubmit={e => {
          e.preventDefault();
          if (same) void go();
        }}
      >
        <p>{t.deleteWhat(event.code, props.days)}</p>
        <label class="line">
          <span>{t.code}</span>
          <input
            class="f"
            autocomplete="off"
            autocapitalize="characters"
            spellcheck={false}
            value={code}
            onInput={e => setCode(e.currentTarget.value)}
          />
        </label>
        <Wrong why={wrong} />
        <div class="verbs">
          <button type="submit" class="btn no" disabled={!same}>
            {t.deleteDo}
          </button>
          {event.archived ? null : <Verb on={props.archive}>{t.archiveInstead}</Verb>}
          <Verb on={props.close} look="quiet">
            {cancel}
          </Verb>
        </div>
      </form>
    </Dialog>
  );
}

/** The browsers that the link let in. */
export function Devices(props: {
  shown: EventList;
  acts: Acts;
  again: () => Promise<void>;
  left: () => void;
  close: () => void;
}): JSX.Element {
  const { organise: t, close } = useT<OrganiseTexts>();
  const [lang] = useLang();
  const { shown, acts } = props;
  const when = new Intl.DateTimeFormat(lang === 'en' ? 'en-GB' : lang, {
    dateStyle: 'medium',
    timeStyle: 'short',
  });
  async function end(id: number) {
    try {
      await endLogin(id);
      acts.say({ text: t.did.signedOut });
    } catch (e) {
      acts.fail(e);
    }
    await props.again();
  }
  return (
    <Dialog title={t.devices} on={props.close}>
      <p>{t.devicesWhat}</p>
      <ul class="devices">
        {shown.logins.map(login => (
          <li key={login.id}>
            <span>
              {login.device || t.unknownDevice} {login.id === shown.own ? <b class="sm">({t.here})</b> : null}
            </span>
            <span class="mut sm">
              {t.letIn(when.format(login.at))} {t.seen(when.format(login.seen_at))}
            </span>
            {login.id === shown.own ? (
              <Verb on={() => void signOut().then(props.left, acts.fail)}>{t.leave}</Verb>
            ) : (
              <Verb on={() => void end(login.id)}>{t.end}</Verb>
            )}
          </li>
        ))}
      </ul>
      <div class="verbs">
        <Verb on={props.close} hint="Esc">
          {close}
        </Verb>
      </div>
    </Dialog>
  );
}
