/**
 * The captioner's desk: a column for each language with the lines that were sent and a field for the next one, and the speaker's
 * prepared text beside them. Everything has a key, because hands stay on the keyboard.
 */
import type { JSX } from 'preact';
import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import { Files, Transcripts } from '../../backstage/transcripts';
import type { Command } from '../../protocol/commands';
import type { CaptionPlace, CaptionsItem } from '../../protocol/items';
import { CAPTION_CHARS_MAX } from '../../protocol/limits';
import { makeDesk } from '../../sync/desk';
import { useDeeds } from '../../ui/deeds';
import { Gate, letGo, online, Strip, useLanguageName, Verb } from '../../ui/desk';
import { useLang, useStore, useT, useView } from '../../ui/hooks';
import { composes } from '../../ui/keys';
import { LangSwitch } from '../../ui/language';
import { SignOut } from '../../ui/signout';
import { pick } from '../../ui/text';
import { edited, keepPrepared, linesOf, type Prepared, readPrepared } from './prepared';
import { ended, formsOf, keepShort, readShort, writtenOut } from './short';
import type { CaptionerTexts } from './texts.en';
import { writerOf } from './writer';

export const CaptionerPage = (): JSX.Element => <Gate>{() => <Page />}</Gate>;

const PLACES: CaptionPlace[] = ['off', 'strip', 'alone'];

function Page(): JSX.Element {
  const { captions: t } = useT<CaptionerTexts>();
  const view = useView();
  const store = useStore();
  const deeds = useDeeds();
  const [lang] = useLang();
  const [{ me }] = useState(() => makeDesk(store, writerOf()));
  const session = view.sessions.find(s => s.state === 'running');
  const tracks = [...view.of('captions')].sort((a, b) => a.id - b.id);
  const off = !online(view) || !session;
  const place = tracks[0]?.place ?? 'off';
  const { notice } = deeds;
  const [short, setShort] = useState(readShort);
  const forms = useMemo(() => formsOf(short), [short]);

  const send = (cmd: Command, did: string) => deeds.send(cmd, did);
  return (
    <div class="desk capt-desk">
      <header class="topbar">
        <h1 class="k">{t.title}</h1>
        <span class="grow">
          {session ? <bdi lang={pick(session.title, lang)[0]}>{pick(session.title, lang)[1]}</bdi> : null}
        </span>
        <LangSwitch />
        <SignOut />
      </header>
      <Strip />
      {session ? (
        <main class="capt-cols">
          <section class="capt-lead">
            <div class="capt-bar">
              <span>{t.place}</span>
              <fieldset class="capt-places" aria-label={t.place}>
                {PLACES.map(to => (
                  <button
                    type="button"
                    key={to}
                    class="btn"
                    aria-pressed={place === to}
                    disabled={off}
                    onClick={e => {
                      letGo(e);
                      void send({ place_captions: { place: to } }, t.placed);
                    }}
                  >
                    {t[to]}
                  </button>
                ))}
              </fieldset>
            </div>
            <div class="capt-tracks">
              {tracks.map(track => (
                <Track
                  key={track.lang}
                  track={track}
                  me={me}
                  off={off}
                  send={send}
                  session={session.id}
                  forms={forms}
                />
              ))}
            </div>
          </section>
          <Text
            key={session.id}
            session={session.id}
            me={me}
            off={off}
            langs={tracks.map(one => one.lang)}
            send={send}
            short={short}
            onShort={text => {
              setShort(text);
              keepShort(text);
            }}
          />
        </main>
      ) : (
        <main class="capt-none">
          <h2>{t.noSession}</h2>
          <p>{t.noSessionHow}</p>
          <Transcripts />
        </main>
      )}
      <footer class={notice?.bad ? 'capt-foot bad' : 'capt-foot'}>
        <span role="status">{notice?.text}</span>
      </footer>
    </div>
  );
}

interface Sending {
  me: number;
  off: boolean;
  session: number;
  send: (cmd: Command, did: string) => Promise<boolean>;
}

