/**
 * The single-use codes as a sheet to print and cut: ten cards on a page of A4, each with a QR code that joins the event with the
 * code, and in words for guests who cannot scan. In all the event's languages. The page needs the host link.
 */
import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import type { CodeCard } from '../../protocol/http';
import type { EventItem, GroupItem } from '../../protocol/items';
import { Code, typed } from '../../scenes/code';
import { useLang, useView } from '../../ui/hooks';
import { inOrder, speaking } from '../../ui/screen';
import type { CodesTexts } from './texts.en';

const { spoken } = speaking<CodesTexts>(import.meta.glob('./texts.*.ts', { eager: true, import: 'default' }));

export function CodesPage(): JSX.Element {
  const view = useView();
  const { event, link } = view;
  const [lang] = useLang();
  const [cards, setCards] = useState<CodeCard[] | null>(null);
  const code = event?.code;
  useEffect(() => {
    if (!code) return;
    fetch(`/${code}/codes.json`)
      .then(answer => (answer.ok ? answer.json() : []))
      .then(setCards, () => setCards([]));
  }, [code]);
  const langs = event?.langs ?? [lang];
  if (!event || !cards?.length) {
    const refused = link === 'no_access' || link === 'revoked';
    return (
      <main class="codes bare">
        <h1>
          <Lines
            langs={langs}
            of={w => (refused ? w.noAccess : event && cards ? w.none(event.code) : w.connecting)}
          />
        </h1>
      </main>
    );
  }
  const taken = cards.filter(card => card.taken).length;
  return (
    <main class="codes">
      <header>
        <h1>
          <Lines langs={langs} of={w => w.title} />
        </h1>
        <p>
          <Lines langs={langs} of={w => w.count(cards.length, taken)} />
        </p>
        <p>
          <Lines langs={langs} of={w => w.secret} />
        </p>
        <button type="button" class="print" onClick={() => print()}>
          <Lines langs={langs} of={w => w.print} />
        </button>
      </header>
      <ul>
        {cards.map(card => (
          <Card key={card.n} card={card} event={event} groups={view.of('group')} />
        ))}
      </ul>
    </main>
  );
}

function Card(props: { card: CodeCard; event: EventItem; groups: GroupItem[] }): JSX.Element {
  const { card, event, groups } = props;
  const { langs } = event;
  const first = spoken(langs)[0]?.[1];
  const values = Object.entries(card.groups).flatMap(([key, value]) => {
    const group = groups.find(g => g.key === key);
    const texts = group?.values.find(v => v.key === value)?.text;
    return texts ? [inOrder(texts, langs)] : [];
  });
  return (
    <li class="card">
      <figure>
        <img src={`/${event.code}/code.svg?n=${card.n}&margin=2`} alt={first ? first.qr(card.n) : ''} />
        <figcaption>
          {first?.number(card.n)}
          {card.taken && <b> · {first?.used}</b>}
        </figcaption>
      </figure>
      <div>
        <p class="event" dir="auto">
          {inOrder(event.short, langs).map(([tag, text]) => (
            <span key={tag} class="line" lang={tag}>
              {text}
            </span>
          ))}
        </p>
        {card.name && (
          <p class="name" dir="auto">
            {card.name}
          </p>
        )}
        {values.map((texts, i) => (
          <p key={i} class="value">
            {texts.map(([tag, text]) => (
              <span key={tag} lang={tag}>
                {text}
              </span>
            ))}
          </p>
        ))}
        <Code code={card.code} />
        <p class="how">
          <Lines langs={langs} of={w => w.how(typed(event), event.code)} />
        </p>
      </div>
    </li>
  );
}

/** A text of the interface, one line per language. */
function Lines(props: { langs: string[]; of: (w: CodesTexts) => string }): JSX.Element {
  return (
    <>
      {spoken(props.langs).map(([tag, words], i) => (
        <span key={tag} class={i ? 'line alt' : 'line'} lang={tag}>
          {props.of(words)}
        </span>
      ))}
    </>
  );
}
