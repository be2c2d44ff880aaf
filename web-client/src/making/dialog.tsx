/** The dialog in which a host writes a poll or a survey: one field, how it was read, and what the server says is wrong. */
import type { ComponentChildren, JSX } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import type { Rejection } from '../protocol/frames';
import type { PollDraft, SurveyDraft } from '../protocol/items';
import { CLIENT_FRAME_BYTES_MAX } from '../protocol/limits';
import { rejectionText } from '../ui/deeds';
import { Dialog, useLanguageName, Verb } from '../ui/desk';
import { useT } from '../ui/hooks';
import type { Pasted } from './pasted';
import type { MakingTexts } from './texts.en';

/**
 * Why a poll is not made: the server's rejection, a frame that is too long, another number of lines than the rules have, or what is
 * written for a rule.
 */
export type Why = Rejection | 'too_large' | { lines: number } | { rule: string };

/** What a frame has besides the poll. */
const FRAME_BYTES = 200;

/** Returns true if a frame cannot carry this draft. */
export const isTooLarge = (draft: PollDraft | SurveyDraft): boolean =>
  new TextEncoder().encode(JSON.stringify(draft)).length > CLIENT_FRAME_BYTES_MAX - FRAME_BYTES;

/** What the field of a dialog is for. */
type Words = { field: string; how: string };

export function Writing(props: {
  title: string;
  words: Words;
  rows: number;
  field: string;
  on(field: string): void;
  why: Why | null;
  /** Where the server's faults are. */
  read: Pick<Pasted, 'lines'>;
  off: boolean;
  /** Asks at once, or is absent where the poll exists. */
  open?: (() => void) | undefined;
  keep(): void;
  close(): void;
  children: ComponentChildren;
}): JSX.Element {
  const t = useT<MakingTexts>();
  const { words, field, why, off, open, keep, close } = props;
  const area = useRef<HTMLTextAreaElement>(null);
  const wrong = useWrong(why, props.read);
  useEffect(() => select(area.current, field, wrong?.line), [why]);
  // A text that is there already begins at its first line.
  useEffect(() => {
    area.current?.setSelectionRange(0, 0);
    area.current?.scrollTo(0, 0);
  }, []);
  const first = open ?? keep;
  return (
    <Dialog title={props.title} on={close} look="make">
      <form
        onSubmit={e => e.preventDefault()}
        onKeyDown={e => {
          if (e.key === 'Enter' && (e.ctrlKey || e.metaKey) && !off) first();
        }}
      >
        <label class="field">
          <span>{words.field}</span>
          <textarea
            ref={area}
            rows={props.rows}
            dir="auto"
            value={field}
            aria-describedby="make-how make-wrong"
            aria-invalid={!!wrong}
            onInput={e => props.on(e.currentTarget.value)}
          />
        </label>
        <p class="mut sm" id="make-how">
          {words.how}
        </p>
        <p class={wrong ? 'tell bad' : ''} id="make-wrong" role="alert">
          {wrong?.text}
        </p>
        {props.children}
        <div class="verbs">
          <Verb on={first} off={off} look="tall do" hint="Ctrl Enter">
            {open ? t.making.open : t.making.save}
          </Verb>
          {open ? (
            <Verb on={keep} off={off} look="tall">
              {t.making.keep}
            </Verb>
          ) : null}
          <Verb on={close} look="tall" hint="Esc">
            {t.cancel}
          </Verb>
        </div>
      </form>
    </Dialog>
  );
}

/** A setting that is on or off. */
export function Check(props: {
  is: boolean;
  on(is: boolean): void;
  off?: boolean | undefined;
  children: string;
}): JSX.Element {
  return (
    <label class="check">
      <input
        type="checkbox"
        checked={props.is}
        disabled={props.off}
        onChange={e => props.on(e.currentTarget.checked)}
      />{' '}
      {props.children}
    </label>
  );
}

/** Puts the focus into the field, and selects the line that is wrong. */
function select(el: HTMLTextAreaElement | null, field: string, line: number | undefined) {
  el?.focus();
  if (!el || !line) return;
  const before = field
    .split('\n')
    .slice(0, line - 1)
    .join('\n').length;
  const from = line > 1 ? before + 1 : 0;
  const end = field.indexOf('\n', from);
  el.setSelectionRange(from, end < 0 ? field.length : end);
}

/** Returns what is wrong in words, and the line of the field where it is. */
function useWrong(
  why: Why | null,
  read: Pick<Pasted, 'lines'>,
): { text: string; line?: number | undefined } | null {
  const t = useT<MakingTexts>();
  const name = useLanguageName();
  if (!why) return null;
  const { wrong } = t.making;
  if (why === 'too_large') return { text: wrong.too_large };
  if ('rule' in why) return { text: wrong.rule(why.rule) };
  if ('lines' in why) return { text: wrong.lines(why.lines) };
  const says = wrongOf(t, name, why);
  if (why.kind !== 'bad_poll') return { text: says };
  const { field, option } = why;
  const line =
    option !== undefined ? read.lines[option + 1] : field === 'title' ? (read.lines[0] ?? 1) : undefined;
  return { text: line ? wrong.at(line, says) : says, line };
}

/** Returns why the server does not take a poll, in words. */
export function wrongOf(t: MakingTexts, name: (tag: string) => string, why: Rejection): string {
  if (why.kind !== 'bad_poll') return rejectionText(t, why);
  const { wrong } = t.making;
  const { field, lang, wrong: what } = why;
  return typeof what === 'object'
    ? 'too_long' in what
      ? wrong.too_long(what.too_long.chars_max)
      : field === 'options'
        ? wrong.count(what.out_of_range.min, what.out_of_range.max)
        : wrong.out_of_range(what.out_of_range.min, what.out_of_range.max)
    : what === 'missing'
      ? wrong.missing(lang ? name(lang) : '')
      : what === 'language'
        ? wrong.language(lang ? name(lang) : '')
        : what === 'fixed'
          ? field === 'options'
            ? wrong.fixedOptions
            : field === 'polls'
              ? wrong.fixedPolls
              : field === 'named'
                ? wrong.fixedNamed
                : field === 'one_per'
                  ? wrong.fixedVoters
                  : wrong.fixedKind
          : field === 'weights'
            ? wrong.unfitWeights
            : wrong[what];
}
