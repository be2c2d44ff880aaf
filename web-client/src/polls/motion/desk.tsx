/** A motion at a desk: the votes of each side, what 100 % is, and the outcome. */
import './desk.css';
import type { MotionRules, PollItem, TallyItem } from '../../protocol/items';
import { useWords } from '../../ui/words';
import { type DeskKind, rulesOf, tallyOf } from '../kind';
import { SIDES, Sign } from './parts';
import type { MotionDesk } from './texts.en';

const texts = import.meta.glob<MotionDesk>('./texts.*.ts', { eager: true, import: 'desk' });

const motion: DeskKind = {
  Settings({ poll }) {
    const { majority, base } = rulesOf(poll, 'motion');
    return useWords(texts).kind(majority, base);
  },
  Results,
  useForms(options) {
    const { kind } = useWords(texts);
    return options ? [] : MOTIONS.map(rules => [kind(rules.majority, rules.base), { motion: rules }]);
  },
  useRaised() {
    const { sides } = useWords(texts);
    return SIDES.map(side => ({ name: sides[side] ?? '', shown: sides[side] }));
  },
};

/** The motions that a host can make. */
const MOTIONS: MotionRules[] = [
  { base: 'without_abstentions', majority: 'simple' },
  { base: 'cast', majority: 'two_thirds' },
  { base: 'present', majority: 'simple' },
];

export default motion;

function Results({ poll, tally }: { poll: PollItem; tally: TallyItem | undefined }) {
  const t = useWords(texts);
  const rules = rulesOf(poll, 'motion');
  const { counts, absent, base, adopted } = tallyOf(tally, 'motion') ?? { counts: undefined };
  const { percents, rounded } = tally?.shares ?? {};
  const parts = counts && [...counts, ...(absent === undefined ? [] : [absent])];
  return (
    <table class="motion-table">
      {parts ? (
        <thead>
          <tr>
            <th scope="col">{t.side}</th>
            <td />
            <th scope="col">{t.share}</th>
            <th scope="col">{t.votes}</th>
          </tr>
        </thead>
      ) : null}
      <tbody>
        {(parts ?? SIDES).map((votes, side) => (
          <tr key={side}>
            <th scope="row">
              {side < 3 ? <Sign side={side} /> : null}
              {t.sides[side]}
            </th>
            {parts ? (
              <>
                <td class="bar">
                  {percents?.[side] === undefined ? null : (
                    <i style={{ transform: `scaleX(${base ? votes / base : 0})` }} />
                  )}
                </td>
                <td class="k">{percents?.[side] === undefined ? '' : `${percents[side]}%`}</td>
                <td class="mut">{votes}</td>
              </>
            ) : null}
          </tr>
        ))}
      </tbody>
      {parts ? (
        <tfoot>
          <tr>
            <td colSpan={4}>
              {adopted === undefined ? null : <b>{adopted ? t.adopted : t.notAdopted}</b>}{' '}
              <span class="mut">
                {t.whole(rules.base, base)}
                {rounded ? ` ${t.rounded}` : ''}
              </span>
            </td>
          </tr>
        </tfoot>
      ) : null}
    </table>
  );
}
