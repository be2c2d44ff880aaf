/**
 * The address that shows one poll alone, for slides and video mixers: to copy as it is, or as a piece of HTML. It is a key to what the
 * screen may show of the poll, so this page stores it nowhere.
 */
import './address.css';
import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import type { PollAddress } from '../protocol/http';
import type { PollItem } from '../protocol/items';
import { useCopy } from '../ui/copying';
import { rejectionText } from '../ui/deeds';
import { Dialog, online, Sure, Verb } from '../ui/desk';
import { useLang, useStore, useT, useView } from '../ui/hooks';
import { pick } from '../ui/text';
import type { MakingTexts } from './texts.en';

/** How the poll is to look. */
interface Look {
  theme: '' | 'light' | 'dark';
  clear: boolean;
  join: boolean;
}

/** Returns the address with what it says about the look. */
function looking(url: string, { theme, clear, join }: Look): string {
  const said = [theme && `theme=${theme}`, clear && 'ground=clear', join && 'join=on'];
  return [url, ...said.filter(Boolean)].join('&');
}

/** Returns the address as a frame in HTML. A frame is clear only where its page says so too. */
function frame(url: string, title: string): string {
  const text = (of: string) => of.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;');
  return `<iframe src="${text(url)}" title="${text(title)}" style="width:100%;aspect-ratio:16/9;border:0;color-scheme:light"></iframe>`;
}

export function AddressVerb(props: { poll: PollItem }): JSX.Element {
  const t = useT<MakingTexts>().making.address;
  const [shown, setShown] = useState(false);
  return (
    <>
      <Verb on={() => setShown(true)}>{t.verb}…</Verb>
      {shown ? <AddressDialog poll={props.poll} close={() => setShown(false)} /> : null}
    </>
  );
}

function AddressDialog(props: { poll: PollItem; close: () => void }): JSX.Element {
  const texts = useT<MakingTexts>();
  const t = texts.making.address;
  const view = useView();
  const store = useStore();
  const [lang] = useLang();
  const [got, setGot] = useState<PollAddress | null>(null);
  const [failed, setFailed] = useState(false);
  const [look, setLook] = useState<Look>({ theme: '', clear: false, join: false });
  const [sure, setSure] = useState(false);
  const [said, setSaid] = useState('');
  const title = pick(props.poll.title, lang)[1];

  async function load() {
    try {
      const answer = await fetch(`/${view.event?.code}/address?poll=${props.poll.id}`);
      if (!answer.ok) throw new Error(String(answer.status));
      setGot((await answer.json()) as PollAddress);
      setFailed(false);
      return true;
    } catch {
      setFailed(true);
      return false;
    }
  }
  useEffect(() => void load(), [props.poll.id]);

  async function revoke() {
    const done = await store.act({ revoke: { role: 'slide' } });
    setSure(false);
    if (!done.ok) return setSaid(rejectionText(texts, done.why));
    // The one before leads nowhere any more.
    setGot(null);
    if (await load()) setSaid(t.revoked);
  }
  const url = got ? looking(got.url, look) : '';
  return (
    <Dialog title={t.title} on={props.close} look="address">
      <p class="mut">{t.how}</p>
      {failed ? (
        <p class="bad">
          {t.failed} <Verb on={() => void load()}>{t.again}</Verb>
        </p>
      ) : null}
      {got ? (
        <>
          <div class="looks">
            <label>
              {t.theme}{' '}
              <select
                value={look.theme}
                onChange={e => setLook({ ...look, theme: e.currentTarget.value as Look['theme'] })}
              >
                <option value="">{t.themes.auto}</option>
                <option value="light">{t.themes.light}</option>
                <option value="dark">{t.themes.dark}</option>
              </select>
            </label>
            <label>
              <input
                type="checkbox"
                checked={look.clear}
                onChange={e => setLook({ ...look, clear: e.currentTarget.checked })}
              />{' '}
              {t.clear}
            </label>
            <label>
              <input
                type="checkbox"
                checked={look.join}
                onChange={e => setLook({ ...look, join: e.currentTarget.checked })}
              />{' '}
              {t.join}
            </label>
          </div>
          <Copy label={t.url} text={url} />
          <Copy label={t.html} text={frame(url, title)} long />
          {got.origins.length ? (
            <>
              <p class="sm mut one">{t.sites}</p>
              <ul class="sites sm">
                {got.origins.map(origin => (
                  <li key={origin}>{origin}</li>
                ))}
              </ul>
            </>
          ) : (
            <p class="sm bad one">{t.noSites}</p>
          )}
        </>
      ) : null}
      {sure ? (
        <Sure asks={t.revokeSure} verb={t.revokeIt} on={() => void revoke()} cancel={() => setSure(false)} />
      ) : null}
      <div class="verbs">
        <span class="mut sm" role="status">
          {said}
        </span>
        {sure ? null : (
          <Verb on={() => setSure(true)} look="quiet" off={!online(view)}>
            {t.revoke}
          </Verb>
        )}
        <Verb on={props.close} hint="Esc">
          {texts.close}
        </Verb>
      </div>
    </Dialog>
  );
}

/** A text to copy. */
function Copy(props: { label: string; text: string; long?: boolean }): JSX.Element {
  const t = useT<MakingTexts>().making.address;
  const { label, text } = props;
  const { field, copy, copied } = useCopy<HTMLInputElement & HTMLTextAreaElement>(text);
  const all = {
    ref: field,
    readOnly: true,
    value: text,
    onFocus: (e: { currentTarget: HTMLInputElement | HTMLTextAreaElement }) => e.currentTarget.select(),
  };
  const id = props.long ? 'address-html' : 'address-url';
  return (
    <div class="one">
      <label class="text" for={id}>
        {label}
      </label>
      {props.long ? <textarea id={id} rows={3} {...all} /> : <input id={id} type="text" {...all} />}
      <div class="acts">
        <Verb on={() => void copy()} label={`${t.copy}: ${label}`}>
          {t.copy}
        </Verb>
        <span class="mut sm" role="status">
          {copied}
        </span>
      </div>
    </div>
  );
}
