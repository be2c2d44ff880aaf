/** A free choice at a desk: the rows of a choice, own words below their row, and none apart from the 100 %. */
import './desk.css';
import type { OwnWords, PollItem, TallyItem } from '../../protocol/items';
import { Both, Text } from '../../ui/text';
import { useWords } from '../../ui/words';
import { Rows, useBase, useKind, usePicks } from '../choice/desk';
import { type DeskKind, isSeveral, rulesOf, tallyOf } from '../kind';
import { type Answer, addressOf, answersOf, noneOf } from './answers';
import type { FreeChoiceDesk } from './texts.en';

const texts = import.meta.glob<FreeChoiceDesk>('./texts.*.ts', { eager: true, import: 'desk' });

const freeChoice: DeskKind = {
  Settings({ poll }) {
    const { min, max, random, other, none } = rulesOf(poll, 'free_choice');
    const t = useWords(texts);
    const besides = [poll.pictures && t.pictures, random && t.random, other && t.other, none && t[none]];
    return [useKind(min, max), ...besides.filter(Boolean)].join(t.comma);
  },
  Results,
  useRules: usePicks,
  sorts: true,
  useRaised: poll =>
    // A hand does not say what its guest would write.
    withNone(poll, answersOf(poll).slice(0, poll.options.length)).map(({ sign, texts }) => ({
      name: sign,
      shown: <Both texts={texts} as="span" altAs="span" />,
    })),
};

export default freeChoice;

/** Answers, and none as the last if there is one. */
function withNone(poll: PollItem, answers: Answer[]): Answer[] {
  const none = noneOf(poll);
  return none ? [...answers, none] : answers;
}

function Results({ poll, tally }: { poll: PollItem; tally: TallyItem | undefined }) {
  const t = useWords(texts);
  const counted = tallyOf(tally, 'free_choice');
  const { said, approved = 0, waiting = 0, base = 0, none = 0 } = counted ?? {};
  const all = useBase(base, isSeveral(poll));
  const answers = withNone(poll, answersOf(poll)).map(answer => ({
    ...answer,
    picture: answer.picture && addressOf(answer.picture, 'phone'),
    below: said && answer.at === poll.options.length ? <Said said={said} /> : undefined,
  }));
  const remarks = [
    ...(approved || waiting ? [t.approved(approved)] : []),
    ...(waiting ? [t.waiting(waiting)] : []),
  ];
  return (
    <>
      <Rows
        answers={answers}
        counts={counted && [...counted.answers, none]}
        whole={base}
        shares={tally?.shares}
        base={noneOf(poll) ? t.whole(base) : all}
      />
      {remarks.length ? <p class="mut sm">{remarks.join(t.comma)}</p> : null}
    </>
  );
}

/** The approved own words, with the number of ballots for each. */
const Said = ({ said }: { said: OwnWords[] }) => (
  <ul class="own-words">
    {said.map(({ id, lang, text, translations, count }) => (
      <li key={id}>
        <Text tag={lang} text={text} as="span" />
        {translations ? <Both texts={translations} as="i" altAs="i" altClass="" /> : null}
        <span class="mut k">{count}</span>
      </li>
    ))}
  </ul>
);
