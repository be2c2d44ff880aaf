/**
 * The name under which a guest stands on the leaderboard. The page asks for it once, below the latest quiz question and after its
 * answer; a guest can do without.
 */
import { ballotIn } from '../../../polls/kind';
import type { PollItem } from '../../../protocol/items';
import { NICKNAME_CHARS_MAX } from '../../../protocol/limits';
import { localStore, read, write } from '../../../sync/storage';
import { redraw, useStore, useView } from '../../../ui/hooks';
import { useMore } from './texts';

const storage = localStore();
const key = `plenary.${document.documentElement.dataset.code}.unnamed`;
/** The guest does without a nickname. */
let skipped = !!read(storage, key);
/** What stands in the field; nothing while it is folded. */
let typed: string | undefined;

const segmenter = 'Segmenter' in Intl ? new Intl.Segmenter(undefined, { granularity: 'grapheme' }) : null;
const count = (said: string): number => [...(segmenter?.segment(said) ?? said)].length;

export function Nickname({ poll }: { poll: PollItem }) {
  const t = useMore().nick;
  const store = useStore();
  const { mine, pending, polls } = useView();
  const latest = polls.filter(p => 'quiz' in p.kind).sort((a, b) => b.since - a.since)[0];
  if (poll !== latest) return null;
  const asks = !!ballotIn(poll, mine.ballots);
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
      <p class="nick said">
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
        <label for="nick">{t.label}</label>
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
