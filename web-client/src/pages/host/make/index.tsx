/**
 * Polls that the host makes during the event: a new one from one field, a quick pulse in one tap, and changes of any poll. The
 * server says what is wrong with a poll; the dialog shows it at its line.
 */
import './make.css';
import type { JSX, RefObject } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { linesOf, useForms } from '../../../polls/desk';
import { Freeing, freed, freedomOf } from '../../../polls/free_choice/making';
import type { Form, Lines } from '../../../polls/kind';
import type { Rejection } from '../../../protocol/frames';
import type { PollDraft, PollItem, SurveyDraft } from '../../../protocol/items';
import { CLIENT_FRAME_BYTES_MAX } from '../../../protocol/limits';
import type { Deeds } from '../../../ui/deeds';
import { rejectionText } from '../../../ui/deeds';
import { Dialog, letGo, online, useLanguageName, Verb } from '../../../ui/desk';
import { useStore, useT, useView } from '../../../ui/hooks';
import { Both } from '../../../ui/text';
import { letter } from '../../../words/shares';
import { HINTS } from '../keys';
import type { InHand } from '../run';
import type { HostTexts } from '../texts.en';
import { type Pasted, pasted, written } from './pasted';
import { PULSES, type Pulse, pulse } from './pulses';

/** Why a poll is not made: the server's rejection, a frame that is too long, or another number of lines than the rules have. */
export type Why = Rejection | 'too_large' | { lines: number };

/** What a frame has besides the poll. */
const FRAME_BYTES = 200;

/** Returns true if a frame cannot carry this draft. */
export const isTooLarge = (draft: PollDraft | SurveyDraft): boolean =>
  new TextEncoder().encode(JSON.stringify(draft)).length > CLIENT_FRAME_BYTES_MAX - FRAME_BYTES;

/** The buttons above the run of show: a new poll, a new survey, and the pulses. */
export function Making(props: {
  on: () => void;
  onSurvey: () => void;
  session: number | undefined;
  deeds: Deeds;
  choose: (item: InHand) => void;
}): JSX.Element {
  const t = useT<HostTexts>();
  const view = useView();
  const store = useStore();
  const off = !online(view);
  const start = async (name: Pulse) => {
    const draft = pulse(name, view.event?.langs ?? [], props.session);
    const done = await props.deeds.run({
      item: 'polls',
      cmd: () => ({ make_poll: { draft, open: true } }),
      did: t.host.did.opened,
    });
    if (done) props.choose({ kind: 'poll', id: newest(store.view().polls) });
  };
  return (
    <div class="making">
      <Verb on={props.on} off={off} hint={HINTS.make}>
        {t.host.make.new}…
      </Verb>
      <Verb on={props.onSurvey} off={off}>
        {t.host.make.survey.new}…
      </Verb>
      <fieldset class="pulses" aria-label={t.host.make.pulses}>
        {(Object.keys(PULSES) as Pulse[]).map(name => (
          <button
            type="button"
            key={name}
            disabled={off}
            onClick={e => {
              letGo(e);
              void start(name);
            }}
          >
            {t.host.make.pulse[name]}
          </button>
        ))}
      </fieldset>
    </div>
  );
}

const newest = (polls: PollItem[]): number => Math.max(-1, ...polls.map(poll => poll.id));

/** The fields of a poll that a host does not write in the dialog. */
function kept(poll: PollItem | undefined): Partial<PollDraft> {
  if (!poll) return {};
  const { changeable, live, seconds, show, reveals_itself } = poll;
  return {
    changeable,
    ...(live && { live }),
    ...(seconds && { seconds }),
    ...(show && { show }),
    ...(reveals_itself && { reveals_itself }),
  };
}

