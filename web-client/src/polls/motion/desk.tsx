/** A motion at a desk: the votes of each side, what 100 % is, and the outcome. */
import './desk.css';
import type { Majority, MotionBase, MotionRules } from '../../protocol/items';
import { useWords } from '../../ui/words';
import { type DeskKind, rulesOf, tallyOf } from '../kind';
import { wholeOf } from './marks';
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
  useRules() {
    const t = useWords(texts);
    return kind => {
      if (!('motion' in kind)) return [];
      const { base, majority } = kind.motion;
      return [
        {
          name: t.needs,
          value: majority ?? '',
          options: [['', t.noMajority], ...MAJORITIES.map((of): [string, string] => [of, t.fractions[of]])],
          put(value) {
            const majority = MAJORITIES.find(of => of === value);
            return { motion: { base, ...(majority && { majority }) } };
          },
        },
        {
          name: t.base,
          value: base,
          options: BASES.map(of => [of, t.bases[of]]),
          put: value => ({ motion: { ...kind.motion, base: BASES.find(of => of === value) ?? base } }),
        },
      ];
    };
  },
  useRaised() {
    const { sides } = useWords(texts);
    return SIDES.map(side => ({ name: sides[side] ?? '', shown: sides[side] }));
  },
};

const MAJORITIES: Majority[] = ['simple', 'three_fifths', 'two_thirds', 'three_quarters'];
const BASES: MotionBase[] = ['without_abstentions', 'cast', 'present'];

/** The usual motions. */
const MOTIONS: MotionRules[] = [
  { base: 'without_abstentions', majority: 'simple' },
  { base: 'cast', majority: 'two_thirds' },
  { base: 'present', majority: 'simple' },
];

export default motion;

function Results({ poll, tally, ofGroup }: Parameters<DeskKind['Results']>[0]) {
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
              {ofGroup || adopted === undefined ? null : <b>{adopted ? t.adopted : t.notAdopted}</b>}{' '}
              <span class="mut">
                {t.whole(wholeOf(rules.base, tally), base)}
                {rounded ? ` ${t.rounded}` : ''}
              </span>
            </td>
          </tr>
        </tfoot>
      ) : null}
    </table>
  );
}
