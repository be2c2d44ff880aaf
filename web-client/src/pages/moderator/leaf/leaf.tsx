/**
 * The leaf holds everything about the question in focus: its texts, labels, notes, the reply, its history, and what its guest
 * asks besides. It covers the neighbouring column, and never what is on the screen.
 */
import './leaf.css';
import type { JSX } from 'preact';
import type { QuestionItem } from '../../../protocol/items';
import { Asked } from '../../../questions/asked';
import { askerOf, numberOf } from '../../../questions/content';
import { online, Verb } from '../../../ui/desk';
import { useT, useView } from '../../../ui/hooks';
import { Text } from '../../../ui/text';
import { HINTS } from '../keys';
import { Labels } from '../labels/chips';
import type { Desk } from '../row';
import type { ModeratorTexts } from '../texts.en';
import { can } from '../verbs';
import { Notes } from './notes';
import { useLeaf } from './read';
import { Reply } from './reply';
import { Steps } from './steps';

export function LeafPage(props: {
  q: QuestionItem;
  /** The column that it covers. */
  over: 'waiting' | 'approved';
  desk: Desk;
  /** Opens the dialog for labels. */
  label(): void;
  close(): void;
}): JSX.Element {
  const { close, states, moderator: t } = useT<ModeratorTexts>();
  const view = useView();
  const off = !online(view);
  const { q, desk, over } = props;
  const { leaf, failed } = useLeaf(q);
  const { verbs } = desk;
  const merged = q.merged ?? [];
  const both = (q.own ?? 0) + merged.reduce((sum, one) => sum + one.upvotes, 0) - q.upvotes;
  const others = view.questions.filter(other => leaf?.others.includes(other.id));
  return (
    <section class={`leaf over-${over}`} aria-labelledby="leaf-title">
      <header class="leaf-head">
        <h2 id="leaf-title">{t.question(numberOf(q))}</h2>
        <span class="mut sm">{q.staff ? `${states[q.state]}, ${t.byStaff}` : states[q.state]}</span>
        <Verb on={props.close} hint={HINTS.leaf}>
          {close}
        </Verb>
      </header>
      <div class="leaf-part">
        {merged.length ? <h3>{t.leaf.asked(merged.length + 1, q.upvotes)}</h3> : null}
        <div class="leaf-text">
          <Asked content={q.content} />
          {merged.length ? <p class="mut sm">{t.leaf.guests(q.own ?? 0)}</p> : null}
        </div>
        {merged.map(({ id, content, upvotes }) => (
          <div class="leaf-text with-verb" key={id}>
            <div>
              <Text tag={content.lang} text={content.text} />
              <p class="mut sm">
                {t.question(id + 1)}
                {askerOf(content) ? (
                  <>
                    {' · '}
                    <bdi lang={content.lang}>{askerOf(content)}</bdi>
                  </>
                ) : null}
                {` · ${t.leaf.guests(upvotes)}`}
              </p>
            </div>
            <Verb
              on={() => verbs.split(id)}
              off={off}
              hint={id === merged.at(-1)?.id ? HINTS.split : undefined}
            >
              {t.leaf.split(id + 1)}
            </Verb>
          </div>
        ))}
        {both > 0 ? <p class="mut sm">{t.leaf.both(both)}</p> : null}
        {leaf && q.desk?.edited ? (
          <>
            <h3>{t.asAsked}</h3>
            <div class="leaf-text mut">
              <Asked content={leaf.asked} />
            </div>
          </>
        ) : null}
        <div class="verbs">
          {can(q, 'merge') ? (
            <Verb on={() => desk.merge(q)} off={off} hint={HINTS.merge}>
              {t.merge.verb}
            </Verb>
          ) : null}
          <Verb on={() => verbs.star(q)} off={off} hint={HINTS.star} pressed={!!q.desk?.star}>
            {t.leaf.star}
          </Verb>
          <Verb on={() => verbs.pin(q)} off={off} hint={HINTS.pin} pressed={!!q.desk?.pin}>
            {t.leaf.pin}
          </Verb>
          <Verb on={props.label} off={off} hint={HINTS.label}>
            {t.labels.verb}
          </Verb>
        </div>
        <Labels q={q} />
      </div>
      <Notes q={q} notes={leaf?.notes ?? []} verbs={verbs} />
      <Reply key={q.id} q={q} verbs={verbs} />
      {failed ? <p class="leaf-part mut">{t.leaf.failed}</p> : null}
      {leaf ? <Steps leaf={leaf} back={off ? undefined : step => props.desk.backTo(q, step)} /> : null}
      {others.length ? (
        <div class="leaf-part">
          <h3>{t.leaf.others}</h3>
          <ul>
            {others.map(other => (
              <li key={other.id}>
                <button type="button" class="leaf-other" onClick={() => desk.focus(other)}>
                  <span class="mut sm">
                    {numberOf(other)} {states[other.state]}
                  </span>
                  <Text tag={other.content.lang} text={other.content.text} as="span" />
                </button>
              </li>
            ))}
          </ul>
        </div>
      ) : null}
    </section>
  );
}
