/** What guests may do with questions: in the running session or outside of sessions, and in the selected session. */
import './questions.css';
import type { JSX } from 'preact';
import { useMemo, useState } from 'preact/hooks';
import { useFullTo } from '../../people/addressee';
import type { QuestionChange } from '../../protocol/commands';
import type { Asking, QuestionItem, QuestionSettings, SessionItem } from '../../protocol/items';
import { PICKED_MAX, QUESTIONS_MAX } from '../../protocol/limits';
import { askerOf, numberOf, textsOf } from '../../questions/content';
import { Who } from '../../questions/who';
import type { View } from '../../sync/store';
import type { Deeds } from '../../ui/deeds';
import { Choice, online } from '../../ui/desk';
import { useLang, useT, useView } from '../../ui/hooks';
import { pick, Text } from '../../ui/text';
import type { HostTexts } from './texts.en';

/** Limits on a guest's questions that the page offers. */
const LIMITS = [1, 2, 3, 5];
/** Questions that the page offers to pick at once, the most supported ones; a search finds the others. */
const OFFERED_MAX = 50;

/** Returns the session whose settings hold now, and whether guests may ask in it. */
export function asksNow(view: View): [session: number | undefined, asking: Asking] {
  const running = view.sessions.find(s => s.state === 'running');
  const { event } = view;
  return [running?.id, event?.asking?.asking ?? (event?.questions ? 'open' : 'paused')];
}

export function useSetQuestions(deeds: Deeds): (change: QuestionChange) => void {
  const { did } = useT<HostTexts>().host;
  return change => {
    void deeds.run({
      item: 'questions',
      cmd: () => ({ set_questions: change }),
      did: change.asking ? did.asking[change.asking] : did.questionsSet,
    });
  };
}

/** Opens, pauses or closes questions. It appears with every selected poll and session. */
export function QuestionsSwitch(props: { deeds: Deeds; session?: SessionItem }): JSX.Element {
  const t = useT<HostTexts>().host;
  const view = useView();
  const set = useSetQuestions(props.deeds);
  const [now, asking] = asksNow(view);
  const session = props.session?.id ?? now;
  return (
    <div class="kv">
      <span>{t.questions}</span>
      <Choice<Asking>
        label={t.questions}
        value={props.session?.questions?.asking ?? asking}
        off={!online(view)}
        options={[
          ['open', t.asking.open],
          ['paused', t.asking.paused],
          ['closed', t.asking.closed],
        ]}
        on={to => set({ ...(session !== undefined && { session }), asking: to })}
      />
    </div>
  );
}

/** How guests ask in a session. */
export function SessionQuestions(props: { deeds: Deeds; session: SessionItem }): JSX.Element | null {
  const t = useT<HostTexts>().host;
  const view = useView();
  const off = !online(view);
  const langs = view.event?.langs.length ?? 1;
  const run = useSetQuestions(props.deeds);
  const { id, questions } = props.session;
  if (!questions) return null;
  const set = (change: QuestionChange) => run({ session: id, ...change });
  const row = <V extends string>(label: string, value: V, options: [V, string][], on: (to: V) => void) => (
    <div class="kv">
      <span>{label}</span>
      <Choice<V> label={label} value={value} off={off} options={options} on={on} />
    </div>
  );
  const { at_once, named, limit, upvotes, order, calm, translated = false } = questions;
  const limits = [...new Set([...LIMITS, limit, QUESTIONS_MAX])].sort((a, b) => a - b);
  const is = (on: boolean): 'yes' | 'no' => (on ? 'yes' : 'no');
  const s = t.settings;
  return (
    <details class="settings">
      <summary>
        {s.title} <span class="mut sm">{said(questions, t)}</span>
      </summary>
      {row(
        s.publish,
        is(at_once),
        [
          ['no', s.approved],
          ['yes', s.atOnce],
        ],
        to => set({ at_once: to === 'yes' }),
      )}
      {at_once ? <p class="mut sm">{s.atOnceHow}</p> : null}
      {row(
        s.names,
        is(named),
        [
          ['no', s.anonymous],
          ['yes', s.named],
        ],
        to => set({ named: to === 'yes' }),
      )}
      {row(
        s.limit,
        `${limit}`,
        limits.map(n => [`${n}`, n === QUESTIONS_MAX ? s.noLimit : `${n}`]),
        to => set({ limit: Number(to) }),
      )}
      {row(
        s.upvotes,
        is(upvotes),
        [
          ['yes', s.on],
          ['no', s.off],
        ],
        to => set({ upvotes: to === 'yes' }),
      )}
      {row(
        s.order,
        order,
        [
          ['top', s.top],
          ['newest', s.newest],
        ],
        to => set({ order: to }),
      )}
      {row(
        s.list,
        is(calm),
        [
          ['no', s.live],
          ['yes', s.calm],
        ],
        to => set({ calm: to === 'yes' }),
      )}
      {langs > 1
        ? row(
            s.onScreen,
            is(translated),
            [
              ['no', s.anyLanguage],
              ['yes', s.translated],
            ],
            to => set({ translated: to === 'yes' }),
          )
        : null}
    </details>
  );
}

