/** An event file before it is an event: its text, with a fault beside its line, until there is none. */
import type { JSX } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import type { CheckedFile, FileFault } from '../../protocol/organise';
import { Verb } from '../../ui/desk';
import { useT } from '../../ui/hooks';
import { Both } from '../../ui/text';
import { Wrong } from './fields';
import { type Acts, reason } from './page';
import { check, make } from './requests';
import type { OrganiseTexts } from './texts.en';

/** Limit on an event file in bytes; the server's own. */
const BYTES_MAX = 1 << 20;
const LINE_PX = 24;

/** A file that was read by the server. */
export interface Opened extends CheckedFile {
  name: string;
  /** What is wrong with it before any line is read. */
  unfit?: string;
}

const EMPTY = { text: '', faults: [], warnings: [], title: {}, sessions: 0, polls: 0, people: 0, terms: 0 };

/** Reads a chosen file. One that is far too long is not even sent. */
export async function opened(file: File, t: OrganiseTexts['organise']): Promise<Opened> {
  const { name } = file;
  if (file.size > BYTES_MAX) return { ...EMPTY, name, unfit: t.file.tooLong };
  const checked = await check(file);
  // A picture or a document of a word processor has no lines to show.
  const binary = !checked.text && file.size > 0 && !/\.(toml|txt)$/i.test(name);
  return { ...checked, name, ...(binary && { unfit: t.file.notText }) };
}

export function FilePage(props: {
  file: Opened;
  set: (file: Opened | null) => void;
  acts: Acts;
}): JSX.Element {
  const { organise: t, cancel } = useT<OrganiseTexts>();
  const { file, set, acts } = props;
  const [text, setText] = useState(file.text);
  const [at, setAt] = useState(0);
  const [wrong, setWrong] = useState('');
  const [busy, setBusy] = useState(false);
  const area = useRef<HTMLTextAreaElement>(null);
  const gutter = useRef<HTMLDivElement>(null);
  const marks = [
    ...file.faults.map(fault => ({ ...fault, bad: true })),
    ...file.warnings.map(fault => ({ ...fault, bad: false })),
  ];
  const changed = text !== file.text;
  const good = !file.unfit && !file.faults.length && !changed;
  const lines = text.split('\n').length;

  function show(fault: FileFault) {
    const el = area.current;
    if (!el) return;
    const rows = text.split('\n');
    const before = rows.slice(0, fault.line - 1).reduce((sum, row) => sum + row.length + 1, 0);
    const place = before + [...(rows[fault.line - 1] ?? '')].slice(0, fault.column - 1).join('').length;
    el.scrollTop = Math.max(0, (fault.line - 4) * LINE_PX);
    el.focus();
    el.setSelectionRange(place, place);
  }
  useEffect(() => {
    const [fault] = file.faults;
    setAt(0);
    if (fault && file.text) show(fault);
  }, [file]);

  async function again() {
    setWrong('');
    setBusy(true);
    try {
      const { name } = file;
      set({ ...(await check(new Blob([text]))), name });
    } catch (e) {
      setWrong(reason(t, e));
    }
    setBusy(false);
  }
  async function go() {
    setWrong('');
    setBusy(true);
    try {
      acts.made(await make({ file: { text } }));
    } catch (e) {
      setWrong(reason(t, e));
      setBusy(false);
    }
  }
  return (
    <main class="cols filing">
      <section class="col" aria-label={t.file.text}>
        <div class="colh">
          <h2>{t.file.text}</h2>
          <span>{t.file.textHint}</span>
        </div>
        {file.unfit || !file.text ? (
          <p class="empty">{file.unfit ?? file.faults[0]?.message}</p>
        ) : (
          <div class="source">
            <div class="gutter" ref={gutter} aria-hidden>
              {Array.from({ length: lines }, (_, i) => {
                const mark = marks.find(one => one.line === i + 1);
                return (
                  <span key={i} class={mark ? (mark.bad ? 'bad' : 'warn') : undefined}>
                    {i + 1}
                  </span>
                );
              })}
            </div>
            <textarea
              ref={area}
              aria-label={t.file.text}
              spellcheck={false}
              autocapitalize="off"
              wrap="off"
              value={text}
              onInput={e => setText(e.currentTarget.value)}
              onScroll={e => {
                if (gutter.current) gutter.current.scrollTop = e.currentTarget.scrollTop;
              }}
            />
          </div>
        )}
      </section>
      <section class="col" aria-label={t.file.faults(file.faults.length, file.warnings.length)}>
        <div class="colh">
          <h2>
            {file.unfit
              ? t.file.faults(1, 0)
              : marks.length
                ? t.file.faults(file.faults.length, file.warnings.length)
                : t.file.good}
          </h2>
          <span />
          <span>{t.file.nothingYet}</span>
        </div>
        <div class="rows">
          {file.unfit ? (
            <p class="flt" role="alert">
              <b>{file.unfit}</b>
            </p>
          ) : null}
          <ol>
            {marks.map((fault, i) => (
              <li
                key={`${fault.line}:${fault.column}:${fault.message}`}
                class={`flt ${fault.bad ? '' : 'w'} ${i === at ? 'focus' : ''}`}
              >
                <button
                  type="button"
                  class="plain"
                  onClick={() => {
                    setAt(i);
                    show(fault);
                  }}
                >
                  <span class="at">{t.file.at(fault.line, fault.column)}</span>
                  <span class="says" lang="en">
                    {fault.message}
                  </span>
                </button>
              </li>
            ))}
          </ol>
          {good ? (
            <div class="read">
              <p class="say">
                <Both texts={file.title} as="span" altAs="span" />
              </p>
              <p class="mut">{t.file.read(file.sessions, file.polls, file.people, file.terms)}</p>
            </div>
          ) : null}
          <Wrong why={wrong} />
          <div class="verbs">
            {changed ? (
              <Verb on={() => void again()} look="do" off={busy}>
                {t.file.check}
              </Verb>
            ) : null}
            <Verb on={() => void go()} look={changed ? '' : 'do'} off={!good || busy}>
              {t.make}
            </Verb>
            {good ? null : <span class="mut sm">{t.file.whenGone}</span>}
            <label class="btn choose">
              {t.file.another}
              <input
                type="file"
                class="unseen"
                onChange={e => {
                  const [chosen] = e.currentTarget.files ?? [];
                  if (chosen) opened(chosen, t).then(set, acts.fail);
                  e.currentTarget.value = '';
                }}
              />
            </label>
            <Verb on={() => set(null)} look="quiet">
              {cancel}
            </Verb>
          </div>
        </div>
      </section>
    </main>
  );
}
