/**
 * The hall's Wi-Fi beside the join code: two QR codes with labels in all the event's languages, for a screen in the foyer or
 * for paper at the door. It also shows the network's name and password in words, for guests who cannot scan. The page needs a
 * host, moderator or screen link.
 */
import type { ComponentChildren, JSX } from 'preact';
import type { EventItem, Wifi } from '../../protocol/items';
import { Code, qrSource, typed } from '../../scenes/code';
import { useLang, useView } from '../../ui/hooks';
import { SettingContext, speaking, Words } from '../../ui/screen';
import { directionOf } from '../../words/languages';
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
    <SettingContext.Provider value={{ langs, ink: false, turned: 0 }}>
      <main class="wifi" dir={directionOf(langs[0] ?? 'en')}>
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
              wifi={event.wifi}
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
  wifi?: Wifi;
}): JSX.Element {
  const { langs, n, event, wifi } = props;
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
          <b dir="ltr">{typed(event)}</b>
          <Code code={event.code} />
        </p>
      ) : null}
      {wifi ? (
        <dl class="wifi-words">
          <Row langs={langs} of={w => w.network}>
            <b dir="auto">{wifi.name}</b>
          </Row>
          {wifi.password ? (
            <Row langs={langs} of={w => w.password}>
              <b dir="ltr">{wifi.password}</b>
            </Row>
          ) : (
            <Row langs={langs} of={w => w.password}>
              <Lines langs={langs} of={w => w.open} />
            </Row>
          )}
        </dl>
      ) : null}
      <p class="how">
        <Lines langs={langs} of={props.how} />
      </p>
    </section>
  );
}

function Row(props: {
  langs: string[];
  of: (w: WifiTexts) => string;
  children: ComponentChildren;
}): JSX.Element {
  return (
    <div>
      <dt>
        <Lines langs={props.langs} of={props.of} />
      </dt>
      <dd translate={false}>{props.children}</dd>
    </div>
  );
}

/** A text of the interface, one line per language. */
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
