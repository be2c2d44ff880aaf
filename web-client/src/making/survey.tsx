/** Writes a new survey, or changes one, from one field: a title, and a block of lines for each question, with its rules and settings. */
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import type { PollDraft, SurveyDraft, SurveyItem, VotersDraft } from '../protocol/items';
import type { Deeds } from '../ui/deeds';
import { online } from '../ui/desk';
import { useStore, useT, useView } from '../ui/hooks';
import { Both } from '../ui/text';
import { letter } from '../words/shares';
import { type Asked, Asking, type Chosen, chosenOf, KindChoice, saidOf, useAsking } from './asked';
import { isTooLarge, type Why, Writing } from './dialog';
import { asWritten } from './draft';
import { pastedForm, writtenForm } from './pasted';
import type { MakingTexts } from './texts.en';
import { WhoVotes } from './voters';

export function SurveyDialog(props: {
  /** The survey to change. */
  survey?: SurveyItem;
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
  const { survey } = props;
  // As they were when the dialog opened: a colleague's change is refused as stale, and does not move the rows.
  const [polls] = useState(() =>
    (survey?.polls ?? []).flatMap(id => {
      const poll = view.polls.find(p => p.id === id);
      return poll ? [asWritten(poll)] : [];
    }),
  );
  const [field, setField] = useState(() => (survey ? writtenForm(survey.title, polls, langs) : ''));
  /** By the place of a question. */
  const [chosen, setChosen] = useState<Record<number, Chosen>>({});
  const [why, setWhy] = useState<Why | null>(null);
  /** The question with a rule that does not fit. */
  const [whyAt, setWhyAt] = useState<number | undefined>(undefined);
  const [busy, setBusy] = useState(false);
  const [voters, setVoters] = useState<VotersDraft>({});
  const read = pastedForm(field, langs);
  const asking = useAsking(polls, true);
  const of = (i: number): Chosen => chosen[i] ?? chosenOf(polls[i]);
  const asked = read.questions.map((question, i) => asking(question, of(i), i));
  const refusedAt = why && typeof why === 'object' && 'poll' in why ? why.poll : undefined;
  async function make(open: boolean) {
    if (busy || !online(view)) return;
    const questions: PollDraft[] = [];
    for (const [i, one] of asked.entries()) {
      const draft = saidOf(one, of(i), langs);
      if ('why' in draft) {
        setWhy(draft.why);
        setWhyAt(i);
        return;
      }
      questions.push(draft);
    }
    const draft: SurveyDraft = {
      ...(props.session !== undefined && { session: props.session }),
      title: read.title,
      polls: questions,
      ...(voters.code && { one_per_code: true }),
      ...(voters.only && { only: voters.only }),
    };
    if (isTooLarge(draft)) {
      setWhy('too_large');
      return;
    }
    setBusy(true);
    setWhy(null);
    setWhyAt(undefined);
    const done = await props.deeds.run({
      item: survey ? `survey:${survey.id}` : 'polls',
      cmd: seen =>
        survey
          ? { change_survey: { survey: survey.id, seen, draft } }
          : { make_survey: { draft, ...(open && { open }) } },
      did: survey ? words.changed : open ? words.opened : words.made,
      refused: setWhy,
    });
    setBusy(false);
    if (!done) return;
    const ids = store.view().of('survey');
    if (!survey) props.made(Math.max(-1, ...ids.map(one => one.id)));
    props.close();
  }

  const off = !online(view) || busy || !read.questions.length;
  return (
    <Writing
      title={survey ? words.change : words.new}
      words={{ field: words.field, how: langs.length > 1 ? words.howBoth : words.how }}
      rows={12}
      field={field}
      on={setField}
      why={why}
      read={refusedAt === undefined ? { lines: [read.line] } : (read.questions[refusedAt] ?? { lines: [] })}
      off={off}
      open={survey ? undefined : () => void make(true)}
      keep={() => void make(false)}
      close={props.close}
    >
      {read.questions.length ? (
        <section class="preview" aria-label={t.making.preview}>
          <Both texts={read.title} say as="p" />
          <ol class="form">
            {asked.map((one, i) => (
              <Question
                key={i}
                nth={i + 1}
                asked={one}
                chosen={of(i)}
                isWrong={whyAt === i}
                on={to => setChosen({ ...chosen, [i]: to })}
              />
            ))}
          </ol>
        </section>
      ) : null}
      {survey ? null : <WhoVotes are={voters} on={setVoters} off={busy} />}
    </Writing>
  );
}

/** How a question was read, in which form it is asked, and its rules and settings. */
function Question(props: {
  nth: number;
  asked: Asked;
  chosen: Chosen;
  /** Its rules are opened, because one of them does not fit. */
  isWrong: boolean;
  on(chosen: Chosen): void;
}): JSX.Element {
  const { survey } = useT<MakingTexts>().making;
  const { nth, asked, chosen, isWrong, on } = props;
  const { title, options } = asked.read;
  return (
    <li>
      <span class="mut">{nth}</span>
      <div>
        <Both texts={title} />
        {options.length ? (
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
        ) : null}
        <KindChoice asked={asked} chosen={chosen} label={survey.kind(nth)} on={on} />
        {asked.kind ? (
          <details class="settings" open={isWrong}>
            <summary>{survey.rules}</summary>
            <Asking asked={asked} chosen={chosen} inSurvey on={on} />
          </details>
        ) : null}
      </div>
    </li>
  );
}
