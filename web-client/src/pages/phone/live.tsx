/**
 * What is on now, in the server's order: polls and the question being answered. If a session is the latest, or nothing is on,
 * the session or the next one is on top.
 */

import type { PollItem, QuestionItem } from '../../protocol/items';
import { askerOf, textsOf } from '../../questions/content';
import type { View } from '../../sync/store';
import { useT, useView } from '../../ui/hooks';
import { Both } from '../../ui/text';
import { Poll } from './poll';
import { second } from './second';
import type { PhoneTexts } from './texts.en';

type Live = {
  poll?: PollItem | undefined;
  question?: QuestionItem | undefined;
  /** The id of a survey. */
  survey?: number | undefined;
};

/** The polls of a survey are in its form until their results are revealed. */
export const liveThings = ({ polls, questions, stage }: View): Live[] =>
  (stage?.on ?? []).map((thing: { poll?: number; question?: number; survey?: number; session?: number }) => ({
    poll: polls.find(p => p.id === thing.poll && (!p.nth || p.phase === 'revealed')),
    question: questions.find(q => q.id === thing.question),
    survey: thing.survey,
  }));

function QuestionNow({ question, first }: { question: QuestionItem; first: boolean }) {
  const t = useT<PhoneTexts>();
  const { content } = question;
  const { part } = second;
  if (part?.isOwn(useView().mine, question)) return <part.Yours question={question} first={first} />;
  const to = part?.whoIs(question.to);
  const by = askerOf(content) || part?.staffOf(question);
  return (
    <section class="sheet">
      <hr class="rule" />
      <div class="pad">
        <p class="kick">
          <b>{t.answering}</b>
          <span>{to && t.to(to)}</span>
        </p>
        <Both say texts={textsOf(content)} as={first ? 'h1' : 'h2'} />
        {by && (
          <p class="note" dir="auto" lang={content.lang}>
            {by}
          </p>
        )}
      </div>
    </section>
  );
}

/** The running session, the next one, or the event itself. */
function Quiet() {
  const t = useT<PhoneTexts>();
  const { event, sessions, stage } = useView();
  const running = sessions.find(s => s.state === 'running');
  const session =
    running ?? (sessions.some(s => s.state === 'ended') && sessions.find(s => s.id === stage?.next));
  const texts = session ? session.title : event?.title;
  return (
    <section class="sheet">
      <hr class="rule" />
      <div class="pad">
        {session && (
          <p class="kick">
            <b>{running ? t.now : t.next(session.start)}</b>
            <span>{running && t.until(session.end)}</span>
          </p>
        )}
        {texts && <Both say texts={texts} as="h1" />}
        <p class="note">{session ? t.quiet : sessions.some(s => s.state === 'ended') ? t.after : t.before}</p>
      </div>
    </section>
  );
}

export function LiveSheets() {
  const things = liveThings(useView());
  const [top] = things;
  return (
    <>
      {(top?.poll ?? top?.question ?? top?.survey) === undefined && <Quiet />}
      {things.map(({ poll, question, survey }, i) =>
        poll ? (
          <Poll key={`p${poll.id}`} poll={poll} first={i === 0} />
        ) : question ? (
          <QuestionNow key={`q${question.id}`} question={question} first={i === 0} />
        ) : (
          second.part?.survey(survey, i === 0)
        ),
      )}
    </>
  );
}
