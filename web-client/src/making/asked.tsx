/**
 * One question as a host writes it, alone or in the form of a survey: its kind, with the rules and the settings that this kind has.
 * The texts come from the dialog's field; what is wrong is said by the server.
 */
import type { ComponentChildren, JSX } from 'preact';
import { linesOf, useFormsUpTo, useLooksOf, useRules } from '../polls/desk';
import { type Freedom, Freeing, freed, freedomOf, takesPictures } from '../polls/free_choice/making';
import type { Form, Lines, Rule } from '../polls/kind';
import { type Edits, edited } from '../polls/rules';
import type { PollDraft, PollItem, PollKind, PollPart } from '../protocol/items';
import { OPTIONS_MAX } from '../protocol/limits';
import { useT, useView } from '../ui/hooks';
import type { Why } from './dialog';
import type { Written } from './fits';
import { type Pasted, pasted, written } from './pasted';
import { picturesOf } from './pictures';
import { Rules } from './rules';
import { fitting, Settings, settingsOf } from './settings';
import type { MakingTexts } from './texts.en';

/** What a host chose for a question beside its texts. */
export interface Chosen {
  /** The name of the form; empty for the first one. */
  form: string;
  freedom: Freedom;
  /** The texts among the rules, once the host changes them. */
  own?: string | undefined;
  /** The rules that the host set beside the form. */
  edits: Edits;
  settings: Written;
}

/** A question with what was chosen for it. */
export interface Asked {
  read: Pasted;
  /** The poll that it changes. */
  poll: PollItem | undefined;
  choices: Form[];
  form: Form | undefined;
  kind: PollKind | undefined;
  /** The rule whose value does not fit. */
  wrong: string | undefined;
  rules: Rule[];
  lines: Lines | undefined;
  /** The texts among the rules, as they stand in their field, and how many there are. */
  texts: string;
  rows: number;
  pictures: string[] | undefined;
}

/** Returns what a poll has, or what a new one usually has. */
export const chosenOf = (poll: PollItem | undefined): Chosen => ({
  form: '',
  freedom: freedomOf(poll?.kind),
  edits: {},
  settings: settingsOf(poll),
});

/** A form fits a survey if it needs no time limit. */
const fitsSurvey = ([, , needs]: Form): boolean => !needs?.seconds;

export const isFixed = (poll: PollItem | undefined, part: PollPart): boolean => !!poll?.fixed?.includes(part);

/** Returns how questions are asked; a hook. `polls` are those that they change, whose number stays. */
export function useAsking(
  polls: PollItem[],
  inSurvey: boolean,
): (read: Pasted, chosen: Chosen, at: number) => Asked {
  const t = useT<MakingTexts>();
  const langs = useView().event?.langs ?? [];
  const all = useFormsUpTo(OPTIONS_MAX);
  const looks = useLooksOf(polls.map(poll => poll.kind));
  const rulesOf = useRules();
  return (read, { form: name, freedom, own, edits }, at) => {
    const poll = polls[at];
    const forms = (all[read.options.length] ?? []).filter(form => !inSurvey || fitsSurvey(form));
    const asItIs: Form[] = poll ? [[t.making.asItIs, poll.kind]] : [];
    const choices = [...asItIs, ...(isFixed(poll, 'rules') ? (looks[at] ?? []) : forms)];
    const form = choices.find(([of]) => of === name) ?? choices[0];
    const known = picturesOf(read.options, poll);
    const pictures = form && takesPictures(form[1]) ? known : undefined;
    const rules = (kind: PollKind) => rulesOf(kind, read.options.length);
    const { kind, wrong } = form
      ? edited(freed(form[1], read.options.length, freedom, !!pictures), edits, rules)
      : { kind: undefined, wrong: undefined };
    const lines = kind && linesOf(kind);
    const its = kind && lines ? lines.of(kind) : [];
    return {
      read,
      poll,
      choices,
      form,
      kind,
      wrong,
      rules: kind ? rules(kind) : [],
      lines,
      texts: own ?? written(its[0] ?? {}, its.slice(1), langs),
      rows: its.length,
      pictures,
    };
  };
}

/** Returns the question for the server, or why it is not sent. What fits no kind is sent as a choice, and the server says what is wrong. */
export function saidOf(asked: Asked, chosen: Chosen, langs: string[]): PollDraft | { why: Why } {
  const { read, form, wrong, lines, texts, rows, pictures } = asked;
  const kind = asked.kind ?? { choice: { min: 1, max: 1 } };
  if (wrong) return { why: { rule: wrong } };
  const put = pasted(texts, langs);
  const isPut = lines && chosen.own !== undefined;
  if (isPut && put.lines.length !== rows && !(lines.mayBeEmpty && !put.lines.length))
    return { why: { lines: rows } };
  return {
    ...form?.[2],
    kind: isPut ? lines.put(kind, [put.title, ...put.options]) : kind,
    title: read.title,
    options: read.options,
    ...(pictures && { pictures }),
    ...fitting(chosen.settings, kind, read.options.length, form?.[2]?.seconds),
  };
}

/** The form of a question. */
export function KindChoice(props: {
  asked: Asked;
  chosen: Chosen;
  label: string;
  on(chosen: Chosen): void;
}): JSX.Element {
  const t = useT<MakingTexts>();
  const { asked, chosen, on } = props;
  const { choices, form, read } = asked;
  if (!choices.length)
    return (
      <p class="mut">{read.options.length > OPTIONS_MAX ? t.making.tooMany(OPTIONS_MAX) : t.making.noKind}</p>
    );
  return (
    <select
      aria-label={props.label}
      value={form?.[0]}
      disabled={choices.length < 2}
      onChange={e => on({ ...chosen, form: e.currentTarget.value, own: undefined, edits: {} })}
    >
      {choices.map(([name]) => (
        <option key={name} value={name}>
          {name}
        </option>
      ))}
    </select>
  );
}

/** The rules and the settings of a question; `children` stand between them. */
export function Asking(props: {
  asked: Asked;
  chosen: Chosen;
  inSurvey: boolean;
  on(chosen: Chosen): void;
  children?: ComponentChildren;
}): JSX.Element {
  const t = useT<MakingTexts>();
  const { asked, chosen, inSurvey, on } = props;
  const { read, poll, kind, wrong, rules, lines, texts, rows } = asked;
  const fixed = isFixed(poll, 'rules');
  return (
    <>
      {kind ? (
        <Rules
          rules={rules}
          edits={chosen.edits}
          on={edits => on({ ...chosen, edits })}
          fixed={fixed}
          wrong={wrong}
        />
      ) : null}
      {lines ? <Lined lines={lines} rows={rows} value={texts} on={own => on({ ...chosen, own })} /> : null}
      {fixed ? <p class="mut sm">{t.making.fixed}</p> : null}
      <Freeing
        kind={kind}
        freedom={chosen.freedom}
        on={freedom => on({ ...chosen, freedom })}
        fixed={fixed}
      />
      {props.children}
      {kind ? (
        <Settings
          kind={kind}
          options={read.options.length}
          poll={poll}
          are={chosen.settings}
          on={settings => on({ ...chosen, settings })}
          inSurvey={inSurvey}
          needs={asked.form?.[2]?.seconds}
        />
      ) : null}
    </>
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
