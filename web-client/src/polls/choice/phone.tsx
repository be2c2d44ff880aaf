/**
 * A choice on the phone: options with a letter. A single choice takes one tap. Several choices, and final votes, are marked
 * first and then sent. The results use the same rows.
 */
import './phone.css';
import type { PollItem } from '../../protocol/items';
import { Both } from '../../ui/text';
import { letter } from '../../words/shares';
import { ballotOf, type PaperProps, type PhoneKind, rulesOf, tallyOf } from '../kind';
import type { ChoicePhone } from './texts.en';

/** The indices of the marked options, ascending. */
type Picks = number[];

const limits = (poll: PollItem) => rulesOf(poll, 'choice');

const choice: PhoneKind<Picks, ChoicePhone> = {
  Paper,
  asks(poll, t) {
    const { min, max } = limits(poll);
    return max > 1 ? t.choose(min, max) : '';
  },
  how: (poll, t) => (limits(poll).max > 1 ? t.mark : poll.changeable ? t.tap : t.tapOnce),
  unsent(poll, picks, t) {
    const { min, max } = limits(poll);
    const n = picks.length;
    return {
      says: max > 1 ? t.picked(n, min, max) : t.unsent,
      send: t.send(Math.max(n, min)),
      ballot: n < min ? undefined : { choice: picks },
    };
  },
};

export default choice;

function Paper(props: PaperProps<Picks, ChoicePhone>) {
  const { poll, heading, signs, tally, own, draft, may, cast, keep, Own, Numbers } = props;
  const { max } = limits(poll);
  const single = max === 1;
  const mine = ballotOf(own, 'choice');
  const picked = (may && draft) || mine || [];
  const counts = tallyOf(tally, 'choice');
  const { percents, leaders } = tally?.shares ?? {};
  const open = poll.phase === 'open';

  function mark(i: number, on: boolean) {
    const rest = picked.filter(m => !single && m !== i);
    const picks = (on ? [...rest, i] : rest).sort((a, b) => a - b);
    if (single && poll.changeable) cast({ choice: picks });
    else keep(picks.length || mine ? picks : undefined);
  }

  function option(texts: PollItem['options'][number], i: number) {
    const on = picked.includes(i);
    const off = open && !on && (!may || (!single && picked.length >= max));
    const share = counts && (counts[i] as number) / (tally?.count || 1);
    const won = leaders?.includes(i);
    const yours = !open && mine?.includes(i);
    const alike = poll.phase === 'revealed' && counts?.[i];
    const Row = open ? 'label' : 'div';
    return (
      <Row key={i} class={`opt${won ? ' won' : ''}${open && on ? ' on' : ''}${off ? ' off' : ''}`}>
        <span class="l" aria-hidden="true">
          {signs ? signs[i] : letter(i)}
        </span>
        <span class="w">
          <Both texts={texts} as="b" altAs="i" altClass="" />
          {share !== undefined && (
            <span class="bar">
              <i style={{ transform: `scaleX(${share})` }} />
            </span>
          )}
          {yours && Own && <Own others={alike ? alike - 1 : 0} />}
        </span>
        {share !== undefined && (
          <span class="n">
            {Numbers && <Numbers poll={poll} count={counts?.[i]} percent={percents?.[i]} />}
          </span>
        )}
        {open && (
          <input
            type={single ? 'radio' : 'checkbox'}
            name={heading}
            checked={on}
            disabled={off || !may}
            onChange={e => mark(i, e.currentTarget.checked)}
          />
        )}
        {open && <span class="tick" />}
      </Row>
    );
  }

  return <fieldset aria-labelledby={heading}>{poll.options.map(option)}</fieldset>;
}