/** What is not as usual. */
function said(questions: QuestionSettings, t: HostTexts['host']): string {
  const { at_once, named, limit, upvotes, calm, translated } = questions;
  const s = t.settings;
  return [
    at_once && s.atOnce,
    named && s.named,
    limit < QUESTIONS_MAX && s.perGuest(limit),
    !upvotes && s.noUpvotes,
    calm && s.calm,
    translated && s.onScreenTranslated,
  ]
    .filter(Boolean)
    .join(', ');
}

export type Carry = 'none' | 'all' | { picked: number[] };

/** Returns the questions that nobody has answered, of other sessions than this one: the most supported first. */
export function unanswered(view: View, session: SessionItem): QuestionItem[] {
  const isOpen = (q: QuestionItem) => q.state === 'waiting' || q.state === 'approved' || q.state === 'next';
  return view.questions
    .filter(q => isOpen(q) && q.desk?.session !== session.id)
    .sort((a, b) => b.upvotes - a.upvotes || a.at - b.at);
}

/** Chooses what is carried over into a session before it starts: of many, by a search. */
export function CarryOver(props: {
  list: QuestionItem[];
  carry: Carry;
  set: (carry: Carry) => void;
}): JSX.Element {
  const { host: t, states } = useT<HostTexts>();
  const [lang] = useLang();
  const nameTo = useFullTo();
  const [search, setSearch] = useState('');
  const { list, carry, set } = props;
  const waiting = list.filter(q => q.state === 'waiting').length;
  const picked = typeof carry === 'object' ? carry.picked : [];
  const found = useMemo(() => list.filter(finds(search)), [list, search]);
  // Those that are picked stay in sight.
  const offered = found.filter((q, i) => i < OFFERED_MAX || picked.includes(q.id));
  const isFull = picked.length >= PICKED_MAX;
  return (
    <div class="carry">
      <p>{t.carry.how(list.length, waiting)}</p>
      <Choice
        label={t.carry.title}
        value={typeof carry === 'object' ? 'picked' : carry}
        options={[
          ['none', t.carry.none],
          ['all', t.carry.all],
          ['picked', t.carry.picked],
        ]}
        on={to => set(to === 'picked' ? { picked } : to)}
      />
      {typeof carry === 'object' ? (
        <>
          <label class="field">
            <span class="unseen">{t.carry.search}</span>
            <input
              type="search"
              dir="auto"
              placeholder={t.carry.search}
              value={search}
              onInput={e => setSearch(e.currentTarget.value)}
            />
          </label>
          <p class="mut sm" role="status">
            {t.carry.nPicked(picked.length)}
            {isFull ? ` ${t.carry.most(PICKED_MAX)}` : ''}
          </p>
          <ul>
            {offered.map(q => {
              const [tag, text] = pick(textsOf(q.content), lang);
              const on = picked.includes(q.id);
              return (
                <li key={q.id}>
                  <label>
                    <input
                      type="checkbox"
                      checked={on}
                      disabled={!on && isFull}
                      onChange={() =>
                        set({ picked: on ? picked.filter(id => id !== q.id) : [...picked, q.id] })
                      }
                    />
                    <span>
                      <Text tag={tag} text={text} as="span" /> <span class="mut">{q.upvotes}</span>{' '}
                      {q.state === 'waiting' ? <span class="tag need">{states.waiting}</span> : null}
                      <Who q={q} to={q.to && nameTo(q.to)} />
                    </span>
                  </label>
                </li>
              );
            })}
          </ul>
          {found.length ? null : <p class="empty">{t.carry.noneFound}</p>}
          {found.length > offered.length ? (
            <p class="mut sm">{t.carry.more(found.length - offered.length)}</p>
          ) : null}
        </>
      ) : null}
    </div>
  );
}

/** Keeps questions of which a text, the number, or the name of the asker has the words. */
function finds(search: string): (q: QuestionItem) => boolean {
  const wanted = search.trim().toLowerCase();
  return q => {
    if (!wanted || String(numberOf(q)) === wanted.replace(/^#/, '')) return true;
    const words = [q.content, ...(q.merged ?? []).map(other => other.content)];
    return words.some(content =>
      [...Object.values(textsOf(content)), askerOf(content)].some(text =>
        text.toLowerCase().includes(wanted),
      ),
    );
  };
}
