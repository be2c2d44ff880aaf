/**
 * Hands, cards or proxies that were counted in the room: a host enters a number for each answer. They count beside the phones' votes
 * or instead of them, as the host says, and every page says which.
 */
import './room.css';
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import type { Raised } from '../polls/kind';
import type { HandCount, PollItem, TallyItem } from '../protocol/items';
import { HANDS_MAX } from '../protocol/limits';
import { Choice, Verb } from '../ui/desk';
import { useWords } from '../ui/words';
import { raisedOf } from './raised';
import type { HandsDesk } from './texts.en';

const texts = import.meta.glob<HandsDesk>('./texts.*.ts', { eager: true, import: 'desk' });

interface Props {
  poll: PollItem;
  tally: TallyItem | undefined;
  answers: Raised;
  /** The phones that are connected. */
  phones: number;
  off: boolean;
  on: (hands: HandCount | undefined, did: string) => void;
}

export function HandsInRoom(props: Props): JSX.Element | null {
  const { poll, tally } = props;
  const hands = tally?.hands;
  if (!hands && !poll.can?.includes('count')) return null;
  // What another host entered replaces what was begun here.
  return <Entry key={`${poll.id} ${poll.round} ${JSON.stringify(hands)}`} {...props} hands={hands} />;
}

function Entry({ poll, tally, answers, phones, off, on, hands }: Props & { hands: HandCount | undefined }) {
  const t = useWords(texts);
  const [begun, setBegun] = useState<HandCount>(hands ?? { what: 'hands', counts: answers.map(() => 0) });
  const { what, instead, counts } = begun;
  const total = raisedOf(begun);
  const may = !off && !!poll.can?.includes('count');
  const set = (i: number, n: number) =>
    setBegun({
      ...begun,
      counts: counts.map((was, at) =>
        at === i ? Math.max(0, Math.min(HANDS_MAX, Math.round(n) || 0)) : was,
      ),
    });
  return (
    <details class="room-count" open={!!hands}>
      <summary>
        {t.title}
        {hands ? `: ${t.made(tally?.phones ?? 0, raisedOf(hands), hands)}` : ''}
      </summary>
      {may ? (
        <>
          <ul>
            {answers.map(({ name, shown }, i) => (
              <li key={i}>
                <span>{shown}</span>
                <Verb on={() => set(i, (counts[i] ?? 0) - 1)} off={!counts[i]} label={t.less(name)}>
                  −
                </Verb>
                <input
                  type="number"
                  inputMode="numeric"
                  min={0}
                  max={HANDS_MAX}
                  aria-label={t.number(name)}
                  value={counts[i]}
                  onInput={e => set(i, e.currentTarget.valueAsNumber)}
                />
                <Verb on={() => set(i, (counts[i] ?? 0) + 1)} label={t.more(name)}>
                  +
                </Verb>
              </li>
            ))}
          </ul>
          <p class="mut" role="status">
            {t.remark(total, phones)}
          </p>
          <div class="kv">
            <span>{t.whatLabel}</span>
            <Choice
              label={t.whatLabel}
              value={what}
              options={[
                ['hands', t.what.hands],
                ['cards', t.what.cards],
                ['proxies', t.what.proxies],
              ]}
              on={what => setBegun({ ...begun, what })}
            />
          </div>
          <div class="kv">
            <span>{t.howLabel}</span>
            <Choice
              label={t.howLabel}
              value={instead ? 'instead' : 'added'}
              options={[
                ['added', t.added],
                ['instead', t.instead],
              ]}
              on={how => setBegun({ ...begun, instead: how === 'instead' })}
            />
          </div>
          <div class="acts">
            <Verb on={() => on(begun, t.did)} off={JSON.stringify(begun) === JSON.stringify(hands)}>
              {t.enter}
            </Verb>
            {hands ? <Verb on={() => on(undefined, t.removed)}>{t.remove}</Verb> : null}
          </div>
        </>
      ) : null}
    </details>
  );
}
