/**
 * What an answer brought, with this guest's place, and the nickname under which they stand on the leaderboard. The page asks for it
 * once, after the first answer; a guest can do without.
 */
import type { PollItem } from '../../../protocol/items';
import { NICKNAME_CHARS_MAX } from '../../../protocol/limits';
import { localStore, read, write } from '../../../sync/storage';
import { addStyles, redraw, useSpoken, useStore, useView } from '../../../ui/hooks';
import { Mark as Sign } from '../marks';
import styles from './result.css?inline';
import type { QuizResult } from './texts.en';

addStyles(styles);

const ALL = import.meta.glob<QuizResult>('./texts.*.ts', { eager: true, import: 'default' });
const useResult = () => ALL[`./texts.${useSpoken()}.ts`] as QuizResult;

/** Marks a correct answer, or this guest's own that is not. */
export function Mark({ is }: { is: 'right' | 'wrong' }) {
  return <Sign is={is} says={useResult().is[is]} />;
}

export default function Result({ poll }: { poll: PollItem }) {
  const t = useResult();
  const { mine, polls } = useView();
  const own = mine.ballots.find(b => b.poll === poll.id && b.round === poll.round);
  const { place } = mine;
  const latest = polls.filter(p => 'quiz' in p.kind).sort((a, b) => b.since - a.since)[0];
  // Together with the answer, although this guest's points may arrive first.
  const points = poll.answer_told ? own?.points : undefined;
  return (
    <>
      {points !== undefined && (
        <p class="earned" role="status">
          <b>{points ? t.right : t.wrong}</b>
          {points > 0 && <span class="big">+{points}</span>}
        </p>
      )}
      {poll.answer_told && !own && <p class="earned">{t.notAnswered}</p>}
      {latest === poll && (
        <>
          {poll.answer_told && place && (
            <p class="earned">
              <span>{t.place(place.rank, place.players)}</span>
              <span>{t.points(place.points)}</span>
            </p>
          )}
          <Nickname t={t} asks={!!own} />
        </>
      )}
    </>
  );
}

const storage = localStore();
const key = `plenary.${document.documentElement.dataset.code}.unnamed`;
/** The guest does without a nickname. */
let skipped = !!read(storage, key);
/** What stands in the field; nothing while it is folded. */
let typed: string | undefined;

const segmenter = 'Segmenter' in Intl ? new Intl.Segmenter(undefined, { granularity: 'grapheme' }) : null;
const count = (said: string): number => [...(segmenter?.segment(said) ?? said)].length;

function Nickname({ t, asks }: { t: QuizResult; asks: boolean }) {
  const store = useStore();
  const { mine, pending } = useView();
  // With an ack it is still here until this guest's own data have it, so the form does not come back for a moment.
  const sent = pending.find(e => 'choose_nickname' in e.cmd);
  const coming = sent && 'choose_nickname' in sent.cmd ? sent.cmd.choose_nickname.name : undefined;
  const { nickname } = mine;
  const name = coming ?? nickname?.text;
  const open = typed !== undefined || (asks && !name && !skipped);
  if (!asks && !name && !open) return null;

  function done() {
    typed = undefined;
    redraw();
    // The button disappears with the field; what replaces it takes its focus.
    document.getElementById('rename')?.focus({ preventScroll: true });
  }
  function choose(name: string | undefined) {
    skipped = !name;
    write(storage, key, skipped ? { skipped } : null);
    if (name || nickname) store.act({ choose_nickname: { ...(name && { name }) } });
    done();
  }
  if (!open)
    return (
      <p class="earned nick">
        <span>
          {name ? (
            <>
              {t.playAs} <b dir="auto">{name}</b>
              <span class="note">
                {sent && sent.seq === undefined ? t.sending : nickname && t.state[nickname.state]}
              </span>
            </>
          ) : (
            t.unnamed
          )}
        </span>
        <button
          type="button"
          class="link"
          id="rename"
          onClick={() => {
            typed = name ?? '';
            redraw();
            document.getElementById('nick')?.focus();
          }}
        >
          {name ? t.change : t.choose}
        </button>
      </p>
    );
  const said = (typed ?? '').trim();
  const over = count(said) - NICKNAME_CHARS_MAX;
  return (
    <form
      class="nick pad"
      onSubmit={e => {
        e.preventDefault();
        if (said && over <= 0) choose(said);
      }}
    >
      <div class="lab">
        <label for="nick">{t.nickname}</label>
        <span id="nickn" class={over > 0 ? 'over' : ''} aria-live={over > -5 ? 'polite' : 'off'}>
          {over + NICKNAME_CHARS_MAX} / {NICKNAME_CHARS_MAX}
        </span>
      </div>
      <input
        id="nick"
        class="field"
        type="text"
        dir="auto"
        autoComplete="off"
        aria-describedby="nickn nickhow"
        aria-invalid={over > 0}
        value={typed ?? ''}
        onInput={e => {
          typed = e.currentTarget.value;
          redraw();
        }}
      />
      <p class="note" id="nickhow">
        {t.how}
      </p>
      <div class="two">
        <button type="submit" class="btn" disabled={!said || over > 0}>
          {t.play}
        </button>
        <button type="button" class="btn sec2" onClick={() => choose(undefined)}>
          {t.without}
        </button>
      </div>
    </form>
  );
}
