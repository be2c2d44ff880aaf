/**
 * The form of a survey: one question a page, each saved as soon as it is answered, and at the end a sheet with all answers. A question
 * is an ordinary poll with its own ballot, so what is answered counts although the guest never comes to the end. There is no time
 * limit. After a reload the form goes on at the first question without an answer.
 */
import type { JSX } from 'preact';
import { setDraft } from '../../../../polls/drafts';
import { ballotIn, inRound } from '../../../../polls/kind';
import { FIRST, later } from '../../../../polls/phone';
import { said } from '../../../../polls/said';
import type { PollItem, SurveyItem } from '../../../../protocol/items';
import type { View } from '../../../../sync/store';
import { redraw, useLang, useSpoken, useStore, useView } from '../../../../ui/hooks';
import { Both, pick, Text } from '../../../../ui/text';
import { Poll, unsentOf } from '../../poll';
import { Fingerprint } from '../fingerprint';
import { lead } from '../over';
import { useMore } from '../texts';
import { goTo, hasAnswer, kindsOf, leave, placeIn, questionsOf, remember, returns, stay } from './place';

/** The kinds that were asked for, by name and language: they are there when the connection is gone. */
const fetched = new Set<string>();

function fetchKinds(questions: PollItem[]) {
  const lang = useSpoken();
  for (const kind of kindsOf(questions)) {
    const name = `${kind} ${lang}`;
    if (kind in FIRST || fetched.has(name)) continue;
    fetched.add(name);
    // Without a connection the next draw tries again.
    later(kind, lang).catch(() => fetched.delete(name));
  }
}

/** Returns true if the guest is at a question. */
export function isAsking(survey: SurveyItem): boolean {
  const view = useView();
  return survey.phase === 'open' && placeIn(view, survey) < questionsOf(view, survey).length;
}

/** Goes to a question, or to the end, and moves the focus there. */
function go(survey: SurveyItem, place: number, back = false) {
  goTo(survey, place, back);
  redraw();
  const question = questionsOf(useView(), survey)[place];
  lead(document.getElementById(question ? `p${question.id}` : `s${survey.id}`));
}

export function Survey({ survey, first }: { survey: SurveyItem; first: boolean }) {
  const store = useStore();
  const view = useView();
  const questions = questionsOf(view, survey);
  fetchKinds(questions);
  remember(view, questions);
  if (survey.phase !== 'open') leave(survey);
  const place = placeIn(view, survey);
  const question = survey.phase === 'open' && questions[place];
  if (!question) return <Sheet survey={survey} questions={questions} first={first} />;
  return (
    // biome-ignore lint/a11y: It only notes that the guest began to answer, by whatever means.
    <div onClick={() => stay(store.view(), survey)}>
      <Poll
        key={question.id}
        poll={question}
        first={first}
        kick={<Head survey={survey} questions={questions} place={place} />}
      />
    </div>
  );
}

/** How far the guest has come: a bar with a part for each question, and in words. */
function Head(props: { survey: SurveyItem; questions: PollItem[]; place: number }): JSX.Element {
  const t = useMore().survey;
  const view = useView();
  const { survey, questions, place } = props;
  const answered = questions.filter(poll => hasAnswer(view, poll)).length;
  const at = questions[place];
  return (
    <>
      <div class="prog" aria-hidden="true">
        {questions.map((poll, i) => (
          <i key={poll.id} class={i === place ? 'h' : hasAnswer(view, poll) ? 'd' : ''} />
        ))}
      </div>
      <p class="kick">
        <b>{survey.phase === 'open' ? t.survey : t.closed}</b>
        <span>{at ? t.nth(place + 1, questions.length) : t.answered(answered, questions.length)}</span>
      </p>
    </>
  );
}

/** Returns true if an answer to one of the questions is on its way. */
const isSending = ({ pending }: View, questions: PollItem[]): boolean =>
  pending.some(e => {
    const cast = e.seq === undefined && 'cast' in e.cmd && e.cmd.cast;
    return cast && questions.some(poll => poll.id === cast.poll);
  });

