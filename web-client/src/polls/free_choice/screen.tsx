/**
 * A free choice on the screen: the rows of a choice, with one more for own words. Abstentions stand below them, outside of the 100 %,
 * and never win. The own words that moderators approved are shown at the reveal.
 */
import './screen.css';
import type { FreeChoiceTally, PollItem } from '../../protocol/items';
import { Num, Pair, speaking } from '../../ui/screen';
import { haveRoom, Picks, Rows, rowPlans, tie } from '../choice/screen';
import { rulesOf, type ScreenKind, tallyOf } from '../kind';
import { showsPercents } from '../numbers';
import { addressOf, answersOf, noneOf } from './answers';
import type { FreeChoiceScreen } from './texts.en';

const { Label } = speaking<FreeChoiceScreen>(
  import.meta.glob('./texts.*.ts', { eager: true, import: 'screen' }),
);

/** So many own words are shown, those of the most guests. */
const SAID_MAX = 3;

const freeChoice: ScreenKind = {
  plans: (poll, revealed, beside) => rowPlans(answersOf(poll).length, revealed, beside, !!poll.pictures),
  counted: tally => !!tallyOf(tally, 'free_choice'),
  drawsBeside: true,
  hasPlaceForCount: poll => haveRoom(answersOf(poll).length, !!poll.pictures),
  says: tally =>
    JSON.stringify(
      tallyOf(tally, 'free_choice')?.said?.map(({ text, translations }) => [text, translations]),
    ),
  Asks({ poll }) {
    const { min, max } = rulesOf(poll, 'free_choice');
    return <Picks min={min} max={max} />;
  },
  whole: (poll, result) => (showsPercents(poll) ? tallyOf(result, 'free_choice')?.base : undefined),
  Whole({ poll, tally, beside }) {
    // Side by side the legend has the numbers, and the row of abstentions stands behind a plus.
    if (beside || !showsPercents(poll) || !noneOf(poll)) return null;
    const { base } = tallyOf(tally, 'free_choice') ?? {};
    // A base that is all votes stands beside their number.
    return base && base !== tally?.count ? <Label of={w => w.whole(base)} /> : null;
  },
  Reads: ({ tally }) => tie(tally, tallyOf(tally, 'free_choice')?.answers),
  Field(props) {
    const { poll, tally, beside, revealed } = props;
    const counted = tallyOf(tally, 'free_choice');
    const none = noneOf(poll);
    const said = revealed && !beside ? counted?.said : undefined;
    return (
      <>
        <Rows
          {...props}
          answers={answersOf(poll).map(answer => ({
            ...answer,
            picture: answer.picture && addressOf(answer.picture, 'screen'),
          }))}
          counts={counted?.answers}
          whole={counted?.base ?? 0}
          countsOf={one => tallyOf(one, 'free_choice')?.answers}
        />
        {none || said?.length ? (
          <div class="besides" data-fit>
            {said?.length ? <Said poll={poll} counted={counted} said={said.slice(0, SAID_MAX)} /> : null}
            {none ? (
              <p class="none">
                {/* As in the legend, where they stand behind a plus. */}
                <span class="mark">{beside && showsPercents(poll) ? '+' : none.sign}</span>{' '}
                <Pair texts={none.texts} />
                {counted && !beside ? (
                  <em>
                    <Num of={counted.none ?? 0} />
                  </em>
                ) : null}
              </p>
            ) : null}
          </div>
        ) : null}
      </>
    );
  },
};

export default freeChoice;

/** The own words of the most guests, in one line after the name of their row. */
function Said(props: {
  poll: PollItem;
  counted: FreeChoiceTally | undefined;
  said: NonNullable<FreeChoiceTally['said']>;
}) {
  const { poll, counted, said } = props;
  const own = answersOf(poll)[poll.options.length];
  const more = (counted?.approved ?? 0) - said.length;
  return (
    <p class="own">
      <span class="mark">{own?.sign}</span>{' '}
      {said.map(({ id, lang, text, translations, count }) => (
        <span key={id}>
          <Pair texts={{ [lang]: text, ...translations }} />{' '}
          <em>
            <Num of={count} />
          </em>
        </span>
      ))}
      {more > 0 ? (
        <small>
          <Label of={w => w.more(more)} />
        </small>
      ) : null}
    </p>
  );
}
