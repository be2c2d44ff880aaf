/** The line to the screen: next questions, the one on the screen, and those answered or declined. */
import './line.css';
import type { JSX } from 'preact';
import { useMemo, useRef } from 'preact/hooks';
import { Offered } from '../../floor/offers';
import { useFullTo } from '../../people/addressee';
import type { QuestionItem } from '../../protocol/items';
import { Asked } from '../../questions/asked';
import { askerOf, numberOf } from '../../questions/content';
import { atGate, Barrier } from '../../questions/gate';
import { Choice, online, Verb } from '../../ui/desk';
import { useNow, useT, useView } from '../../ui/hooks';
import { useGlide } from '../../ui/motion';
import { Text } from '../../ui/text';
import { Near, useShown, useWindow } from '../../ui/window';
import { timeOfDay } from '../../words/hour';
import { clock } from '../../words/time';
import { HINTS } from './keys';
import type { Done, Lists } from './lists';
import { type Desk, Needs, QuestionRow, Signs } from './row';
import type { ModeratorTexts } from './texts.en';

/** The assumed height of an answered or declined row until it is drawn. */
const DONE_PX = 40;

export function Line(props: {
  lists: Lists;
  focused: number | null;
  desk: Desk;
  showNext(): void;
  done: Done;
  setDone(to: Done): void;
  shownDone: QuestionItem[];
  /** What stands there while it shows none. */
  emptyDone: string;
  /** The number of questions in a list as text; with a filter, how many of them show. */
  counts: Record<Done, string>;
}): JSX.Element {
  const t = useT<ModeratorTexts>();
  const { lists, desk, focused, done, shownDone } = props;
  const ref = useRef<HTMLElement>(null);
  useGlide(ref, lists.next.map(q => q.id).join());
  const doneList = useRef<HTMLUListElement>(null);
  const doneIds = useMemo(() => shownDone.map(q => q.id), [shownDone]);
  const shown = useWindow(doneList, doneIds, DONE_PX);
  useShown(shown, doneIds.includes(focused ?? -1) ? focused : null);
  return (
    <section class="col col-line" aria-label={t.moderator.next} ref={ref}>
      <div class="colh">
        <h2>{t.moderator.next}</h2>
        <span class="mut">{lists.next.length ? t.moderator.inLine(lists.next.length) : ''}</span>
      </div>
      <ol class="line-rows">
        {lists.next.map((q, i) => (
          <QuestionRow key={q.id} q={q} place={i + 1} focused={q.id === focused} desk={desk} />
        ))}
        {lists.next.length ? null : <li class="empty">{t.moderator.emptyNext}</li>}
      </ol>
      <hr class="rule" />
      <NowSlot lists={lists} desk={desk} focused={lists.now?.id === focused} showNext={props.showNext} />
      <div class="colh done-head">
        <Choice<Done>
          label={t.moderator.answered}
          value={done}
          options={[
            ['answered', `${t.moderator.answered} ${props.counts.answered}`],
            ['declined', `${t.moderator.declined} ${props.counts.declined}`],
            ...(lists.archived.length || done === 'archived'
              ? [['archived', `${t.moderator.archived} ${props.counts.archived}`] as [Done, string]]
              : []),
            ...(lists.muted.length || done === 'muted'
              ? [['muted', `${t.mute.list} ${props.counts.muted}`] as [Done, string]]
              : []),
          ]}
          on={props.setDone}
        />
      </div>
      <ul class="rows done-rows" ref={doneList}>
        <Near window={shown}>
          {shownDone.slice(shown.from, shown.to).map(q => (
            <DoneRow key={q.id} q={q} focused={q.id === focused} desk={desk} />
          ))}
        </Near>
        {shownDone.length ? null : <li class="empty">{props.emptyDone}</li>}
      </ul>
    </section>
  );
}

/** One line until it is focused; then a row like any other. */
function DoneRow(props: { q: QuestionItem; focused: boolean; desk: Desk }): JSX.Element {
  const t = useT<ModeratorTexts>();
  const { event } = useView();
  const { q, desk } = props;
  if (props.focused) return <QuestionRow {...props} />;
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the desk's keyboard reaches every row, see page.tsx
    <li
      class="row done"
      data-q={q.id}
      data-key={q.id}
      tabIndex={-1}
      onClick={e => {
        const column = e.currentTarget.parentElement;
        desk.focus(q);
        // It opens below the fold, so bring its verbs into view.
        requestAnimationFrame(() =>
          column?.querySelector(`[data-q="${q.id}"]`)?.scrollIntoView({ block: 'nearest' }),
        );
      }}
    >
      <span class="no">{numberOf(q)}</span>
      {q.state === 'erased' ? (
        <p class="alt mut">{t.states.erased}</p>
      ) : (
        <Text tag={q.content.lang} text={q.content.text} class="txt alt" />
      )}
      <span class="mut sm">{event && q.desk ? timeOfDay(q.desk.moved_at, event.zone) : ''}</span>
    </li>
  );
}

