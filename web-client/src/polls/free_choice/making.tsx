/**
 * What a host adds to a choice in the dialog: an answer without a pick, own words, and a random order. With any it is a free choice, and
 * with pictures, which only an event file adds.
 */
import type { JSX } from 'preact';
import type { FreeChoiceRules, PollKind } from '../../protocol/items';
import { OWN_CHARS_MAX } from '../../protocol/limits';
import { Choice } from '../../ui/desk';
import { useWords } from '../../ui/words';
import type { FreeChoiceDesk } from './texts.en';

const texts = import.meta.glob<FreeChoiceDesk>('./texts.*.ts', { eager: true, import: 'desk' });

/** What makes a choice free. */
export type Freedom = Omit<FreeChoiceRules, 'min' | 'max'>;

const FREEDOMS = { other: { other: OWN_CHARS_MAX }, random: { random: true } };

/** Returns what a poll's choice has. */
export function freedomOf(kind: PollKind | undefined): Freedom {
  if (!kind || !('free_choice' in kind)) return {};
  const { min: _, max: __, ...freedom } = kind.free_choice;
  return freedom;
}

/** Returns true if the options of a poll of this kind can have pictures. */
export const takesPictures = (kind: PollKind): boolean => 'choice' in kind || 'free_choice' in kind;

/** Returns a choice of either kind with this freedom; other kinds stay as they are. */
export function freed(kind: PollKind, options: number, freedom: Freedom, pictures: boolean): PollKind {
  const rules = 'choice' in kind ? kind.choice : 'free_choice' in kind ? kind.free_choice : undefined;
  if (!rules) return kind;
  const { min, max } = rules;
  const bound = { min, max: Math.max(min, Math.min(max, options)) };
  const free = freedom.other || freedom.none || freedom.random || pictures;
  return free
    ? { free_choice: { ...(freedom.other ? { min, max } : bound), ...freedom } }
    : { choice: bound };
}

function without(freedom: Freedom, of: keyof Freedom): Freedom {
  const { [of]: _, ...rest } = freedom;
  return rest;
}

/** Sets the freedom of a choice; nothing for other kinds. */
export function Freeing(props: {
  kind: PollKind | undefined;
  freedom: Freedom;
  on: (freedom: Freedom) => void;
  /** Which answers there are can no longer change; their order can. */
  fixed: boolean;
}): JSX.Element | null {
  const t = useWords(texts).making;
  const { kind, freedom, on, fixed } = props;
  if (!kind || !('choice' in kind || 'free_choice' in kind)) return null;
  return (
    <>
      <div class="kv">
        <span>{t.none}</span>
        <Choice
          label={t.none}
          value={freedom.none ?? ''}
          off={fixed}
          options={[
            ['', t.no],
            ['abstain', t.abstain],
            ['none_of_these', t.none_of_these],
          ]}
          on={to => on(to ? { ...freedom, none: to } : without(freedom, 'none'))}
        />
      </div>
      {(['other', 'random'] as const).map(of => (
        <div key={of} class="kv">
          <span>{t[of]}</span>
          <Choice
            label={t[of]}
            value={freedom[of] ? 'yes' : ''}
            // A plain choice cannot become a free one.
            off={fixed && (of === 'other' || 'choice' in kind)}
            options={[
              ['', t.no],
              ['yes', t.yes],
            ]}
            on={to => on(to ? { ...freedom, ...FREEDOMS[of] } : without(freedom, of))}
          />
        </div>
      ))}
    </>
  );
}
