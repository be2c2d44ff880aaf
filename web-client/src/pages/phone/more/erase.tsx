/** A guest erases everything they wrote, here and on the server. The page says what that does, and asks back. */
import { drafts, setDraft as setAnswer } from '../../../polls/drafts';
import { redraw, useStore, useView } from '../../../ui/hooks';
import { forgetAsking } from './draft';
import { useMore } from './texts';

/** The guest is asked back. */
let sure = false;
/** It was erased while this page was open. */
let done = false;

function focusOn(id: string) {
  document.getElementById(id)?.focus({ preventScroll: true });
}

export function Erase() {
  const t = useMore();
  const store = useStore();
  const { pending, link, joined } = useView();
  const { erase } = t;
  const sent = pending.find(e => 'erase_mine' in e.cmd && e.seq === undefined);

  function ask(to: boolean) {
    sure = to;
    done = false;
    redraw();
    // The buttons replace each other, and take the focus. Nobody erases by tapping twice.
    focusOn(to ? 'keep' : 'erase');
  }
  async function go() {
    sure = false;
    forgetAsking();
    for (const id of Object.keys(drafts)) setAnswer({ id: +id }, undefined);
    const erased = store.act({ erase_mine: {} });
    redraw();
    focusOn('erased');
    done = (await erased).ok;
    redraw();
  }

  if (!joined && !sent) return null;
  return (
    <section class="sheet erase">
      <div class="pad prose">
        <h2 class="say">{erase.title}</h2>
        {erase.does.map(line => (
          <p key={line}>{line}</p>
        ))}
        {sure && (
          <p class="st no" id="sure">
            {erase.sure}
          </p>
        )}
        <p class="note" id="erased" role="status" tabIndex={-1}>
          {sent ? (link === 'online' ? erase.sending : t.kept) : done && erase.done}
        </p>
        {sure ? (
          <div class="two">
            <button
              type="button"
              class="btn sec2"
              id="keep"
              aria-describedby="sure"
              onClick={() => ask(false)}
            >
              {erase.keep}
            </button>
            <button type="button" class="btn" onClick={go}>
              {erase.go}
            </button>
          </div>
        ) : (
          !sent && (
            <button type="button" class="btn sec2" id="erase" onClick={() => ask(true)}>
              {erase.title}
            </button>
          )
        )}
      </div>
    </section>
  );
}
