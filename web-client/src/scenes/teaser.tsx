/**
 * What comes next, at the foot of a session's picture: the first question in the line, and the session after this one. It is the least
 * of the picture: where it does not fit at the sizes of the rest, it goes, the session after first.
 */
import './teaser.css';
import type { JSX } from 'preact';
import type { QuestionItem, SessionItem } from '../protocol/items';
import { textsOf } from '../questions/content';
import type { View } from '../sync/store';
import type { Plan } from '../ui/fit';
import { Words } from '../ui/screen';
import { Label } from './words';

/** What is announced in a session's picture. */
export interface Coming {
  question?: QuestionItem | undefined;
  after?: SessionItem | undefined;
}

/** Returns what comes after `session`, or in it while it runs; undefined if that is nothing. */
export function comingIn(view: View, session: SessionItem): Coming | undefined {
  const { stage } = view;
  const isNext = (id: number) => id === stage?.next_question;
  const question = session.state === 'running' ? view.questions.find(q => isNext(q.id)) : undefined;
  const after = view.sessions.find(s => s.id === stage?.next && s.id !== session.id);
  return question || after ? { question, after } : undefined;
}

/** What the picture's texts depend on, for `useFit`. */
export const comingWords = (coming: Coming | undefined): unknown => [
  coming?.question?.content,
  coming?.after && [coming.after.start, coming.after.title],
];

/** Returns the first plans, whose sizes are `generous`, with less and less of the teaser, and then all plans without it. */
export function withTeaser(plans: Plan[], generous: number, coming: Coming | undefined): Plan[] {
  if (!coming) return plans;
  const both = coming.question && coming.after;
  const less = ['', 'coming-alt', ...(both ? ['coming-after', 'coming-after coming-alt'] : [])];
  return [
    ...less.flatMap(bare => plans.slice(0, generous).map(plan => ({ ...plan, bare }))),
    ...plans.map(plan => ({ ...plan, bare: `${plan.bare ?? ''} coming` })),
  ];
}

export function Teaser(props: { coming: Coming | undefined }): JSX.Element | null {
  const { question, after } = props.coming ?? {};
  if (!question && !after) return null;
  return (
    <div class="coming" data-fit>
      <p class="label">
        <Label of={words => words.next} />
      </p>
      {question ? (
        <div class="asked">
          <Words texts={textsOf(question.content)} main="b" />
        </div>
      ) : null}
      {after ? (
        <div class="after">
          <time dir="ltr">{after.start}</time>
          <div>
            <Words texts={after.title} main="b" />
          </div>
        </div>
      ) : null}
    </div>
  );
}