/** All answers, each to be changed while the survey is open. */
function Sheet(props: { survey: SurveyItem; questions: PollItem[]; first: boolean }): JSX.Element {
  const t = useMore().survey;
  const view = useView();
  const { survey, questions, first } = props;
  const open = survey.phase === 'open';
  const sending = isSending(view, questions);
  const none = !questions.some(poll => hasAnswer(view, poll));
  const As = first ? 'h1' : 'h2';
  return (
    <section class="sheet">
      <hr class="rule" />
      <div class="pad">
        <Head survey={survey} questions={questions} place={questions.length} />
        <As class="say" id={`s${survey.id}`}>
          {none
            ? open
              ? t.none
              : t.noneSent
            : sending
              ? view.link === 'online'
                ? t.sending
                : t.kept
              : t.saved}
        </As>
        <Both texts={survey.title} class="alt" />
      </div>
      <ul>
        {questions.map((poll, i) => (
          <Answer key={poll.id} survey={survey} poll={poll} place={i} open={open} />
        ))}
      </ul>
      <p class="ack">{open ? t.until : t.wait}</p>
    </section>
  );
}

function Answer(props: { survey: SurveyItem; poll: PollItem; place: number; open: boolean }): JSX.Element {
  const t = useMore().survey;
  const [lang] = useLang();
  const view = useView();
  const { survey, poll, place, open } = props;
  const ballot = ballotIn(poll, view.mine.ballots);
  const unsent = open && unsentOf(poll);
  const [tag, title] = pick(poll.title, lang);
  const may = open && (poll.changeable || !ballot);
  return (
    <li class="ans">
      <span class="w">
        <Text tag={tag} text={title} as="i" />
        {ballot ? (
          <b dir="auto">{said(poll, ballot, texts => pick(texts, lang)[1], lang) ?? t.done}</b>
        ) : (
          <b class="note">{t.empty}</b>
        )}
        {unsent && <span class="st wait">{t.unsent}</span>}
        {poll.seal && (
          <small class="note">
            <Fingerprint poll={poll} />
          </small>
        )}
      </span>
      {may && (
        <button
          type="button"
          class="link"
          aria-label={`${ballot ? t.change : t.answer}: ${title}`}
          onClick={() => go(survey, place, true)}
        >
          {ballot ? t.change : t.answer}
        </button>
      )}
    </li>
  );
}

/** The foot: back, and on to the next question, which first sends what is not sent yet. */
export function Steps({ survey }: { survey: SurveyItem }): JSX.Element | null {
  const t = useMore().survey;
  const store = useStore();
  const view = useView();
  const questions = questionsOf(view, survey);
  const place = placeIn(view, survey);
  const poll = questions[place];
  if (!poll) return null;
  const unsent = unsentOf(poll);
  const last = place === questions.length - 1;
  const end = returns() ? questions.length : place + 1;
  function on() {
    if (poll && unsent?.ballot) {
      setDraft(poll, undefined);
      store.act({ cast: inRound(poll, { ballot: unsent.ballot }) });
    }
    go(survey, end);
  }
  const skips = !unsent?.ballot && !hasAnswer(view, poll);
  return (
    <div class="foot">
      <p role="status">{unsent?.says}</p>
      {unsent?.purse && (
        <div class="purse">
          {unsent.purse.map((part, i) => (
            <i key={i} style={{ width: `${100 * part}%` }} />
          ))}
        </div>
      )}
      <div class="pairb">
        {place > 0 && !returns() && (
          <button type="button" class="btn sec2" onClick={() => go(survey, place - 1)}>
            {t.back}
          </button>
        )}
        <button type="button" class={skips ? 'btn sec2' : 'btn'} onClick={on}>
          {unsent?.ballot ? t.save : skips ? t.skip : returns() || last ? t.all : t.next}
        </button>
      </div>
    </div>
  );
}
