/** A result by round, or by the group that the host shows: at each answer a thin bar for each, or else a line for each. */
import { raisedOf } from '../../../hands/raised';
import { besideOf, type Series } from '../../../polls/beside';
import { tallyOf } from '../../../polls/kind';
import { Numbers } from '../../../polls/numbers';
import type { Ready } from '../../../polls/phone';
import type { PollItem, Tally } from '../../../protocol/items';
import { useLang, useView } from '../../../ui/hooks';
import { Both, pick, Text } from '../../../ui/text';
import { useMore } from './texts';

export interface BesideProps {
  poll: PollItem;
  /** Its kind, with the kind's texts. */
  ready: Ready;
}

/** The counts by answer; nothing of a kind that shows percents alone. */
const countsOf = (tally: Tally | undefined): number[] | undefined =>
  tallyOf({ tally }, 'choice') ?? tallyOf({ tally }, 'free_choice')?.answers;

export function Beside({ poll, ready: { kind, t: own } }: BesideProps) {
  const answers = kind.answers?.(poll) ?? poll.options;
  const reads = (one: Series) => kind.reads?.(one, own);
  const t = useMore();
  const [lang] = useLang();
  const { tallies, of } = useView();
  const tally = tallies.get(poll.id);
  const beside = besideOf(poll, tally, of('group'));
  const { leaders = [], percents = [] } = tally?.shares ?? {};
  const atAnswers = percents.length === answers.length;
  const lines = atAnswers
    ? []
    : poll.options.map((_, i) => beside?.series.map(one => kind.readsAt?.(one, i)) ?? []);
  const readsAll = lines.some(line => line.some(Boolean));
  if (!beside || !(atAnswers || readsAll || beside.series.some(reads))) return null;
  return (
    <ul class={`beside ${beside.of}`}>
      {(atAnswers ? answers : []).map((option, i) => (
        <li key={i} class={leaders.includes(i) ? 'won' : ''}>
          <Both texts={option} as="b" altAs="i" altClass="" />
          {beside.series.map(({ key, name, percents, tally }) => {
            const percent = percents[i] ?? 0;
            const [tag, text] = pick(name ?? {}, lang);
            return (
              <p key={key}>
                {name ? <Text tag={tag} text={text} as="span" /> : <span>{t.round(key)}</span>}
                <span class="bar">
                  <i style={{ transform: `scaleX(${percent / 100})` }} />
                </span>
                {'ranking' in poll.kind ? null : (
                  <span class={poll.show === 'both' ? 'k both' : 'k'}>
                    <Numbers poll={poll} count={countsOf(tally)?.[i]} percent={percent} />
                  </span>
                )}
              </p>
            );
          })}
        </li>
      ))}
      {(readsAll ? poll.options : []).map((option, i) => (
        <li key={i} class={leaders.includes(i) ? 'won' : ''}>
          <Both texts={option} as="b" altAs="i" altClass="" />
          {beside.series.map(({ key, name }, at) => {
            const [tag, text] = pick(name ?? {}, lang);
            return (
              <p key={key}>
                {name ? <Text tag={tag} text={text} as="span" /> : <span>{t.round(key)}</span>}
                <span>{lines[i]?.[at]}</span>
              </p>
            );
          })}
        </li>
      ))}
      <li class="note">
        {beside.series.map(one => {
          const { key, name, count, hands, tally } = one;
          const line = !atAnswers && reads(one);
          const [tag, text] = pick(name ?? {}, lang);
          const raised = hands && raisedOf(hands);
          // What the kind says of votes without a choice, it says of the last round.
          const base = tallyOf({ tally }, 'free_choice')?.base ?? count;
          return (
            <p key={key}>
              {name ? <Text tag={tag} text={text} as="span" /> : <span>{t.round(key)}</span>}{' '}
              <span>
                {line && `${line} · `}
                {t.base(base, raised)}
                {count > base && t.without(count - base)}
              </span>
            </p>
          );
        })}
      </li>
      {beside.of === 'group' && tally?.hands && <li class="note">{t.phonesByGroup}</li>}
    </ul>
  );
}
