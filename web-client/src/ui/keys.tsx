/**
 * The keyboard of a page. One table assigns keys to verbs; the handler, the hints beside the verbs, the line at the foot and the
 * sheet with all keys come from it. A verb that is impossible now is absent.
 */
import type { JSX } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { localStore, read, write } from '../sync/storage';

/** A line of the table. `V` are the page's verbs, `S` the names of its texts for keys. */
export interface KeyLine<V extends string, S extends string> {
  /** By `event.key`, in lower case, with `Alt+` or `Shift+` in front. The first one is shown. */
  keys: string[];
  /** Absent for a key that another part of the page handles and that is only listed here. */
  verb?: V;
  /** The text on the sheet; lines with the same text are merged. Absent: not listed. */
  says?: S;
  /** The label, if it differs from the first key. */
  shown?: string;
  /** Also shown at the foot. */
  foot?: boolean;
  /** Repeats while the key is held down. */
  repeats?: boolean;
}

export type Verbs<V extends string> = { [verb in V]?: ((key: string) => void) | undefined };

const NAMES: Record<string, string> = { ' ': 'Space', Escape: 'Esc' };
const nameOf = ({ shown, keys: [first = ''] }: KeyLine<string, string>): string =>
  shown ?? NAMES[first] ?? (first.length === 1 ? first.toUpperCase() : first);

/** The key shown beside each verb. */
export function hintsOf<V extends string>(table: KeyLine<V, string>[]): { [verb in V]?: string } {
  const hints: { [verb in V]?: string } = {};
  for (const line of table) if (line.verb) hints[line.verb] ??= nameOf(line);
  return hints;
}

/** Returns the listed keys with their effect, in table order. */
export function listed<S extends string>(
  table: KeyLine<string, S>[],
  texts: Record<S, string>,
): [keys: string[], does: string][] {
  const lines = new Map<S, string[]>();
  for (const line of table)
    if (line.says) lines.set(line.says, [...(lines.get(line.says) ?? []), nameOf(line)]);
  return [...lines].map(([says, keys]) => [keys, texts[says]]);
}

export function Keys(props: { keys: string[] }): JSX.Element {
  return (
    <>
      {props.keys.map(key => (
        <kbd key={key}>{key}</kbd>
      ))}
    </>
  );
}

const STORED = 'plenary.keys';

/**
 * Keys of a single character can be turned off in this browser, because speech input types characters that nobody meant as a
 * command. All other keys go on working.
 */
export const charactersOff = (): boolean => !!read(localStore(), STORED);
export const turnCharacters = (off: boolean): void => write(localStore(), STORED, off ? { off } : null);

const isCharacter = (key: string): boolean => key.replace('Shift+', '').length === 1 && key !== ' ';

/** Returns true while an input method composes: Enter and Esc are its own then. Safari ends a composition before it says so. */
export const composes = (e: Pick<KeyboardEvent, 'isComposing' | 'keyCode'>): boolean =>
  e.isComposing || e.keyCode === 229;

/** Returns the key as the tables name it. Other alphabets and full-width signs count as the Latin key in their place. */
export function keyOf(e: Pick<KeyboardEvent, 'key' | 'code' | 'altKey' | 'shiftKey'>): string {
  let key = e.key.length === 1 ? e.key.normalize('NFKC').toLowerCase() : e.key;
  if (key.length === 1 && key > '~') {
    const letter = /^Key([A-Z])$/.exec(e.code)?.[1]?.toLowerCase();
    key = letter ?? (e.code === 'Slash' ? (e.shiftKey ? '?' : '/') : key);
  }
  // On signs, Shift chooses the sign.
  const shifts = e.shiftKey && (key.length > 1 || key === ' ' || key.toUpperCase() !== key);
  return `${e.altKey ? 'Alt+' : ''}${shifts ? 'Shift+' : ''}${key}`;
}

const isRadio = (el: EventTarget | null): el is HTMLInputElement =>
  el instanceof HTMLInputElement && el.type === 'radio';

/** A radio button keeps the arrows, which choose another one of its group. */
const chooses = (el: EventTarget | null, key: string): boolean => isRadio(el) && key.startsWith('Arrow');

const typing = (el: EventTarget | null): boolean =>
  el instanceof HTMLElement && !!el.closest('input:not([type=radio]), textarea, select');

/**
 * Listens for the keys of a table, except while the user types, a dialog is open, or the page is covered because the hall is to be left. A key with an absent verb goes to `refuse`,
 * so no key is silently lost.
 */
export function useKeys<V extends string>(
  table: KeyLine<V, string>[],
  verbs: Verbs<V>,
  refuse?: (verb: V) => void,
): void {
  const current = useRef({ verbs, refuse });
  current.current = { verbs, refuse };
  useEffect(() => {
    const onKey = (e: KeyboardEvent) => {
      if (e.ctrlKey || e.metaKey || e.defaultPrevented || composes(e)) return;
      if (typing(e.target) || document.querySelector('dialog[open], .leave')) return;
      const whole = keyOf(e);
      const isNamed = table.some(({ keys }) => keys.includes(whole));
      // Where Shift has no meaning of its own, it changes nothing.
      const key = isNamed ? whole : whole.replace('Shift+', '');
      if (chooses(e.target, key) || (isCharacter(key) && charactersOff())) return;
      // After a choice Esc gives Space and Enter back to the page.
      if (key === 'Escape' && isRadio(e.target)) e.target.blur();
      const press = key === ' ' || key === 'Enter';
      // A focused button or link keeps its own keys.
      if (press && e.target instanceof HTMLElement && e.target.closest('button, a, label, input, summary'))
        return;
      const line = table.find(({ keys }) => keys.includes(key));
      if (!line?.verb || (e.repeat && !line.repeats)) return;
      const verb = current.current.verbs[line.verb];
      e.preventDefault();
      if (verb) verb(key);
      else current.current.refuse?.(line.verb);
    };
    addEventListener('keydown', onKey);
    return () => removeEventListener('keydown', onKey);
  }, [table]);
}