function Track(props: Sending & { track: CaptionsItem; forms: Map<string, string> }): JSX.Element {
  const { track, me, off, send, session, forms } = props;
  const { lang, lines, writer } = track;
  const { captions: t } = useT<CaptionerTexts>();
  const name = useLanguageName()(lang);
  const [text, setText] = useState('');
  /** When the line was sent that the field corrects. */
  const [corrects, setCorrects] = useState<number | null>(null);
  /** Lines under way. Until they are there, the last line in sight is not the last. */
  const [under, setUnder] = useState(0);
  const mine = writer === me;
  const last = lines.at(-1);

  const go = async () => {
    const long = ended(text, forms);
    const line = [...long].length > CAPTION_CHARS_MAX ? text.trim() : long;
    if (off || !line) return;
    const seen = corrects;
    const cmd: Command =
      seen === null
        ? { caption: { writer: me, texts: { [lang]: line } } }
        : { correct_caption: { writer: me, lang, seen, text: line } };
    setText('');
    setCorrects(null);
    setUnder(n => n + 1);
    const done = await send(cmd, seen === null ? t.sent : t.corrected);
    setUnder(n => n - 1);
    if (done) return;
    // What was refused stands in the field again, before what was begun meanwhile.
    setText(now => [line, now].filter(Boolean).join(' '));
    if (seen !== null) setCorrects(now => now ?? seen);
  };
  const mayCorrect = !off && !!last && !text && !under && corrects === null;
  const correct = () => {
    if (!last || !mayCorrect) return;
    setText(last.text);
    setCorrects(last.at);
  };
  const turn = () => void send({ take_captions: { writer: me, lang, on: !mine } }, mine ? t.handed : t.taken);

  return (
    <section class="capt-track" aria-label={name}>
      <header>
        <h2 lang={lang}>{name}</h2>
        <span class={mine ? 'dot' : 'mut'}>{mine ? t.mine : writer === undefined ? t.free : t.other}</span>
      </header>
      <ol class="capt-lines" aria-live="off">
        {lines.length ? (
          lines.map(line => (
            <li key={`${line.at}${line.text}`} lang={lang} dir="auto">
              {line.text}
            </li>
          ))
        ) : (
          <li class="mut">{t.none}</li>
        )}
      </ol>
      <div class="capt-field">
        <span class="mut">
          {corrects === null ? '' : `${t.correcting} · `}
          {t.left([...text].length, CAPTION_CHARS_MAX)}
        </span>
        <textarea
          rows={2}
          lang={lang}
          dir="auto"
          maxLength={CAPTION_CHARS_MAX}
          aria-label={t.write(name)}
          value={text}
          onInput={e => {
            if (e.inputType === 'insertText' && !e.isComposing) writeOut(e.currentTarget, forms);
            setText(e.currentTarget.value);
          }}
          onCompositionEnd={e => {
            writeOut(e.currentTarget, forms);
            setText(e.currentTarget.value);
          }}
          onKeyDown={e => {
            // Enter and the arrows belong to an input method while it composes.
            if (composes(e)) return;
            if (e.key === 'Enter') void go();
            else if (e.key === 'ArrowUp' && mayCorrect) correct();
            else if (e.key === 'Escape' && corrects !== null) {
              setText('');
              setCorrects(null);
            } else if (e.altKey && e.code === 'KeyH') e.repeat || turn();
            else return;
            e.preventDefault();
          }}
        />
      </div>
      <div class="capt-verbs">
        <Verb on={() => void go()} off={off || !text.trim()} hint="Enter" look="go">
          {t.send}
        </Verb>
        <Verb on={correct} off={!mayCorrect} hint="↑">
          {t.correct}
        </Verb>
        <Verb on={turn} off={off} hint="Alt H">
          {mine ? t.hand : t.take}
        </Verb>
        <span class="mut">
          {t.save} <Files session={session} lang={lang} />
        </span>
      </div>
    </section>
  );
}

