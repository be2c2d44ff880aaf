/** Ratings at a desk: the steps with the labels of both ends and their votes; of several items, a row for each. */
import './desk.css';
import type { PollItem, PollKind, TallyItem } from '../../protocol/items';
import { RATED_MAX, SCALE_LAST_MAX, STARS_MAX } from '../../protocol/limits';
import { Both } from '../../ui/text';
import { useWords } from '../../ui/words';
import { useBase } from '../choice/desk';
import { type DeskKind, rulesOf, tallyOf } from '../kind';
import { numbered } from '../rules';
import type { ScaleDesk } from './texts.en';

const texts = import.meta.glob<ScaleDesk>('./texts.*.ts', { eager: true, import: 'desk' });

/** The rules of a scale, with what is usual. */
function rules(poll: PollItem) {
  const { from = 1, steps, ...rest } = rulesOf(poll, 'scale');
  return { ...rest, from, steps, last: from + steps - 1 };
}

const scale: DeskKind = {
  Settings({ poll }) {
    const t = useWords(texts);
    const { from, last, look } = rules(poll);
    return look === 'recommend' ? t.nps : look === 'stars' ? t.stars(last) : t.kind(from, last);
  },
  Results(props) {
    return props.poll.options.length ? <Items {...props} /> : <Steps {...props} />;
  },
  useForms(options) {
    const t = useWords(texts);
    const one: [string, PollKind][] = [
      [t.kind(1, 10), { scale: { steps: 10 } }],
      [t.kind(0, 10), { scale: { steps: 11, from: 0 } }],
      [t.nps, { scale: { steps: 11, from: 0, look: 'recommend' } }],
    ];
    const all: [string, PollKind][] = [
      [t.kind(1, 5), { scale: { steps: 5 } }],
      [t.stars(5), { scale: { steps: 5, look: 'stars' } }],
    ];
    // One option is a mistake rather than an item.
    if (options === 1 || options > RATED_MAX) return [];
    return options ? all : [...all, ...one];
  },
  useRules() {
    const t = useWords(texts);
    return kind => {
      if (!('scale' in kind) || kind.scale.look === 'recommend') return [];
      const { from = 1, steps, look } = kind.scale;
      const last = from + steps - 1;
      const put = (from: number, last: number): PollKind => ({
        scale: { ...kind.scale, from, steps: last - from + 1 },
      });
      const isStars = look === 'stars';
      const first = numbered(t.first, from, [0, 1], n => put(n, last));
      return [
        ...(isStars ? [] : [first]),
        numbered(t.last, last, [from + 1, isStars ? STARS_MAX : SCALE_LAST_MAX], n => put(from, n)),
      ];
    };
  },
  lines: {
    useLabel: () => useWords(texts).ends,
    mayBeEmpty: true,
    of: kind => ('scale' in kind ? [kind.scale.low ?? {}, kind.scale.high ?? {}] : []),
    put: (kind, [low = {}, high = {}]) => ('scale' in kind ? { scale: { ...kind.scale, low, high } } : kind),
  },
  useLooks(kind) {
    const t = useWords(texts);
    if (!('scale' in kind)) return [];
    const { look, ...plain } = kind.scale;
    const { from = 1, steps } = plain;
    if (look === 'recommend' || from !== 1 || steps > STARS_MAX) return [];
    return [
      [t.kind(from, steps), { scale: plain }],
      [t.stars(steps), { scale: { ...plain, look: 'stars' } }],
    ];
  },
};

export default scale;

interface Props {
  poll: PollItem;
  tally: TallyItem | undefined;
}

function Steps({ poll, tally }: Props) {
  const t = useWords(texts);
  const { steps, from, last, low, high } = rules(poll);
  const { items, promoters } = tallyOf(tally, 'scale') ?? {};
  const { counts, median_tenths } = items?.[0] ?? {};
  const ballots = tally?.count ?? 0;
  const { percents, rounded } = tally?.shares ?? {};
  const base = useBase(ballots, false);
  const words: Record<number, typeof low> = { [from]: low, [last]: high };
  return (
    <table class="steps-table">
      {counts ? (
        <thead>
          <tr>
            <th scope="col" colSpan={2}>
              {t.step}
            </th>
            <td />
            <th scope="col">{t.share}</th>
            <th scope="col">{t.votes}</th>
          </tr>
        </thead>
      ) : null}
      <tbody>
        {Array.from({ length: steps }, (_, i) => (
          <tr key={i}>
            <th scope="row">{from + i}</th>
            <td class="words">
              <Both texts={words[from + i] ?? {}} />
            </td>
            {counts ? (
              <>
                <td class="bar">
                  <i style={{ transform: `scaleX(${ballots ? (counts[i] ?? 0) / ballots : 0})` }} />
                </td>
                <td class="k">{percents?.[i]}%</td>
                <td class="mut">{counts[i]}</td>
              </>
            ) : null}
          </tr>
        ))}
      </tbody>
      {median_tenths === undefined ? null : (
        <tfoot>
          <tr>
            <td colSpan={5}>
              {promoters ? (
                <>
                  {t.nps} {t.signed(promoters.score)}
                  <span class="mut sm">
                    {' '}
                    {[promoters.promoters, promoters.passives, promoters.detractors]
                      .map((percent, i) => `${t.groups[i]} ${percent}%`)
                      .join(' · ')}
                  </span>
                </>
              ) : (
                t.median(median_tenths / 10)
              )}
              <p class="mut sm">
                {base} {rounded ? t.rounded : null}
              </p>
            </td>
          </tr>
        </tfoot>
      )}
    </table>
  );
}

/** How many rated each item with each step. */
function Items({ poll, tally }: Props) {
  const t = useWords(texts);
  const { steps, from } = rules(poll);
  const items = tallyOf(tally, 'scale')?.items;
  const sum = (counts: number[]) => counts.reduce((all, n) => all + n, 0);
  return (
    <div class="items-wide">
      <table class="steps-table items">
        <thead>
          <tr>
            <th scope="col">{t.item}</th>
            {Array.from({ length: steps }, (_, i) => (
              <th scope="col" key={i}>
                {from + i}
              </th>
            ))}
            <th scope="col">{t.rated}</th>
            <th scope="col">{t.middle}</th>
          </tr>
        </thead>
        <tbody>
          {poll.options.map((option, item) => {
            const { counts, median_tenths } = items?.[item] ?? {};
            return (
              <tr key={item}>
                <th scope="row" class="words">
                  <Both texts={option} />
                </th>
                {Array.from({ length: steps }, (_, i) => (
                  <td key={i} class="mut">
                    {counts?.[i]}
                  </td>
                ))}
                <td>{counts && sum(counts)}</td>
                <td class="median">{median_tenths === undefined ? '' : t.number(median_tenths / 10)}</td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}
