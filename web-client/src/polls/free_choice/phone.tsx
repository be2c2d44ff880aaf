/**
 * A free choice on the phone is the paper of a choice with other answers: the options, in an order of the phone's own if the poll says
 * so, then own words; and one more paper for none. An option may have a picture. What is drawn of own words and of the result is in `own/`.
 */
import type { Ballot, FreeChoiceBallot, PollItem } from '../../protocol/items';
import { addStyles, useT } from '../../ui/hooks';
import { after } from '../after';
import choice from '../choice/phone';
import type { ChoicePhone } from '../choice/texts.en';
import { ballotOf, type LaterKind, type PaperProps, rulesOf, tallyOf } from '../kind';
import { type Answer, addressOf, answersOf, noneOf } from './answers';
import { orderOf } from './order';
import styles from './phone.css?inline';
import type { FreeChoicePhone } from './texts.en';

addStyles(styles);

/** A field for own words, and what the result says besides the rows. */
const later = after(() => import('./own'));

/** What a choice says is true of this one too, and is in the page. */
const useChoice = () => useT<{ choice: ChoicePhone }>().choice;

/** The poll as a choice of these answers. */
const asChoice = (
  poll: PollItem,
  answers: Answer[] = [],
  max = rulesOf(poll, 'free_choice').max,
): PollItem => ({
  ...poll,
  kind: { choice: { min: rulesOf(poll, 'free_choice').min, max } },
  options: answers.map(({ texts }) => texts),
});

const freeChoice: LaterKind<FreeChoiceBallot, FreeChoicePhone> = {
  texts: import.meta.glob<FreeChoicePhone>('./texts.*.ts', { import: 'phone' }),
  Paper,
  asks: poll => choice.asks(asChoice(poll), useChoice()),
  how: poll => choice.how(asChoice(poll), useChoice()),
  answers: poll => answersOf(poll).map(({ texts }) => texts),
  unsent(poll, { picks = [], own, none }, t) {
    // None is needed without own words; absent until loaded.
    const part = own === undefined ? null : later();
    // Own words are one pick.
    const marked = own === undefined ? picks : [...picks, -1];
    const { ballot, ...unsent } = choice.unsent(asChoice(poll), marked, useChoice()) ?? {
      says: '',
      send: '',
    };
    const said = own?.trim();
    const sends: Ballot = {
      free_choice: { ...(picks.length && { picks }), ...(said && { own: said }), ...(none && { none }) },
    };
    if (none) return { says: useChoice().unsent, send: t.send, ballot: sends };
    const lacks = part ? part.lacks(own ?? '', rulesOf(poll, 'free_choice').other ?? 0) : undefined;
    return {
      ...unsent,
      ...(lacks && { says: lacks }),
      ballot: part === undefined || lacks ? undefined : ballot && sends,
    };
  },
};

export default freeChoice;

/**
 * The letter of an answer, on the corner of its picture if it has one. The picture is decoration, because the option has a text. Its box
 * has its size before it is there, and keeps it if it never comes.
 */
const signOf = ({ sign, picture }: Answer) =>
  picture ? (
    <span class="pic">
      <img
        src={addressOf(picture, 'phone')}
        alt=""
        width="96"
        height="72"
        loading="lazy"
        decoding="async"
        onError={e => {
          e.currentTarget.style.visibility = 'hidden';
        }}
      />
      <b>{sign}</b>
    </span>
  ) : (
    sign
  );

function Paper(props: PaperProps<FreeChoiceBallot, FreeChoicePhone>) {
  const { poll, tally, own, draft, may, cast, keep, Own } = props;
  const { max, random } = rulesOf(poll, 'free_choice');
  const counted = tallyOf(tally, 'free_choice');
  const mine = ballotOf(own, 'free_choice');
  const said = (may && draft) || mine || {};
  const n = poll.options.length;
  const none = noneOf(poll);
  const all = answersOf(poll);
  // Own words stay behind the options.
  const answers = random ? [...orderOf(poll.id, n), n].flatMap(at => all[at] ?? []) : all;

  /** The answers of a ballot by their places on the paper. */
  const marked = (ballot: FreeChoiceBallot | undefined) =>
    ballot &&
    [...answers.keys()].filter(i => {
      const at = answers[i]?.at ?? n;
      return at < n ? ballot.picks?.includes(at) : ballot.own !== undefined;
    });

  /** Takes the answers at these places. Own words are written before they are sent. */
  function take(places: number[] | undefined) {
    const ats = (places ?? []).map(i => answers[i]?.at ?? n).sort((a, b) => a - b);
    const picks = ats.filter(at => at < n);
    const writes = ats.includes(n) && { own: said.own ?? mine?.own ?? '' };
    return { ...(picks.length && { picks }), ...writes };
  }

  const part = (Own ?? said.own !== undefined) ? later() : undefined;
  return (
    <div class={poll.pictures ? 'free pictured' : 'free'}>
      <choice.Paper
        {...props}
        t={useChoice()}
        poll={asChoice(poll, answers)}
        signs={answers.map(signOf)}
        tally={
          tally &&
          counted && {
            ...tally,
            count: counted.base,
            tally: { choice: answers.map(({ at }) => counted.answers[at] ?? 0) },
            shares: {
              percents: answers.map(({ at }) => tally.shares?.percents[at] ?? 0),
              leaders: [...answers.keys()].filter(i => tally.shares?.leaders?.includes(answers[i]?.at ?? n)),
            },
          }
        }
        own={mine && { choice: marked(mine) ?? [] }}
        draft={marked(draft)}
        keep={places => keep(places && take(places))}
        cast={ballot => {
          const next = take(ballotOf(ballot, 'choice'));
          if ('own' in next) return keep(next);
          keep(undefined);
          cast({ free_choice: next });
        }}
      />
      {part && <part.default {...props} said={said} />}
      {none && (
        <div class="none">
          <choice.Paper
            {...props}
            t={useChoice()}
            poll={asChoice(poll, [none], max)}
            signs={[none.sign]}
            tally={
              tally &&
              counted && { ...tally, tally: { choice: [counted.none ?? 0] }, shares: { percents: [] } }
            }
            own={mine && { choice: mine.none ? [0] : [] }}
            draft={draft && (draft.none ? [0] : [])}
            keep={places => keep(places && (places.length ? { none: true } : {}))}
            cast={() => {
              keep(undefined);
              cast({ free_choice: { none: true } });
            }}
            Numbers={({ count }) => <>{count}</>}
          />
        </div>
      )}
    </div>
  );
}
