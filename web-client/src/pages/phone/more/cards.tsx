/**
 * The cards of the running session: three to choose from, and the one that is up, which fills the whole phone so that neighbours
 * see it too. A card stays up until the guest lowers it. A moment must pass before another one.
 */
import { Shape } from '../../../cards/shape';
import { CARDS, wordsOf } from '../../../cards/words';
import type { Card, CardsItem } from '../../../protocol/items';
import { CARD_COOL_DOWN_MS } from '../../../protocol/limits';
import type { View } from '../../../sync/store';
import { useLang, useNow, useStore, useView } from '../../../ui/hooks';
import { Both, pick, Text } from '../../../ui/text';
import { Opened } from './opened';
import { closeOver, openOver } from './over';
import { useMore } from './texts';

/** When the guest can raise another card, by the server's clock. */
let freeAt = 0;
/** The page with the card is closing. */
let leaving = false;

/** The session that takes cards now. */
const taking = (view: View): CardsItem | undefined => view.of('cards').find(c => c.open);

const cardUp = ({ mine }: View, session: number): Card | undefined =>
  mine.cards?.find(c => c.session === session)?.card;

export function Cards() {
  const t = useMore().cards;
  const store = useStore();
  const view = useView();
  const item = taking(view);
  if (!item) return null;
  const up = cardUp(view, item.id);
  const wait_s = Math.ceil((freeAt - (freeAt > store.serverNow() ? useNow(1000) : freeAt)) / 1000);
  function raise(card: Card) {
    if (!item) return;
    if (card !== up) {
      store.act({ raise_card: { session: item.id, card } });
      freeAt = store.serverNow() + CARD_COOL_DOWN_MS;
    }
    openOver('card');
  }
  return (
    <section class="sheet cards" aria-labelledby="cards">
      <div class="pad">
        <h2 id="cards">{t.title}</h2>
        <p class="note">{t.how}</p>
      </div>
      {CARDS.map((card, i) => (
        <button
          key={card}
          type="button"
          class="cardb"
          id={(up ?? CARDS[0]) === card ? 'card' : `card${i}`}
          aria-pressed={up === card}
          disabled={wait_s > 0 && up !== card}
          onClick={() => raise(card)}
        >
          <Shape card={card} />
          <span>
            <Both texts={wordsOf(card, view.event?.langs ?? [])} as="b" altAs="i" altClass="" />
          </span>
          {up === card && <span class="st now">{t.up}</span>}
        </button>
      ))}
      {up && (
        <button
          type="button"
          class="cardb low"
          onClick={() => store.act({ lower_card: { session: item.id } })}
        >
          {t.lower}
        </button>
      )}
      <p class="note pad" role="status">
        {wait_s > 0 ? t.wait(wait_s) : t.unnamed}
      </p>
    </section>
  );
}

/** The page that is the card. */
export function HeldCard() {
  const t = useMore().cards;
  const [lang] = useLang();
  const store = useStore();
  const view = useView();
  const { event } = view;
  const item = taking(view);
  const card = item && cardUp(view, item.id);
  if (!item || !card) {
    // The session ended, or the card was lowered on another page.
    if (!leaving) closeOver();
    leaving = true;
    return <div class="ph" />;
  }
  leaving = false;
  const [tag, title] = pick(event?.short ?? {}, lang);
  function lower() {
    if (item) store.act({ lower_card: { session: item.id } });
  }
  return (
    <div class={`ph held ${card}`}>
      <header class="head">
        <Text tag={tag} text={title} />
        <button type="button" class="link" onClick={() => closeOver()}>
          {t.page}
        </button>
      </header>
      <Opened />
      <main class="main">
        <Shape card={card} />
        <Both texts={wordsOf(card, event?.langs ?? [])} say as="h1" />
        <p class="note">{t.until}</p>
      </main>
      <div class="foot">
        <button type="button" class="btn sec2" onClick={lower}>
          {t.lower}
        </button>
      </div>
    </div>
  );
}