function NowSlot(props: { lists: Lists; desk: Desk; focused: boolean; showNext(): void }): JSX.Element {
  const t = useT<ModeratorTexts>();
  const view = useView();
  const nameTo = useFullTo();
  const now = useNow(1000);
  const off = !online(view);
  const { desk } = props;
  const { now: q, next } = props.lists;
  const gate = atGate(view);
  // Then the verb that shows the next one is the gate's.
  const isShut = gate.closed && !!gate.next;
  const scene = view.stage?.scene ?? 'holding';
  const showing =
    typeof scene === 'string'
      ? scene
      : (Object.keys(scene)[0] as 'session' | 'poll' | 'survey' | 'question' | 'cards');
  if (!q) {
    return (
      <div class="slot">
        <p class="st next">{t.moderator.nothingNow}</p>
        <p class="tr">{t.screenShows[showing]}</p>
        {next.length && !isShut ? (
          <div class="verbs">
            <Verb on={props.showNext} off={off} look="do" hint={HINTS.showNext}>
              {t.moderator.showNext}
            </Verb>
          </div>
        ) : null}
        <Barrier
          deeds={desk.deeds}
          translate={q => desk.edit(q, true)}
          hint={isShut ? HINTS.showNext : HINTS.promise}
          dropHint={HINTS.dropPromise}
        />
      </div>
    );
  }
  const s = Math.max(0, Math.floor((now - (q.desk?.moved_at ?? now)) / 1000));
  const shown = typeof scene === 'object' && 'question' in scene && scene.question === q.id;
  const from = askerOf(q.content);
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the desk's keyboard reaches the slot, see page.tsx
    <section
      class={props.focused ? 'slot focus' : 'slot'}
      data-q={q.id}
      tabIndex={props.focused ? 0 : -1}
      aria-current={props.focused}
      aria-label={t.moderator.now}
      onClick={e => {
        if (!(e.target as HTMLElement).closest('button')) desk.focus(q);
      }}
    >
      <p class="slot-head">
        <span class="st now">{t.moderator.now}</span>
        <span class="mut sm">{clock(s)}</span>
      </p>
      <Asked content={q.content} say />
      {(q.merged ?? []).map(other => (
        <Text key={other.id} tag={other.content.lang} text={other.content.text} class="tr" />
      ))}
      <p class="meta">
        {numberOf(q)}
        {t.comma}
        <bdi>{q.to === undefined ? t.moderator.toPanel : t.moderator.to(nameTo(q.to))}</bdi>
        {t.comma + t.moderator.upvotes(q.upvotes)}
        {from ? (
          <>
            {t.comma}
            <bdi lang={q.content.lang}>{from}</bdi>
          </>
        ) : null}{' '}
        <Signs q={q} byId={desk.byId} /> <Needs q={q} />
      </p>
      <Offered q={q} class="sm" />
      {shown ? null : <p class="meta hidden-now">{t.moderator.nowButHidden}</p>}
      <div class="verbs">
        {isShut ? null : (
          <Verb on={props.showNext} off={off} look="do" hint={HINTS.showNext}>
            {next.length ? t.moderator.answeredNext : t.moderator.answeredVerb}
          </Verb>
        )}
        {next.length ? (
          <Verb on={() => desk.verbs.answered(q)} off={off} hint={HINTS.answered}>
            {t.moderator.answeredVerb}
          </Verb>
        ) : null}
        <Verb on={() => desk.verbs.takeDown(q)} off={off} hint={HINTS.takeDown}>
          {t.moderator.takeDown}
        </Verb>
        {q.desk?.reports ? (
          <Verb on={() => desk.verbs.settleReports(q)} off={off} hint={HINTS.settle}>
            {t.moderator.settleReports}
          </Verb>
        ) : null}
        {props.focused ? (
          <Verb on={() => desk.edit(q)} hint={HINTS.edit}>
            {t.moderator.edit}
          </Verb>
        ) : null}
      </div>
      <Barrier
        deeds={desk.deeds}
        translate={q => desk.edit(q, true)}
        hint={isShut ? HINTS.showNext : HINTS.promise}
        dropHint={HINTS.dropPromise}
      />
    </section>
  );
}
