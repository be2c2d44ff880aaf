/**
 * The hall's Wi-Fi beside the join code: two QR codes with labels in all the event's languages, for a screen in the
 * foyer or for paper at the door. The password is only in the code's picture, which needs a staff or screen link.
 */
import type { JSX } from 'preact';
import type { EventItem } from '../../protocol/items';
import { Code, qrSource, typed } from '../../scenes/joining';
import { useLang, useView } from '../../ui/hooks';
import { SettingContext, speaking, Words } from '../../ui/screen';
import type { WifiTexts } from './texts.en';

const { spoken } = speaking<WifiTexts>(import.meta.glob('./texts.*.ts', { eager: true, import: 'default' }));

export function WifiPage(): JSX.Element {
  const { event, link } = useView();
  const [lang] = useLang();
  const langs = event?.langs ?? [lang];
  if (!event) {
    return (
      <main class="wifi bare">
        <hr class="rule" />
        <h1>
          <Lines
            langs={langs}
            of={w => (link === 'no_access' || link === 'revoked' ? w.noAccess : w.connecting)}
          />
        </h1>
      </main>
    );
  }
  return (
    <SettingContext.Provider value={{ langs, ink: false }}>
      <main class="wifi">
        <header>
          <hr class="rule" />
          <h1>
            <Words texts={event.title} main="b" />
          </h1>
        </header>
        <div class="cards">
          {event.wifi ? (
            <Card
              langs={langs}
              n={1}
              step={w => w.wifiStep}
              how={w => w.wifiHow}
              src={`/${event.code}/wifi.svg`}
              alt={w => w.wifiQr}
            />
          ) : (
            <p class="none">
              <Lines langs={langs} of={w => w.wifiMissing} />
            </p>
          )}
          <Card
            langs={langs}
            n={event.wifi ? 2 : 1}
            step={w => w.joinStep}
            how={w => w.joinHow}
            src={qrSource(event, 4)}
            alt={w => w.joinQr}
            event={event}
          />
        </div>
        <button type="button" class="print" onClick={() => print()}>
          <Lines langs={langs} of={w => w.print} />
        </button>
      </main>
    </SettingContext.Provider>
  );
}

function Card(props: {
  langs: string[];
  n: number;
  step: (w: WifiTexts) => string;
  how: (w: WifiTexts) => string;
  src: string;
  alt: (w: WifiTexts) => string;
  event?: EventItem;
}): JSX.Element {
  const { langs, n, event } = props;
  const first = spoken(langs)[0]?.[1];
  return (
    <section class="card">
      <h2>
        <span class="number" aria-hidden>
          {n}
        </span>
        <span>
          <Lines langs={langs} of={props.step} />
        </span>
      </h2>
      <img src={props.src} alt={first ? props.alt(first) : ''} />
      {event ? (
        <p class="address">
          <b>{typed(event)}</b>
          <Code code={event.code} />
        </p>
      ) : null}
      <p class="how">
        <Lines langs={langs} of={props.how} />
      </p>
    </section>
  );
}

/** One of the interface's words, a line for each language. */
function Lines(props: { langs: string[]; of: (w: WifiTexts) => string }): JSX.Element {
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
