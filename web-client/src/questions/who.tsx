/** Whom a question is for, and who asks it: one line that stands with its text wherever a desk shows it. */
import './who.css';
import type { JSX } from 'preact';
import type { QuestionItem } from '../protocol/items';
import { useDesk } from '../ui/desk';
import { askerOf } from './content';

export function Who(props: {
  q: QuestionItem;
  /** The name of whom it is for; nothing where that is said beside it. */
  to?: string | undefined;
}): JSX.Element | null {
  const { who: t } = useDesk();
  const { q, to } = props;
  const from = askerOf(q.content);
  if (!to && !from && !q.staff) return null;
  return (
    <span class="who sm">
      {to ? <bdi>{t.to(to)}</bdi> : null}
      {from ? <bdi lang={q.content.lang}>{t.by(from)}</bdi> : q.staff ? <span>{t.byStaff}</span> : null}
    </span>
  );
}
