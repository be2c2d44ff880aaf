/** The rules of a poll that a host sets beside its form: numbers to write, and a few words to choose from. */
import type { JSX } from 'preact';
import type { Rule } from '../polls/kind';
import type { Edits } from '../polls/rules';
import { useOwnId } from '../ui/desk';

export function Rules(props: {
  rules: Rule[];
  edits: Edits;
  on(edits: Edits): void;
  /** The poll has ballots: only rules that do not change what they mean can be set. */
  fixed: boolean;
  /** The rule whose value does not fit. */
  wrong: string | undefined;
}): JSX.Element {
  const { rules, edits, on, fixed, wrong } = props;
  const own = useOwnId();
  return (
    <>
      {rules.map(({ name, value, options, isNumber, isFree }, i) => {
        const id = `${own}-${i}`;
        const set = {
          id,
          value: edits[name] ?? value,
          disabled: fixed && !isFree,
        };
        return (
          <div key={name} class="kv set">
            <label for={id}>{name}</label>
            {options ? (
              <select {...set} onChange={e => on({ ...edits, [name]: e.currentTarget.value })}>
                {options.map(([value, text]) => (
                  <option key={value} value={value}>
                    {text}
                  </option>
                ))}
              </select>
            ) : (
              <input
                {...set}
                size={8}
                inputMode={isNumber ? 'decimal' : 'text'}
                autoComplete="off"
                aria-invalid={name === wrong}
                onInput={e => on({ ...edits, [name]: e.currentTarget.value })}
              />
            )}
          </div>
        );
      })}
    </>
  );
}
