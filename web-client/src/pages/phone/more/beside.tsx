/** A result by round, or by the group that the host shows: at each answer a thin bar for each. */
import { besideOf } from '../../../polls/beside';
import type { PollItem } from '../../../protocol/items';
import { useLang, useView } from '../../../ui/hooks';
import { Both, pick, Text } from '../../../ui/text';
import type { Texts } from '../../../words/texts';
import { useMore } from './texts';

export interface BesideProps {
  poll: PollItem;
  /** Where these are not the poll's options. */
  answers: Texts[] | undefined;
}

export function Beside({ poll, answers = poll.options }: BesideProps) {
  const t = useMore();
  const [lang] = useLang();
  const { tallies, of } = useView();
  const tally = tallies.get(poll.id);
  const beside = besideOf(poll, tally, of('group'));
  const { leaders = [], percents = [] } = tally?.shares ?? {};
  if (!beside || percents.length !== answers.length) return null;
  return (
    <ul class={`beside ${beside.of}`}>
      {answers.map((option, i) => (
        <li key={i} class={leaders.includes(i) ? 'won' : ''}>
          <Both texts={option} as="b" altAs="i" altClass="" />
          {beside.series.map(({ key, name, percents }) => {
            const percent = percents[i] ?? 0;
            const [tag, text] = pick(name ?? {}, lang);
            return (
              <p key={key}>
                {name ? <Text tag={tag} text={text} as="span" /> : <span>{t.round(key)}</span>}
                <span class="bar">
                  <i style={{ transform: `scaleX(${percent / 100})` }} />
                </span>
                <span class="k">{percent}%</span>
              </p>
            );
          })}
        </li>
      ))}
      <li class="note">
        {beside.series.map(({ key, name, count, hands }) => {
          const [tag, text] = pick(name ?? {}, lang);
          const raised = hands?.counts.reduce((a, b) => a + b, 0);
          return (
            <p key={key}>
              {name ? <Text tag={tag} text={text} as="span" /> : t.round(key)} {t.base(count, raised)}
            </p>
          );
        })}
      </li>
      {beside.of === 'group' && tally?.hands && <li class="note">{t.phonesByGroup}</li>}
    </ul>
  );
}
