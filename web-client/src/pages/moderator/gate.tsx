/**
 * The gate before the screen: what the next question lacks, who is writing it, and the ways on. Where the session requires all
 * languages it is a barrier; elsewhere it warns.
 */
import './gate.css';
import type { JSX } from 'preact';
import type { QuestionItem } from '../../protocol/items';
import { missingOf, numberOf } from '../../questions/content';
import { online, useLanguageName, Verb } from '../../ui/desk';
import { useT, useView } from '../../ui/hooks';
import type { Desk } from './row';
import type { ModeratorTexts } from './texts.en';

export function Gate(props: { line: QuestionItem[]; desk: Desk }): JSX.Element | null {
  const { colleague, moderator } = useT<ModeratorTexts>();
  const { gate: t } = moderator;
  const view = useView();
  const languageName = useLanguageName();
  const { desk, line } = props;
  const [next] = line;
  const langs = view.event?.langs ?? [];
  const lacking = next ? missingOf(next, langs) : [];
  if (!next || !lacking.length) return null;
  const running = view.sessions.find(s => s.state === 'running');
  const isClosed = (running?.questions ?? view.event?.asking)?.translated ?? false;
  const other = line.find(q => !missingOf(q, langs).length);
  const off = !online(view);
  const writing = (view.hall?.desks ?? []).filter(
    ({ on }) => on?.writes && on.k === 'question' && on.id === next.id && lacking.includes(on.lang ?? ''),
  );
  const number = numberOf(next);
  return (
    <div class={isClosed ? 'barrier closed' : 'barrier'} role="status">
      <p>
        <b>{t.lacks(number, lacking.map(languageName))}</b>{' '}
        {writing.map(({ role, n, on }) => (
          <span key={`${role}${n}`}>{t.writes(colleague(role, n), languageName(on?.lang ?? ''))} </span>
        ))}
        {isClosed ? t.closed : t.open}
      </p>
      <p>
        {other ? (
          <Verb on={() => desk.verbs.now(other)} off={off}>
            {t.instead(numberOf(other))}
          </Verb>
        ) : null}
        <Verb on={() => desk.edit(next, true)}>{t.translate(number)}</Verb>
      </p>
    </div>
  );
}
