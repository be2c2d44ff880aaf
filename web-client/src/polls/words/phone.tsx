/**
 * Words on the phone: one at a time, in the guest's own language. Each own word shows what became of it, because a moderator
 * reads it first. At the reveal it says how many others wrote it. The words of all are in `result/`.
 */

import type { PollItem } from '../../protocol/items';
import { addStyles, useView } from '../../ui/hooks';
import { after } from '../after';
import { ballotIn, ballotOf, type LaterKind, type PaperProps, rulesOf, tallyOf } from '../kind';
import styles from './phone.css?inline';
import type { WordsPhone } from './texts.en';

addStyles(styles);

const cloud = after(() => import('./result').then(part => part.default));

/** The word being written, and with a final ballot those before it. */
interface Draft {
  at: string;
  done: string[];
}

/** From so many characters before the limit on, their count is read out. */
const NEAR = 5;

const words: LaterKind<Draft, WordsPhone> = {
  texts: import.meta.glob<WordsPhone>('./texts.*.ts', { import: 'phone' }),
  Paper,
  asks: (poll, t) => t.upTo(rulesOf(poll, 'words').max),
  how: (poll, t) => (poll.changeable ? t.how : t.howOnce),
  unsent(poll, draft, t) {
    const { chars } = rulesOf(poll, 'words');
    const said = all(poll, draft);
    const fresh = said.length - own(poll).length;
    const fits = fresh > 0 && said.every(word => count(word) <= chars);
    return {
      says: poll.changeable ? t.read : t.readOnce,
      send: t.send(Math.max(1, fresh)),
      ballot: fits ? { words: said } : undefined,
    };
  },
};

export default words;

const segmenter = (granularity: 'grapheme' | 'word') =>
  'Segmenter' in Intl ? new Intl.Segmenter('zh', { granularity }) : null;

/** Counts characters as people do; if the browser cannot, code points, which are never fewer. */
const count = (text: string): number => [...(segmenter('grapheme')?.segment(text) ?? text)].length;

const plain = (text: string): string => text.normalize('NFKC').toLowerCase().replace(/\s/g, '');

/** Returns true if the host wants the words of this answer. */
const isDivided = (poll: PollItem, text: string): boolean =>
  rulesOf(poll, 'words').chinese === 'divided' && /[\u3400-\u9fff]/.test(text);

/** Divides Chinese into its words, without those of one character such as 的, unless there is nothing else. */
function pieces(poll: PollItem, text: string): string[] {
  const said = text.trim();
  if (!said) return [];
  const found = [...((isDivided(poll, said) && segmenter('word')?.segment(said)) || [])]
    .filter(piece => piece.isWordLike && count(piece.segment) > 1)
    .map(piece => piece.segment);
  return found.length ? found : [said];
}

const own = (poll: PollItem): string[] => ballotOf(ballotIn(poll, useView().mine.ballots), 'words') ?? [];

/** The own words with those of the draft, each once. */
function all(poll: PollItem, { at, done }: Draft): string[] {
  const said = [...own(poll)];
  for (const word of [...done, ...pieces(poll, at)])
    if (!said.some(other => plain(other) === plain(word))) said.push(word);
  return said.slice(0, rulesOf(poll, 'words').max);
}

function Paper(props: PaperProps<Draft, WordsPhone>) {
  const { poll, t, heading, may, cast, keep, Own } = props;
  const { max, chars } = rulesOf(poll, 'words');
  const draft = props.draft ?? { at: '', done: [] };
  const tally = tallyOf(props.tally, 'words');
  const open = poll.phase === 'open';
  const Cloud = (Own ?? !open) && cloud();
  const mine = ballotOf(props.own, 'words') ?? [];
  const states =
    useView().mine.ballots.find(b => b.poll === poll.id && b.round === poll.round)?.written ?? [];
  const said = [...mine, ...draft.done];
  const over = count(draft.at.trim()) - chars;
  const found = pieces(poll, draft.at);
  const id = `w${poll.id}`;
  const set = (to: Draft) => keep(to.at || to.done.length ? to : undefined);

  function enter(e: KeyboardEvent) {
    // With an input method, Enter first confirms the characters.
    if (e.key !== 'Enter' || e.isComposing || over > 0 || !found.length) return;
    e.preventDefault();
    if (!poll.changeable) return set({ at: '', done: all(poll, draft).slice(mine.length) });
    keep(undefined);
    cast({ words: all(poll, draft) });
  }

  function word(text: string, i: number) {
    const sent = i < mine.length;
    const { id: entry = -1, state } = (sent && mine.length === states.length && states[i]) || {};
    const counted = tally?.words.find(w => w.ids.includes(entry));
    const others = poll.phase === 'revealed' && counted && counted.count > 1 ? counted.count - 1 : 0;
    const drop = sent
      ? may && mine.length > 1 && (() => cast({ words: mine.filter(other => other !== text) }))
      : () => set({ ...draft, done: draft.done.filter(other => other !== text) });
    return (
      <li key={text}>
        <b lang={chinese(text, poll)} dir="auto">
          {text}
        </b>
        {others && Own ? (
          <Own others={others} />
        ) : (
          state && (
            <span class={`st ${{ waiting: '', approved: 'ok', hidden: 'done' }[state]}`}>{t[state]}</span>
          )
        )}
        {drop && (
          <button type="button" class="link" aria-label={t.drop(text)} onClick={drop}>
            {t.remove}
          </button>
        )}
      </li>
    );
  }

  return (
    <fieldset class="words" aria-labelledby={heading}>
      {!open && tally && Cloud && <Cloud tally={tally} t={t} />}
      {may && said.length < max && (
        <div class="pad">
          <div class="lab">
            <label for={id}>{t.nth(said.length + 1, max)}</label>
            <span id={`${id}n`} class={over > 0 ? 'over' : ''} aria-live={over > -NEAR ? 'polite' : 'off'}>
              {over > 0 ? t.tooLong(over) : `${over + chars} / ${chars}`}
            </span>
          </div>
          <input
            id={id}
            class="field"
            dir="auto"
            autocomplete="off"
            enterkeyhint={poll.changeable ? 'send' : 'next'}
            aria-describedby={`${id}n`}
            aria-invalid={over > 0}
            value={draft.at}
            onInput={e => set({ ...draft, at: e.currentTarget.value })}
            onKeyDown={enter}
          />
          {found.length > 1 ? (
            <p class="note">{t.counts(found.slice(0, max - said.length))}</p>
          ) : (
            !segmenter('word') && isDivided(poll, draft.at) && <p class="note">{t.asWhole}</p>
          )}
        </div>
      )}
      <ul aria-live="polite">{said.map(word)}</ul>
      {open && tally && tally.words.length > 0 && Cloud && <Cloud tally={tally} t={t} />}
    </fieldset>
  );
}

/** Returns the poll's Chinese if the guest's word is Chinese, so that it is read and drawn as such. */
const chinese = (word: string, { title }: PollItem) =>
  /\p{Script=Han}/u.test(word) ? Object.keys(title).find(tag => /^zh/.test(tag)) : undefined;
