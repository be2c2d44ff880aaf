/** Writes a new survey from one field: a title, and a block of lines for each question. */
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { useFormsUpTo } from '../polls/desk';
import type { Form } from '../polls/kind';
import type { PollKind, SurveyDraft } from '../protocol/items';
import { OPTIONS_MAX } from '../protocol/limits';
import type { Deeds } from '../ui/deeds';
import { online } from '../ui/desk';
import { useStore, useT, useView } from '../ui/hooks';
import { Both } from '../ui/text';
import { letter } from '../words/shares';
import { Check, isTooLarge, type Why, Writing } from './dialog';
import { type Pasted, pastedForm } from './pasted';
import type { MakingTexts } from './texts.en';

/** A form fits a survey if it needs no time limit. */
const fits = ([, , more]: Form): boolean => !more?.seconds;

export function SurveyDialog(props: {
  session: number | undefined;
  deeds: Pick<Deeds, 'run'>;
  made: (id: number) => void;
  close: () => void;
}): JSX.Element {
  const t = useT<MakingTexts>();
  const view = useView();
  const store = useStore();
  const words = t.making.survey;
  const langs = view.event?.langs ?? [];
  const [field, setField] = useState('');
  /** By the place of a question, the form that the host chose for it. */
  const [forms, setForms] = useState<Record<number, string>>({});
  const [why, setWhy] = useState<Why | null>(null);
  const [busy, setBusy] = useState(false);
  const [perCode, setPerCode] = useState(false);
  const read = pastedForm(field, langs);
  const all = useFormsUpTo(OPTIONS_MAX);
  const asked = read.questions.map((question, i) => {
    // What fits no kind is sent as a choice, and the server says what is wrong with it.
    const choices = (all[question.options.length] ?? []).filter(fits);
    const chosen = choices.find(([name]) => name === forms[i]) ?? choices[0];
    const kind: PollKind = chosen?.[1] ?? { choice: { min: 1, max: 1 } };
    return { question, choices, name: chosen?.[0], kind };
  });
  const at = why && typeof why === 'object' && 'poll' in why ? why.poll : undefined;
  async function make(open: boolean) {
    if (busy || !online(view)) return;
    const draft: SurveyDraft = {
      ...(props.session !== undefined && { session: props.session }),
      title: read.title,
      polls: asked.map(({ question: { title, options }, kind }) => ({ title, options, kind })),
      ...(perCode && { one_per_code: true }),
    };
    if (isTooLarge(draft)) {
      setWhy('too_large');
      return;
    }
    setBusy(true);
    setWhy(null);
    const done = await props.deeds.run({
      item: 'polls',
      cmd: () => ({ make_survey: { draft, ...(open && { open }) } }),
      did: open ? t.making.survey.opened : words.made,
      refused: setWhy,
    });
    setBusy(false);
    if (!done) return;
    const newest = Math.max(
      -1,
      ...store
        .view()
        .of('survey')
        .map(survey => survey.id),
    );
    props.made(newest);
    props.close();
  }

  const off = !online(view) || busy || !read.questions.length;
  return (
    <Writing
      title={words.new}
      words={{ field: words.field, how: langs.length > 1 ? words.howBoth : words.how }}
      rows={12}
      field={field}
      on={setField}
      why={why}
      read={at === undefined ? { lines: [read.line] } : (read.questions[at] ?? { lines: [] })}
      off={off}
      open={() => void make(true)}
      keep={() => void make(false)}
      close={props.close}
    >
      {read.questions.length ? (
        <section class="preview" aria-label={t.making.preview}>
          <Both texts={read.title} say as="p" />
          <ol class="form">
            {asked.map(({ question, choices, name }, i) => (
              <Question
                key={i}
                nth={i + 1}
                question={question}
                choices={choices}
                name={name}
                on={form => setForms({ ...forms, [i]: form })}
              />
            ))}
          </ol>
        </section>
      ) : null}
      {view.of('codes').length ? (
        <Check is={perCode} on={setPerCode}>
          {words.perCode}
        </Check>
      ) : null}
    </Writing>
  );
}

/** How a question was read, and in which form it is asked. */
function Question(props: {
  nth: number;
  question: Pasted;
  choices: Form[];
  name: string | undefined;
  on(form: string): void;
}): JSX.Element {
  const t = useT<MakingTexts>();
  const { nth, question, choices, name, on } = props;
  return (
    <li>
      <span class="mut">{nth}</span>
      <div>
        <Both texts={question.title} />
        {question.options.length ? (
          <ol>
            {question.options.map((option, i) => (
              <li key={i}>
                <span class="mut">{letter(i)}</span>
                <div>
                  <Both texts={option} />
                </div>
              </li>
            ))}
          </ol>
        ) : null}
        {choices.length ? (
          <select
            aria-label={t.making.survey.kind(nth)}
            value={name}
            onChange={e => on(e.currentTarget.value)}
          >
            {choices.map(([form]) => (
              <option key={form} value={form}>
                {form}
              </option>
            ))}
          </select>
        ) : (
          <p class="tell bad">
            {question.options.length > OPTIONS_MAX ? t.making.tooMany(OPTIONS_MAX) : t.making.noKind}
          </p>
        )}
      </div>
    </li>
  );
}
