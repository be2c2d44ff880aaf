/**
 * What is live, the latest on top: open polls, the question that is being answered, the last result of this session; and when
 * none of these is there, the session that runs or what comes next.
 */

import { calledAmong } from '../../people/called';
import type { PollItem, QuestionItem } from '../../protocol/items';
import { askerOf, textsOf } from '../../questions/content';
import type { View } from '../../sync/store';
import { useLang, useT, useView } from '../../ui/hooks';
import { Both } from '../../ui/text';
import { Poll } from './poll';
import { second } from './second';
import type { PhoneTexts } from './texts.en';

type Live = { since: number; poll?: PollItem; question?: QuestionItem };

export function liveThings({ polls, questions, sessions }: View): Live[] {
  const running = sessions.find(s => s.state === 'running')?.id;
  const over = polls
    .filter(p => (p.phase === 'closed' || p.phase === 'revealed') && (p.session ?? running) === running)
    .sort((a, b) => b.since - a.since)
    .slice(0, 1);
  return [
    ...polls
      .filter(p => p.phase === 'open')
      .concat(over)
      .map(poll => ({ since: poll.since, poll })),
    ...questions.filter(q => q.state === 'now').map(question => ({ since: question.since, question })),
  ].sort((a, b) => b.since - a.since);
}

/** Whom a question is addressed to. */
export const whoIs = (id: number | undefined): string =>
  id === undefined ? '' : calledAmong(useView().people, id, useLang()[0]);

function QuestionNow({ question, first }: { question: QuestionItem; first: boolean }) {
  const t = useT<PhoneTexts>();
  const { content } = question;
  const { part } = second;
  if (part && useView().mine.questions.some(q => q.id === question.id))
    return <part.Yours question={question} first={first} />;
  const to = whoIs(question.to);
  const by = askerOf(content);
  return (
    <section class="sheet">
      <hr class="rule" />
      <div class="pad">
        <p class="kick">
          <b>{t.answering}</b>
          <span>{to && t.to(to)}</span>
        </p>
        <Both say texts={textsOf(content)} as={first ? 'h1' : 'h2'} />
        {by && <p class="note">{by}</p>}
      </div>
    </section>
  );
}

/** Nothing to vote on: the session that runs, the one that comes, or the event itself. */
function Quiet() {
  const t = useT<PhoneTexts>();
  const { event, sessions } = useView();
  const running = sessions.find(s => s.state === 'running');
  const session =
    running ?? (sessions.some(s => s.state === 'ended') && sessions.find(s => s.state === 'coming'));
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
  if (!things.length) return <Quiet />;
  return (
    <>
      {things.map(({ poll, question }, i) =>
        poll ? (
          <Poll key={`p${poll.id}`} poll={poll} first={i === 0} />
        ) : (
          question && <QuestionNow key={`q${question.id}`} question={question} first={i === 0} />
        ),
      )}
    </>
  );
}