/** Writes a new poll, or changes one. */
export function MakeDialog(props: {
  /** The poll to change. */
  poll?: PollItem;
  session: number | undefined;
  deeds: Deeds;
  choose: (item: InHand) => void;
  close: () => void;
}): JSX.Element {
  const t = useT<HostTexts>();
  const view = useView();
  const store = useStore();
  const { poll, deeds } = props;
  const langs = view.event?.langs ?? [];
  const [field, setField] = useState(() => (poll ? written(poll.title, poll.options, langs) : ''));
  const [form, setForm] = useState('');
  const [freedom, setFreedom] = useState(() => freedomOf(poll?.kind));
  /** The texts among the rules, once the host changes them. */
  const [own, setOwn] = useState<string | undefined>(undefined);
  const [why, setWhy] = useState<Why | null>(null);
  const [busy, setBusy] = useState(false);
  const [perCode, setPerCode] = useState(false);
  const area = useRef<HTMLTextAreaElement>(null);
  const read = pasted(field, langs);
  const forms = useForms(read.options.length);
  const asItIs: Form[] = poll ? [[t.host.make.asItIs, poll.kind]] : [];
  const choices = [...asItIs, ...forms];
  const chosen = choices.find(([name]) => name === form) ?? choices[0];
  const kind = chosen && freed(chosen[1], read.options.length, freedom);
  const lines = kind && linesOf(kind);
  const asked = kind && lines ? lines.of(kind) : [];
  const texts = own ?? written(asked[0] ?? {}, asked.slice(1), langs);

  const wrong = useWrong(why, read);
  async function make(open: boolean) {
    if (!kind || busy || !online(view)) return;
    const put = pasted(texts, langs);
    if (lines && put.lines.length !== asked.length) {
      setWhy({ lines: asked.length });
      return;
    }
    const draft: PollDraft = {
      ...chosen?.[2],
      ...kept(poll),
      ...(props.session !== undefined && { session: props.session }),
      kind: lines ? lines.put(kind, [put.title, ...put.options]) : kind,
      title: read.title,
      options: read.options,
      ...(perCode && { one_per_code: true }),
    };
    if (isTooLarge(draft)) {
      setWhy('too_large');
      return;
    }
    setBusy(true);
    setWhy(null);
    const done = await deeds.run({
      item: poll ? `poll:${poll.id}` : 'polls',
      cmd: seen =>
        poll
          ? { change_poll: { poll: poll.id, seen, draft } }
          : { make_poll: { draft, ...(open && { open }) } },
      did: poll ? t.host.did.changed : open ? t.host.did.opened : t.host.did.made,
      refused: setWhy,
    });
    setBusy(false);
    if (!done) return;
    if (!poll) props.choose({ kind: 'poll', id: newest(store.view().polls) });
    props.close();
  }
  useSelected(area, field, why, wrong?.line);

  const off = !online(view) || busy || !field.trim() || !kind;
  return (
    <Dialog title={poll ? t.host.make.change : t.host.make.new} on={props.close} look="make">
      <form
        onSubmit={e => e.preventDefault()}
        onKeyDown={e => {
          if (e.key === 'Enter' && (e.ctrlKey || e.metaKey)) void make(!poll);
        }}
      >
        <label class="field">
          <span>{t.host.make.field}</span>
          <textarea
            ref={area}
            rows={7}
            dir="auto"
            value={field}
            aria-describedby="make-how make-wrong"
            aria-invalid={!!wrong}
            onInput={e => setField(e.currentTarget.value)}
          />
        </label>
        <p class="mut sm" id="make-how">
          {langs.length > 1 ? t.host.make.howBoth : t.host.make.how}
        </p>
        <p class={wrong ? 'tell bad' : ''} id="make-wrong" role="alert">
          {wrong?.text}
        </p>
        {field.trim() ? <Preview read={read} /> : null}
        {choices.length ? (
          <label class="field">
            <span>{t.host.make.kind}</span>
            <select
              value={chosen?.[0]}
              onChange={e => {
                setForm(e.currentTarget.value);
                setOwn(undefined);
              }}
            >
              {choices.map(([name]) => (
                <option key={name} value={name}>
                  {name}
                </option>
              ))}
            </select>
          </label>
        ) : (
          <p class="mut">{t.host.make.noKind}</p>
        )}
        {lines ? <Lined lines={lines} rows={asked.length} value={texts} on={setOwn} /> : null}
        <Freeing kind={kind} freedom={freedom} on={setFreedom} />
        {!poll && view.of('codes').length ? (
          <label class="check">
            <input type="checkbox" checked={perCode} onChange={e => setPerCode(e.currentTarget.checked)} />{' '}
            {t.host.make.perCode}
          </label>
        ) : null}
        <div class="verbs">
          {poll ? (
            <Verb on={() => void make(false)} off={off} look="tall do" hint="Ctrl Enter">
              {t.host.make.save}
            </Verb>
          ) : (
            <>
              <Verb on={() => void make(true)} off={off} look="tall do" hint="Ctrl Enter">
                {t.host.make.open}
              </Verb>
              <Verb on={() => void make(false)} off={off} look="tall">
                {t.host.make.keep}
              </Verb>
            </>
          )}
          <Verb on={props.close} look="tall" hint="Esc">
            {t.cancel}
          </Verb>
        </div>
      </form>
    </Dialog>
  );
}

