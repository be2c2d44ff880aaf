/**
 * The name under which a guest answers named polls. The page asks for it before the first answer and shows it from then on. It
 * suggests the name that the guest last gave with a question.
 */
import { ballotIn } from '../../../polls/kind';
import type { PollItem } from '../../../protocol/items';
import { NAME_CHARS_MAX } from '../../../protocol/limits';
import { redraw, useStore, useView } from '../../../ui/hooks';
import { asker } from './draft';
import { useMore } from './texts';

/** What stands in the field; nothing until the guest types. */
let typed: string | undefined;
/** The poll at which the guest changes the name. */
let changes: number | undefined;

/** `why` the guest may not answer. */
export function Name({ poll, why }: { poll: PollItem; why: string | undefined }) {
  const t = useMore().voters;
  const store = useStore();
  const { mine } = useView();
  const { name } = mine;
  const isFinal = !poll.changeable && ballotIn(poll, mine.ballots);
  if (poll.phase !== 'open' || (why !== '' && why !== 'name') || isFinal) return null;
  const id = `name${poll.id}`;
  if (name && changes !== poll.id)
    return (
      <p class="signed">
        <span>
          {t.as} <b dir="auto">{name.text}</b>
          {name.of_code && <span class="note">{t.ofCode}</span>}
        </span>
        {!name.of_code && (
          <button
            type="button"
            class="link"
            onClick={() => {
              changes = poll.id;
              typed = name.text;
              redraw();
              document.getElementById(id)?.focus();
            }}
          >
            {t.changeName}
          </button>
        )}
      </p>
    );
  const said = typed ?? asker.name;
  return (
    <form
      onSubmit={e => {
        e.preventDefault();
        const text = said.trim();
        if (!text) return;
        if (text !== name?.text) store.act({ give_name: { name: text } });
        changes = undefined;
        typed = undefined;
        redraw();
        // The button disappears with the field; the line about the answer takes its focus.
        document.getElementById(`a${poll.id}`)?.focus({ preventScroll: true });
      }}
    >
      <label class="lab" for={id}>
        {t.name}
      </label>
      <div class="enter">
        <input
          id={id}
          class="field"
          autocomplete="name"
          enterkeyhint="done"
          maxLength={NAME_CHARS_MAX}
          dir="auto"
          value={said}
          onInput={e => {
            typed = e.currentTarget.value;
            redraw();
          }}
        />
        <button type="submit" class="btn" disabled={!said.trim()}>
          {t.giveName}
        </button>
      </div>
    </form>
  );
}
