/** A task in the list. */
import type { JSX } from 'preact';
import type { TaskItem } from '../../protocol/items';
import type { Colleague } from '../../sync/desk';
import { letGo, useLanguageName } from '../../ui/desk';
import { useLang, useNow, useT, useView } from '../../ui/hooks';
import { pick, Text } from '../../ui/text';
import { needs, originalOf, toDo } from './tasks';
import type { InterpreterTexts } from './texts.en';

export function Row(props: {
  task: TaskItem;
  isInHand: boolean;
  place: number;
  /** The colleague who writes a translation of it. */
  writer: Colleague | undefined;
  on: () => void;
}): JSX.Element {
  const { colleague, interpreter: t } = useT<InterpreterTexts>();
  const languageName = useLanguageName();
  const langs = useView().event?.langs ?? [];
  const { task, isInHand, place, writer, on } = props;
  const parts = toDo(task);
  const first = parts[0];
  const wants = needs(task, langs);
  const lacks = (tag: string) => parts.some(({ missing }) => missing?.includes(tag));
  const [lacking, stale] = [wants.filter(lacks), wants.filter(tag => !lacks(tag))];
  const isStale = parts.some(({ outdated }) => outdated && Object.keys(outdated).length);
  return (
    <li data-key={task.id}>
      <button
        type="button"
        class={`text ${isInHand ? 'focus' : ''} ${writer ? 'held' : ''}`}
        aria-current={isInHand}
        onClick={e => {
          letGo(e);
          on();
        }}
      >
        {first ? <Text tag={first.lang} text={originalOf(first)} as="span" class="txt" /> : null}
        <span class="meta">
          <Where task={task} place={place} />
          {parts.length > 1 ? <span>{t.nTexts(parts.length)}</span> : null}
          {writer ? <span class="tag hold">{t.writes(colleague(writer.role, writer.n))}</span> : null}
          {isStale ? <span class="tag need">{t.outdated}</span> : null}
          {lacking.length ? <span class="tag need">{t.missing(...lacking.map(languageName))}</span> : null}
          {stale.length ? <span class="tag need">{t.renew(...stale.map(languageName))}</span> : null}
        </span>
      </button>
    </li>
  );
}

/** The poll that guests answered with it. */
export function AnswerTo(props: { poll: number }): JSX.Element | null {
  const { polls } = useView();
  const [lang] = useLang();
  const asked = polls.find(p => p.id === props.poll);
  if (!asked) return null;
  const [tag, title] = pick(asked.title, lang);
  return <Text tag={tag} text={title} as="span" class="asked" />;
}

/** Its state, and how long a question has waited. */
function Where(props: { task: TaskItem; place: number }): JSX.Element | null {
  const t = useT<InterpreterTexts>();
  const view = useView();
  const now = useNow(1000);
  const { of } = props.task;
  if (of === 'event') return <span class="k">{t.interpreter.kinds.event}</span>;
  if ('question' in of) {
    const q = view.questions.find(q => q.id === of.question);
    if (!q) return null;
    return (
      <>
        {q.state === 'now' || q.state === 'next' ? (
          <span class={`st ${q.state}`}>
            {q.state === 'now' ? t.states.now : t.interpreter.place(props.place)}
          </span>
        ) : null}
        <span>{t.interpreter.ago(Math.max(0, Math.floor((now - q.at) / 1000)))}</span>
        {q.upvotes ? <span>{t.interpreter.upvotes(q.upvotes)}</span> : null}
      </>
    );
  }
  if ('poll' in of) {
    const poll = view.polls.find(p => p.id === of.poll);
    return (
      <>
        <span class="k">{t.interpreter.kinds.poll}</span>
        {poll ? <span class={poll.phase === 'open' ? 'st now' : ''}>{t.phases[poll.phase]}</span> : null}
      </>
    );
  }
  if ('session' in of) {
    const session = view.sessions.find(s => s.id === of.session);
    return (
      <>
        <span class="k">{t.interpreter.kinds.session}</span>
        {session ? <span>{t.hours(session.start, session.end)}</span> : null}
      </>
    );
  }
  const kind = Object.keys(of)[0] as 'person' | 'group' | 'survey' | 'entry' | 'line';
  const { answers } = props.task;
  return (
    <>
      <span class="k">{t.interpreter.kinds[kind]}</span>
      {answers === undefined ? null : <AnswerTo poll={answers} />}
    </>
  );
}
