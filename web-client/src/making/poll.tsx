/**
 * The dialog in which a host makes a poll from one field, or changes one. The server says what is wrong with it; the dialog shows it
 * at its line.
 */
import './make.css';
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { linesOf, useForms, useLooks, useRules } from '../polls/desk';
import { addressOf } from '../polls/free_choice/answers';
import { Freeing, freed, freedomOf, takesPictures } from '../polls/free_choice/making';
import type { Form, Lines } from '../polls/kind';
import { type Edits, edited } from '../polls/rules';
import type { PollDraft, PollItem, PollKind, PollPart, VotersDraft } from '../protocol/items';
import { OPTIONS_MAX } from '../protocol/limits';
import type { Deeds } from '../ui/deeds';
import { online } from '../ui/desk';
import { useStore, useT, useView } from '../ui/hooks';
import { Both } from '../ui/text';
import { letter } from '../words/shares';
import { isTooLarge, type Why, Writing } from './dialog';
import { asWritten, kept } from './draft';
import { type Pasted, pasted, written } from './pasted';
import { picturesOf } from './pictures';
import { Rules } from './rules';
import { fitting, Settings, settingsOf } from './settings';
import type { MakingTexts } from './texts.en';
import { votersOf, WhoVotes } from './voters';

/** Returns the poll that was made last. */
export const newest = (polls: PollItem[]): number => Math.max(-1, ...polls.map(poll => poll.id));

/** Writes a new poll, or changes one. */
export function MakeDialog(props: {
  /** The poll to change. */
  poll?: PollItem;
  session: number | undefined;
  deeds: Pick<Deeds, 'run'>;
  made: (id: number) => void;
  close: () => void;
}): JSX.Element {
  const t = useT<MakingTexts>();
  const view = useView();
  const store = useStore();
  const { deeds } = props;
  const poll = props.poll && asWritten(props.poll);
  const langs = view.event?.langs ?? [];
  const [field, setField] = useState(() => (poll ? written(poll.title, poll.options, langs) : ''));
  const [form, setForm] = useState('');
  const [freedom, setFreedom] = useState(() => freedomOf(poll?.kind));
  /** The texts among the rules, once the host changes them. */
  const [own, setOwn] = useState<string | undefined>(undefined);
  /** The rules that the host set beside the form. */
  const [edits, setEdits] = useState<Edits>({});
  const [why, setWhy] = useState<Why | null>(null);
  const [busy, setBusy] = useState(false);
  /** Who may vote, once the host changes it. */
  const [voters, setVoters] = useState<VotersDraft | undefined>(undefined);
  const [settings, setSettings] = useState(() => settingsOf(poll));
  const read = pasted(field, langs);
  const forms = useForms(read.options.length);
  const looks = useLooks(poll?.kind);
  const isFixed = (part: PollPart) => !!poll?.fixed?.includes(part);
  const asItIs: Form[] = poll ? [[t.making.asItIs, poll.kind]] : [];
  const choices = [...asItIs, ...(isFixed('rules') ? looks : forms)];
  const chosen = choices.find(([name]) => name === form) ?? choices[0];
  const known = picturesOf(read.options, poll);
  const pictures = chosen && takesPictures(chosen[1]) ? known : undefined;
  const rulesOf = useRules();
  const rules = (kind: PollKind) => rulesOf(kind, read.options.length);
  const { kind, wrong } = chosen
    ? edited(freed(chosen[1], read.options.length, freedom, !!pictures), edits, rules)
    : { kind: undefined, wrong: undefined };
  const lines = kind && linesOf(kind);
  const asked = kind && lines ? lines.of(kind) : [];
  const texts = own ?? written(asked[0] ?? {}, asked.slice(1), langs);

  async function make(open: boolean) {
    if (!kind || busy || !online(view)) return;
    if (wrong) {
      setWhy({ rule: wrong });
      return;
    }
    const put = pasted(texts, langs);
    const isPut = lines && own !== undefined;
    if (isPut && put.lines.length !== asked.length && !(lines.mayBeEmpty && !put.lines.length)) {
      setWhy({ lines: asked.length });
      return;
    }
    const draft: PollDraft = {
      ...chosen?.[2],
      ...kept(poll),
      ...(props.session !== undefined && { session: props.session }),
      kind: isPut ? lines.put(kind, [put.title, ...put.options]) : kind,
      title: read.title,
      options: read.options,
      ...(pictures && { pictures }),
      ...(voters && { voters }),
      ...fitting(settings, kind),
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
      did: poll ? t.making.did.changed : open ? t.making.did.opened : t.making.did.made,
      refused: setWhy,
    });
    setBusy(false);
    if (!done) return;
    if (!poll) props.made(newest(store.view().polls));
    props.close();
  }

  const off = !online(view) || busy || !field.trim() || !kind;
  return (
    <Writing
      title={poll ? t.making.change : t.making.new}
      words={{ field: t.making.field, how: langs.length > 1 ? t.making.howBoth : t.making.how }}
      rows={7}
      field={field}
      on={setField}
      why={why}
      read={read}
      off={off}
      open={poll ? undefined : () => void make(true)}
      keep={() => void make(false)}
      close={props.close}
    >
      {field.trim() ? <Preview read={read} pictures={pictures} /> : null}
      {choices.length ? (
        <label class="field">
          <span>{t.making.kind}</span>
          <select
            value={chosen?.[0]}
            disabled={choices.length < 2}
            onChange={e => {
              setForm(e.currentTarget.value);
              setOwn(undefined);
              setEdits({});
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
        <p class="mut">
          {read.options.length > OPTIONS_MAX ? t.making.tooMany(OPTIONS_MAX) : t.making.noKind}
        </p>
      )}
      {kind ? (
        <Rules rules={rules(kind)} edits={edits} on={setEdits} fixed={isFixed('rules')} wrong={wrong} />
      ) : null}
      {lines ? <Lined lines={lines} rows={asked.length} value={texts} on={setOwn} /> : null}
      {isFixed('rules') ? <p class="mut sm">{t.making.fixed}</p> : null}
      <Freeing kind={kind} freedom={freedom} on={setFreedom} fixed={isFixed('rules')} />
      {kind && !poll?.nth ? (
        <WhoVotes
          kind={kind}
          are={voters ?? votersOf(poll, view.of('group'))}
          on={setVoters}
          off={isFixed('voters')}
        />
      ) : null}
      {kind ? <Settings kind={kind} poll={poll} are={settings} on={setSettings} /> : null}
    </Writing>
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
function Preview(props: { read: Pasted; pictures: string[] | undefined }): JSX.Element {
  const t = useT<MakingTexts>();
  const { title, options } = props.read;
  return (
    <section class="preview" aria-label={t.making.preview}>
      <Both texts={title} say as="p" />
      <ol>
        {options.map((option, i) => (
          <li key={i}>
            <span class="mut">{letter(i)}</span>
            <div>
              {props.pictures?.[i] ? (
                <img src={addressOf(props.pictures[i], 'phone')} alt="" width="44" height="33" />
              ) : null}
              <Both texts={option} />
            </div>
          </li>
        ))}
      </ol>
    </section>
  );
}
