/**
 * Open text on the screen: slips of paper, four to a page, the original first and its translation below it. One that is taken up
 * stands large, and the others form a quiet column beside it.
 */
import './screen.css';
import type { Slip } from '../../protocol/items';
import { down, FLOOR, type Plan } from '../../ui/fit';
import { inOrder, Piece, speaking, useSetting } from '../../ui/screen';
import type { Series } from '../beside';
import { type ScreenKind, tallyOf } from '../kind';
import { LANES, Lanes } from '../sides';
import { headingOf } from './heading';
import type { TextScreen } from './texts.en';

const { Label } = speaking<TextScreen>(import.meta.glob('./texts.*.ts', { eager: true, import: 'screen' }));

/** Slips on one page; more turn as pages of four, or of what fits. */
const SIZES: Plan[] = [
  ...down(5.2, 4.2, 3).map(say => ({
    sizes: { say, alt: Math.max(FLOOR, say * 0.64), slip: 4.2, large: 8 },
  })),
  ...[6.6, 5.2].map(large => ({ sizes: { say: 4.2, alt: FLOOR, slip: 4.2, large } })),
  ...down(4.2, FLOOR, 2).map(say => ({ sizes: { say, alt: FLOOR, slip: FLOOR, large: 4.2 } })),
  { sizes: { say: FLOOR, alt: FLOOR, slip: FLOOR, large: FLOOR } },
];

const PLANS: Plan[] = [
  ...SIZES,
  ...SIZES.map(plan => ({ ...plan, pages: true })),
  ...['title-alt', 'title-alt slip-alt'].map(bare => ({
    sizes: { say: FLOOR, alt: FLOOR, slip: FLOOR, large: FLOOR },
    bare,
    pages: true,
  })),
];

const text: ScreenKind = {
  plans: (_, __, beside) => (beside ? LANES : PLANS),
  counted: tally => !!tallyOf(tally, 'text')?.slips.length,
  hasPlaceForCount: () => true,
  says(tally) {
    const { slips = [], taken } = tallyOf(tally, 'text') ?? {};
    return JSON.stringify([slips.map(({ text, translations, group }) => [text, translations, group]), taken]);
  },
  Asks({ tally }) {
    const { waiting = 0, taken } = tallyOf(tally, 'text') ?? {};
    if (taken !== undefined) return <Label of={w => w.taken} />;
    return waiting ? <Label of={w => w.waiting(waiting)} /> : <Label of={w => w.each} />;
  },
  Reads({ tally }) {
    return tallyOf(tally, 'text')?.taken === undefined ? null : <Label of={w => w.taken} />;
  },
  drawsBeside: true,
  isPlainBeside: true,
  Field(props) {
    const { beside } = props;
    return beside ? (
      <Lanes beside={beside} figure={one => <Newest one={one} />} says={() => null} />
    ) : (
      <Wall {...props} />
    );
  },
};

export default text;

/** The others beside a slip that is taken up: so many, the newest. */
const BESIDE = 3;

/** So many slips of each round or group, so that two of them stand on one page in two languages. */
const NEWEST = 2;

/** The slips of a round or group that stand beside those of the others: the one that is taken up, and the newest. */
function Newest({ one }: { one: Series }) {
  const { slips = [], taken } = tallyOf(one, 'text') ?? {};
  const newest = slips.filter(slip => slip.id !== taken).reverse();
  const shown = [...slips.filter(slip => slip.id === taken), ...newest].slice(0, NEWEST);
  return (
    <ul class="newest-slips">
      {shown.map(slip => (
        <li key={slip.id}>
          <Words slip={slip} />
        </li>
      ))}
    </ul>
  );
}

function Wall({ tally, from, to }: Parameters<ScreenKind['Field']>[0]) {
  const { slips = [], taken } = tallyOf(tally, 'text') ?? {};
  const large = slips.find(slip => slip.id === taken);
  if (large) {
    const others = slips.filter(slip => slip !== large).slice(-BESIDE);
    return (
      <div class="taken-up">
        <div class="slip large" data-fit>
          <Words slip={large} />
        </div>
        <ul>
          {others.map(slip => (
            <li key={slip.id} data-spare>
              <Piece tag={slip.lang} text={slip.text} />
            </li>
          ))}
        </ul>
      </div>
    );
  }
  const shown = slips.slice(from, Math.min(to, slips.length)).length;
  return (
    <ul class={`wall n${Math.min(4, shown)}`} data-fit>
      {slips.map(slip => (
        <li key={slip.id} class="slip" data-item data-fit>
          <Heading of={slip} />
          <Words slip={slip} />
        </li>
      ))}
    </ul>
  );
}

/** What the group of a slip is called, in every language. */
function Heading({ of }: { of: Slip }) {
  const { langs } = useSetting();
  const heading = inOrder(headingOf(of) ?? {}, langs);
  return (
    <>
      {heading.map(([tag, text]) => (
        <Piece key={tag} tag={tag} text={text} as="small" />
      ))}
    </>
  );
}

function Words({ slip }: { slip: Slip }) {
  return (
    <>
      <Piece tag={slip.lang} text={slip.text} />
      {Object.entries(slip.translations ?? {}).map(([tag, other]) => (
        <Piece key={tag} tag={tag} text={other ?? ''} class="alt" />
      ))}
    </>
  );
}
