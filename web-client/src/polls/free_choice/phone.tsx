/**
 * A free choice on the phone: the options, in an order of the phone's own if the poll says so, then own words and none. A single
 * choice takes one tap; several picks, own words and final votes are sent. The results use the same rows.
 */
import type { FreeChoiceBallot } from '../../protocol/items';
import { OWN_CHARS_MAX } from '../../protocol/limits';
import { addStyles, useT, useView } from '../../ui/hooks';
import { Both, Text } from '../../ui/text';
import type { ChoicePhone } from '../choice/texts.en';
import { ballotOf, type LaterKind, type PaperProps, rulesOf, tallyOf } from '../kind';
import { type Answer, answersOf, noneOf } from './answers';
import { orderOf } from './order';
import styles from './phone.css?inline';
import type { FreeChoicePhone } from './texts.en';

addStyles(styles);

/** From so many characters before the limit on, their count is read out. */
const NEAR = 10;

/** What a choice says is true of this one too, and is in the page. */
const useChoice = () => useT<{ choice: ChoicePhone }>().choice;

const freeChoice: LaterKind<FreeChoiceBallot, FreeChoicePhone> = {
  texts: import.meta.glob<FreeChoicePhone>('./texts.*.ts', { import: 'phone' }),
  Paper,
  asks(poll) {
    const { min, max } = rulesOf(poll, 'free_choice');
    return max > 1 ? useChoice().choose(min, max) : '';
  },
  how(poll) {
    const t = useChoice();
    return rulesOf(poll, 'free_choice').max > 1 ? t.mark : poll.changeable ? t.tap : t.tapOnce;
  },
  unsent(poll, draft, t) {
    const choice = useChoice();
    const { min, max } = rulesOf(poll, 'free_choice');
    const { picks = [], none } = draft;
    const own = draft.own?.trim();
    const n = picks.length + (own === undefined ? 0 : 1);
    const writes = own === '';
    const over = count(own ?? '') - OWN_CHARS_MAX;
    const ballot = {
      ...(picks.length && { picks }),
      ...(own && { own }),
      ...(none && { none }),
    };
    const full = none || (n >= min && !writes && over <= 0);
    return {
      says: writes ? t.write : max > 1 && !none ? choice.picked(n, min, max) : choice.unsent,
      send: none ? t.sendNone : choice.send(Math.max(n, min)),
      ballot: full ? { free_choice: ballot } : undefined,
    };
  },
};

export default freeChoice;

const segmenter = 'Segmenter' in Intl ? new Intl.Segmenter(undefined, { granularity: 'grapheme' }) : null;

/** Counts characters as people do; if the browser cannot, code points, which are never fewer. */
const count = (said: string): number => [...(segmenter?.segment(said) ?? said)].length;

