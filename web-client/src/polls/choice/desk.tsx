/** A choice at a desk: how many options a voter may choose, and the options with their votes. */
import './desk.css';
import type { PollItem, TallyItem } from '../../protocol/items';
import { OPTIONS_MAX, OPTIONS_MIN } from '../../protocol/limits';
import { Both } from '../../ui/text';
import { useWords } from '../../ui/words';
import { letter } from '../../words/shares';
import { type DeskKind, rulesOf, tallyOf } from '../kind';
import type { ChoiceDesk } from './texts.en';

const texts = import.meta.glob<ChoiceDesk>('./texts.*.ts', { eager: true, import: 'desk' });

const choice: DeskKind = {
  Settings({ poll }) {
    const { min, max } = rulesOf(poll, 'choice');
    return useWords(texts).kind(min, max);
  },
  Results,
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
};

export default choice;

/** Beyond this number, options move closer together, so all of them are visible beside the verbs. */
const ROOMY_MAX = 6;
/** Beyond this many characters, a text's bar goes below it, so the text does not wrap into many short lines. */
const BESIDE_CHARS_MAX = 48;

function Results({ poll, tally }: { poll: PollItem; tally: TallyItem | undefined }) {
  const picks = tallyOf(tally, 'choice');
  const count = tally?.count ?? 0;
  const t = useWords(texts);
  const { percents, rounded } = tally?.shares ?? {};
  const many = poll.options.length > ROOMY_MAX;
  const long = poll.options.some(option => Object.values(option).some(of => of.length > BESIDE_CHARS_MAX));
  return (
    <ul class={`results ${picks ? '' : 'bare'} ${many ? 'many' : ''} ${long ? 'long' : ''}`}>
      {poll.options.map((option, i) => (
        <li key={i} class="res">
          <span class="l">{letter(i)}</span>
          <div>
            <Both texts={option} />
          </div>
          {picks ? (
            <>
              <span class="bar">
                <i style={{ transform: `scaleX(${count ? (picks[i] ?? 0) / count : 0})` }} />
              </span>
              <span class="n k">{percents?.[i]}%</span>
              <span class="n mut">{picks[i]}</span>
            </>
          ) : null}
        </li>
      ))}
      {rounded ? <li class="mut sm">{t.rounded}</li> : null}
    </ul>
  );
}
