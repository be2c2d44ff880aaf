/** A choice at a desk: how many options a voter may choose, and the options with their votes. */
import './desk.css';
import type { JSX } from 'preact';
import type { PollItem, PollKind, Shares, TallyItem } from '../../protocol/items';
import { OPTIONS_MAX, OPTIONS_MIN } from '../../protocol/limits';
import { Both } from '../../ui/text';
import { useWords } from '../../ui/words';
import { letter } from '../../words/shares';
import type { Texts } from '../../words/texts';
import { type DeskKind, type Rule, rulesOf, tallyOf } from '../kind';
import { numbered } from '../rules';
import type { ChoiceDesk } from './texts.en';

const texts = import.meta.glob<ChoiceDesk>('./texts.*.ts', { eager: true, import: 'desk' });

const choice: DeskKind = {
  Settings({ poll }) {
    const { min, max } = rulesOf(poll, 'choice');
    return useKind(min, max);
  },
  Results,
  sorts: true,
  useRaised: poll =>
    poll.options.map((option, i) => ({
      name: letter(i),
      shown: <Both texts={option} as="span" altAs="span" />,
    })),
  useForms(options) {
    const { kind } = useWords(texts);
    if (options < OPTIONS_MIN || options > OPTIONS_MAX) return [];
    return [1, options].map(max => [kind(1, max), { choice: { min: 1, max } }]);
  },
  useRules: usePicks,
};

export default choice;

/** How many options a ballot of several picks: one's own words are one more. Those of one pick are a form. */
export function usePicks(): (kind: PollKind, options: number) => Rule[] {
  const t = useWords(texts);
  return (kind, options) => {
    const rules = 'choice' in kind ? kind.choice : 'free_choice' in kind ? kind.free_choice : undefined;
    if (!rules || rules.max < 2) return [];
    const most = options + ('other' in rules && rules.other ? 1 : 0);
    const put = (picks: { min?: number; max?: number }): PollKind =>
      'free_choice' in kind
        ? { free_choice: { ...kind.free_choice, ...picks } }
        : { choice: { ...rules, ...picks } };
    return [
      numbered(t.max, rules.max, [2, most], max => put({ max, min: Math.min(rules.min, max) })),
      numbered(t.min, rules.min, [1, rules.max], min => put({ min })),
    ];
  };
}

/** Names a choice of so many options. */
export const useKind = (min: number, max: number): string => useWords(texts).kind(min, max);

/** Says what 100 % is: a vote can have several choices. */
export const useBase = (whole: number, several: boolean): string => useWords(texts).base(whole, several);

/** Beyond this number, options move closer together, so all of them are visible beside the verbs. */
const ROOMY_MAX = 6;
/** Beyond this many characters, a text's bar goes below it, so the text does not wrap into many short lines. */
const BESIDE_CHARS_MAX = 48;

function Results({ poll, tally }: { poll: PollItem; tally: TallyItem | undefined }) {
  const answers = poll.options.map((texts, i) => ({ sign: letter(i), texts }));
  const counts = tallyOf(tally, 'choice');
  const several = rulesOf(poll, 'choice').max > 1;
  const whole = tally?.count ?? 0;
  return (
    <Rows
      answers={answers}
      counts={counts}
      whole={whole}
      shares={tally?.shares}
      base={useBase(whole, several)}
    />
  );
}

interface Row {
  sign: string;
  texts: Texts;
  /** The address of its picture. */
  picture?: string | undefined;
  below?: JSX.Element | undefined;
}

/** The answers with their bars, percents and counts. */
export function Rows(props: {
  /** In the order of the counts; one beyond the percents has its count alone. */
  answers: Row[];
  counts: number[] | undefined;
  /** The number that is 100 %. */
  whole: number;
  shares: Shares | undefined;
  /** Says what that number is. */
  base: string;
}) {
  const { answers, counts, whole, base } = props;
  const t = useWords(texts);
  const { percents, rounded } = props.shares ?? {};
  const many = answers.length > ROOMY_MAX;
  const long = answers.some(({ texts }) => Object.values(texts).some(of => of.length > BESIDE_CHARS_MAX));
  return (
    <table class={`results ${many ? 'many' : ''} ${long ? 'long' : ''}`}>
      <colgroup>
        <col class="l" />
        <col />
        {counts ? (
          <>
            <col class="of-bar" />
            <col class="n" />
            <col class="n" />
          </>
        ) : null}
      </colgroup>
      {counts ? (
        <thead>
          <tr>
            <th scope="col" colSpan={2}>
              {t.option}
            </th>
            <td class="of-bar" />
            <th scope="col">{t.share}</th>
            <th scope="col">{t.votes}</th>
          </tr>
        </thead>
      ) : null}
      <tbody>
        {answers.map(({ sign, texts, picture, below }, i) => {
          const percent = percents?.[i];
          const bar =
            counts && percent !== undefined ? (
              <span class="bar">
                <i style={{ transform: `scaleX(${whole ? (counts[i] ?? 0) / whole : 0})` }} />
              </span>
            ) : null;
          return (
            <tr key={i} class="res">
              <td class="l">{sign}</td>
              <th scope="row" class={picture ? 'illustrated' : ''}>
                {picture ? <img src={picture} alt="" width="44" height="33" loading="lazy" /> : null}
                <Both texts={texts} as="span" altAs="span" />
                {below}
                {bar}
              </th>
              {counts ? (
                <>
                  <td class="of-bar">{bar}</td>
                  <td class="n k">{percent === undefined ? '' : `${percent}%`}</td>
                  <td class="n mut">{counts[i]}</td>
                </>
              ) : null}
            </tr>
          );
        })}
      </tbody>
      {counts && whole ? (
        <tfoot>
          <tr>
            <td class="mut sm" colSpan={5}>
              {base} {rounded ? t.rounded : null}
            </td>
          </tr>
        </tfoot>
      ) : null}
    </table>
  );
}