function Paper(props: PaperProps<FreeChoiceBallot, FreeChoicePhone>) {
  const { poll, t, heading, tally, own, draft, may, cast, keep, Own, Numbers } = props;
  const { max, random } = rulesOf(poll, 'free_choice');
  const single = max === 1;
  const open = poll.phase === 'open';
  const mine = ballotOf(own, 'free_choice');
  const said = (may && draft) || mine || {};
  const { picks = [] } = said;
  const counted = tallyOf(tally, 'free_choice');
  const { percents, leaders } = tally?.shares ?? {};
  const OWN = poll.options.length;
  const none = noneOf(poll);
  const full = picks.length + (said.own === undefined ? 0 : 1) >= max;
  const [entry] =
    useView().mine.ballots.find(b => b.poll === poll.id && b.round === poll.round)?.written ?? [];

  const isOn = (ballot: FreeChoiceBallot | undefined, at: number): boolean =>
    at < OWN ? !!ballot?.picks?.includes(at) : at === OWN ? ballot?.own !== undefined : !!ballot?.none;

  /** The answer with this one marked or not. Own words keep what was written. */
  function marked(at: number, on: boolean): FreeChoiceBallot {
    if (at > OWN) return on ? { none: true } : {};
    const others = single ? [] : picks.filter(pick => pick !== at);
    const next = at < OWN && on ? [...others, at].sort((a, b) => a - b) : others;
    const kept = single ? undefined : said.own;
    const own = at < OWN ? kept : on ? (mine?.own ?? '') : undefined;
    return { ...(next.length && { picks: next }), ...(own !== undefined && { own }) };
  }

  function mark(at: number, on: boolean) {
    const next = marked(at, on);
    // Own words are written first.
    if (single && poll.changeable && at !== OWN) {
      keep(undefined);
      cast({ free_choice: next });
    } else keep(Object.keys(next).length || mine ? next : undefined);
  }

  function row({ at, sign, texts }: Answer) {
    const on = isOn(said, at);
    const off = open && !on && (!may || (!single && full && at <= OWN));
    const votes = at > OWN ? (counted?.none ?? 0) : (counted?.answers[at] ?? 0);
    const yours = !open && isOn(mine, at);
    const Row = open ? 'label' : 'div';
    const won = leaders?.includes(at) && at <= OWN;
    return (
      <Row
        key={at}
        class={`opt${won ? ' won' : ''}${open && on ? ' on' : ''}${off ? ' off' : ''}${at > OWN ? ' none' : ''}`}
      >
        <span class="l" aria-hidden="true">
          {sign}
        </span>
        <span class="w">
          <Both texts={texts} as="b" altAs="i" altClass="" />
          {counted && at <= OWN && (
            <span class="bar">
              <i style={{ transform: `scaleX(${votes / Math.max(1, counted.base)})` }} />
            </span>
          )}
          {yours && at === OWN && <q dir="auto">{mine?.own}</q>}
          {yours && Own && <Own others={poll.phase === 'revealed' && votes ? votes - 1 : 0} />}
        </span>
        {counted && (
          <span class="n">
            {at > OWN ? votes : Numbers && <Numbers poll={poll} count={votes} percent={percents?.[at]} />}
          </span>
        )}
        {open && (
          <input
            type={single ? 'radio' : 'checkbox'}
            name={heading}
            checked={on}
            disabled={off || !may}
            onChange={e => mark(at, e.currentTarget.checked)}
          />
        )}
        {open && <span class="tick" />}
      </Row>
    );
  }

  function field() {
    const value = said.own ?? '';
    const over = count(value.trim()) - OWN_CHARS_MAX;
    const id = `o${poll.id}`;
    return (
      <div key="own" class="pad own">
        {may && (
          <>
            <div class="lab">
              <label for={id}>{t.yours}</label>
              <span id={`${id}n`} class={over > 0 ? 'over' : ''} aria-live={over > -NEAR ? 'polite' : 'off'}>
                {over > 0 ? t.tooLong(over) : `${over + OWN_CHARS_MAX} / ${OWN_CHARS_MAX}`}
              </span>
            </div>
            <input
              id={id}
              class="field"
              dir="auto"
              autocomplete="off"
              aria-describedby={`${id}n ${id}r`}
              aria-invalid={over > 0}
              value={value}
              onInput={e => keep({ ...said, own: e.currentTarget.value })}
            />
          </>
        )}
        <p class="note" id={`${id}r`}>
          {mine?.own && mine.own === value && entry ? (
            <span class={`st ${{ waiting: '', approved: 'ok', hidden: 'done' }[entry.state]}`}>
              {t[entry.state]}
            </span>
          ) : (
            t.read
          )}
        </p>
      </div>
    );
  }

  const answers = answersOf(poll);
  const places = random ? orderOf(poll.id, OWN) : answers.slice(0, OWN).map(({ at }) => at);
  const options = places.map(at => answers[at] as Answer);
  const other = answers[OWN];
  return (
    <fieldset class="free" aria-labelledby={heading}>
      {options.map(row)}
      {other && row(other)}
      {open && other && isOn(said, OWN) && field()}
      {counted?.said && (
        <ul key="said" class="pad said">
          {counted.said.map(({ id, lang, text, translations, count }) => (
            <li key={id}>
              <Text tag={lang} text={text} as="b" />
              {translations && <Both texts={translations} as="i" altAs="i" altClass="" />}
              <span class="k">{count}</span>
            </li>
          ))}
        </ul>
      )}
      {none && row(none)}
      {counted && none && <p class="pad note">{t.whole(counted.base)}</p>}
    </fieldset>
  );
}