function Text(props: Sending & { langs: string[]; short: string; onShort(text: string): void }): JSX.Element {
  const { session, me, off, langs, send, short, onShort } = props;
  const { captions: t } = useT<CaptionerTexts>();
  const nameOf = useLanguageName();
  const [prepared, set] = useState(() => readPrepared(session));
  const [edits, setEdits] = useState(false);
  const lines = linesOf(prepared);
  const change = (to: (now: Prepared) => Prepared) =>
    set(now => {
      const changed = to(now);
      keepPrepared(session, changed);
      return changed;
    });
  /** One line is under way at a time, so that none is passed over when one is refused. */
  const busy = useRef(false);
  const next = async () => {
    const texts = lines[prepared.next];
    if (off || !texts || busy.current) return;
    busy.current = true;
    const done = await send({ caption: { writer: me, texts } }, t.sent);
    busy.current = false;
    if (done) change(now => ({ ...now, next: Math.max(now.next, prepared.next + 1) }));
  };
  useAltDown(() => void next());
  return (
    <section class="capt-text" aria-label={t.prepared}>
      <header class="capt-bar">
        <h2>{t.prepared}</h2>
        <Verb on={() => setEdits(!edits)}>{edits ? t.done : t.edit}</Verb>
      </header>
      {edits ? (
        <div class="capt-edit">
          <p class="mut">{t.preparedHow}</p>
          {langs.map(lang => (
            <label key={lang}>
              {t.preparedIn(nameOf(lang))}
              <textarea
                rows={8}
                lang={lang}
                dir="auto"
                value={prepared.texts[lang] ?? ''}
                onInput={e => {
                  const text = e.currentTarget.value;
                  change(now => edited(now, lang, text));
                }}
              />
            </label>
          ))}
        </div>
      ) : lines.length ? (
        <ol class="capt-galley">
          {lines.map((line, i) => (
            <li key={String(i)} class={i < prepared.next ? 'sent' : ''} aria-current={i === prepared.next}>
              {langs.map(lang => (
                <span key={lang} lang={lang} dir="auto">
                  {line[lang]}
                </span>
              ))}
            </li>
          ))}
        </ol>
      ) : (
        <p class="mut capt-empty">{t.empty}</p>
      )}
      <details class="capt-short">
        <summary>{t.short}</summary>
        <textarea
          rows={4}
          dir="auto"
          aria-label={t.short}
          placeholder={t.shortLike}
          value={short}
          onInput={e => onShort(e.currentTarget.value)}
        />
        <p class="mut">{t.shortHow}</p>
      </details>
      <div class="capt-verbs">
        <Verb on={() => void next()} off={off || !lines[prepared.next]} hint="Alt ↓">
          {t.next}
        </Verb>
      </div>
    </section>
  );
}

/** What is written out is an input too, and no short form again. */
let isWriting = false;

/** Writes out the short form before the caret as if it were typed, so that one undo gives it back; not if the line got too long. */
function writeOut(field: HTMLTextAreaElement, forms: Map<string, string>): void {
  if (isWriting) return;
  const caret = field.selectionEnd;
  const out = writtenOut(field.value.slice(0, caret), forms);
  if (!out || field.value.length - (caret - out.from) + out.put.length > CAPTION_CHARS_MAX) return;
  field.setSelectionRange(out.from, caret);
  isWriting = true;
  if (!document.execCommand('insertText', false, out.put))
    field.setRangeText(out.put, out.from, caret, 'end');
  isWriting = false;
}

/** Calls `next` at Alt and the arrow down, wherever the caret stands. */
function useAltDown(next: () => void): void {
  const latest = useRef(next);
  latest.current = next;
  useEffect(() => {
    const press = (e: KeyboardEvent) => {
      if (!e.altKey || e.key !== 'ArrowDown' || composes(e)) return;
      e.preventDefault();
      if (!e.repeat) latest.current();
    };
    document.addEventListener('keydown', press);
    return () => document.removeEventListener('keydown', press);
  }, []);
}