/** The texts among the rules, one on each line. */
function Lined(props: { lines: Lines; rows: number; value: string; on(value: string): void }): JSX.Element {
  const { lines, rows, value, on } = props;
  return (
    <label class="field">
      <span>{lines.useLabel()}</span>
      <textarea rows={rows} dir="auto" value={value} onInput={e => on(e.currentTarget.value)} />
    </label>
  );
}

/** How the field was read. */
function Preview(props: { read: Pasted }): JSX.Element {
  const t = useT<HostTexts>();
  const { title, options } = props.read;
  return (
    <section class="preview" aria-label={t.host.make.preview}>
      <Both texts={title} say as="p" />
      <ol>
        {options.map((option, i) => (
          <li key={i}>
            <span class="mut">{letter(i)}</span>
            <div>
              <Both texts={option} />
            </div>
          </li>
        ))}
      </ol>
    </section>
  );
}

/** Puts the focus into a field, and selects the line that is wrong. */
export function useSelected(
  area: RefObject<HTMLTextAreaElement | null>,
  field: string,
  why: Why | null,
  line: number | undefined,
) {
  useEffect(() => {
    const el = area.current;
    el?.focus();
    if (!el || !line) return;
    const before = field
      .split('\n')
      .slice(0, line - 1)
      .join('\n').length;
    const from = line > 1 ? before + 1 : 0;
    const end = field.indexOf('\n', from);
    el.setSelectionRange(from, end < 0 ? field.length : end);
  }, [why]);
}

/** Returns what is wrong in words, and the line of the field where it is. */
export function useWrong(
  why: Why | null,
  read: Pick<Pasted, 'lines'>,
): { text: string; line?: number | undefined } | null {
  const t = useT<HostTexts>();
  const name = useLanguageName();
  if (!why) return null;
  const { wrong } = t.host.make;
  if (why === 'too_large') return { text: wrong.too_large };
  if ('lines' in why) return { text: wrong.lines(why.lines) };
  if (why.kind !== 'bad_poll') return { text: rejectionText(t, why) };
  const { field, option, lang, wrong: what } = why;
  const line =
    option !== undefined ? read.lines[option + 1] : field === 'title' ? (read.lines[0] ?? 1) : undefined;
  const says =
    typeof what === 'object'
      ? 'too_long' in what
        ? wrong.too_long(what.too_long.chars_max)
        : field === 'options'
          ? wrong.count(what.out_of_range.min, what.out_of_range.max)
          : wrong.out_of_range(what.out_of_range.min, what.out_of_range.max)
      : what === 'missing'
        ? wrong.missing(lang ? name(lang) : '')
        : what === 'language'
          ? wrong.language(lang ? name(lang) : '')
          : what === 'fixed'
            ? field === 'options'
              ? wrong.fixedOptions
              : wrong.fixedKind
            : wrong[what];
  return { text: line ? wrong.at(line, says) : says, line };
}
