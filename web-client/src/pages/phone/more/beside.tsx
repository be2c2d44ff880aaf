/** Thin bars at one answer: one for each round, or for each value of the group by which the host shows the result. */
import { besideOf } from '../../../polls/beside';
import type { PollItem, TallyItem } from '../../../protocol/items';
import { useLang, useView } from '../../../ui/hooks';
import { pick, Text } from '../../../ui/text';
import { useMore } from './texts';

export function Beside(props: { poll: PollItem; tally: TallyItem; at: number }) {
  const { poll, tally, at } = props;
  const t = useMore();
  const [lang] = useLang();
  const beside = besideOf(poll, tally, useView().groups);
  if (!beside) return null;
  return (
    <span class={`beside ${beside.of}`}>
      {beside.series.map(({ key, name, percents }) => {
        const percent = percents[at] ?? 0;
        const [tag, text] = pick(name ?? {}, lang);
        return (
          <span key={key}>
            {name ? <Text tag={tag} text={text} as="span" /> : <span>{t.round(key)}</span>}
            <span class="bar">
              <i style={{ transform: `scaleX(${percent / 100})` }} />
            </span>
            <span class="k">{percent}%</span>
          </span>
        );
      })}
    </span>
  );
}
