/**
 * Open text on the phone: one slip, which a moderator reads first, and its state. The result is the newest slips of all.
 */
import type { PollItem, TextTally } from '../../protocol/items';
import { addStyles, useView } from '../../ui/hooks';
import { Both, Text } from '../../ui/text';
import { ballotIn, ballotOf, type LaterKind, type PaperProps, rulesOf, tallyOf } from '../kind';
import { headingOf } from './heading';
import styles from './phone.css?inline';
import type { TextPhone } from './texts.en';

addStyles(styles);

/** From so many characters before the limit on, their count is read out. */
const NEAR = 10;

const text: LaterKind<string, TextPhone> = {
  texts: import.meta.glob<TextPhone>('./texts.*.ts', { import: 'phone' }),
  Paper,
  asks: () => '',
  how: (poll, t) => (poll.changeable ? t.how : t.howOnce),
  unsent(poll, draft, t) {
    const said = draft.trim();
    const fits = said && count(said) <= rulesOf(poll, 'text').chars;
    const sent = ballotIn(poll, useView().mine.ballots);
    return {
      says: poll.changeable ? t.says : t.saysOnce,
      send: sent ? t.again : t.send,
      ballot: fits ? { text: said } : undefined,
    };
  },
};

export default text;

const segmenter = 'Segmenter' in Intl ? new Intl.Segmenter(undefined, { granularity: 'grapheme' }) : null;

/** Counts characters as people do; if the browser cannot, code points, which are never fewer. */
const count = (said: string): number => [...(segmenter?.segment(said) ?? said)].length;

function Paper(props: PaperProps<string, TextPhone>) {
  const { poll, t, heading, draft, may, keep } = props;
  const { chars } = rulesOf(poll, 'text');
  const mine = ballotOf(props.own, 'text');
  const [state] =
    useView().mine.ballots.find(b => b.poll === poll.id && b.round === poll.round)?.written ?? [];
  const tally = tallyOf(props.tally, 'text');
  const said = draft ?? mine ?? '';
  const over = count(said.trim()) - chars;
  const id = `t${poll.id}`;
  return (
    <div class="text">
      {may && (
        <div class="pad">
          <div class="lab">
            <label for={id}>{t.yours}</label>
            <span id={`${id}n`} class={over > 0 ? 'over' : ''} aria-live={over > -NEAR ? 'polite' : 'off'}>
              {over > 0 ? t.tooLong(over) : `${over + chars} / ${chars}`}
            </span>
          </div>
          <textarea
            id={id}
            class="field"
            rows={4}
            dir="auto"
            aria-describedby={`${id}n ${heading}`}
            aria-invalid={over > 0}
            value={said}
            onInput={e => keep(e.currentTarget.value || (mine ? '' : undefined))}
          />
        </div>
      )}
      {mine && (
        <div class="slip own" aria-live="polite">
          <p lang={chinese(mine, poll)} dir="auto">
            {mine}
          </p>
          {state && (
            <p class={`st ${{ waiting: '', approved: 'ok', hidden: 'done' }[state.state]}`}>
              {t[state.state]}
            </p>
          )}
        </div>
      )}
      {tally && <Wall tally={tally} t={t} />}
    </div>
  );
}

function Wall({ tally, t }: { tally: TextTally; t: TextPhone }) {
  const { slips, approved } = tally;
  if (!slips.length) return <p class="pad note">{t.none}</p>;
  let group: string | undefined;
  return (
    <>
      <ul>
        {slips.map(slip => {
          const isNew = slip.group !== group;
          const head = isNew && headingOf(slip);
          group = slip.group;
          return (
            <li key={slip.id} class={`slip${slip.id === tally.taken ? ' taken' : ''}`}>
              {head ? (
                <Both texts={head} class="group" altClass="group" />
              ) : (
                isNew && <p class="group">{t.others}</p>
              )}
              <Text tag={slip.lang} text={slip.text} />
              {slip.translations && <Both texts={slip.translations} class="alt" />}
              {slip.count > 1 && <p class="note">{t.times(slip.count)}</p>}
            </li>
          );
        })}
      </ul>
      {approved > slips.length && <p class="pad note">{t.newest(slips.length, approved)}</p>}
    </>
  );
}

/** Returns the poll's Chinese if the guest's answer is Chinese, so that it is read and drawn as such. */
const chinese = (answer: string, { title }: PollItem) =>
  /\p{Script=Han}/u.test(answer) ? Object.keys(title).find(tag => /^zh/.test(tag)) : undefined;
