/** What hangs on walls and stands on tables: posters and table cards, with the join code, and the Wi-Fi in words and as a code. */
import type { JSX } from 'preact';
import type { EventItem, Wifi } from '../../protocol/items';
import { Code, qrSource, typed } from '../../scenes/code';
import { directionOf, type Lang } from '../../words/languages';
import { useFit } from './fit';
import { Say, spoken, Told } from './words';

/** Around each code, as ISO/IEC 18004 asks. The picture itself has them, so no layout can take them away. */
const CLEAR_MODULES = 4;

export const joinSource = (event: EventItem): string => `${qrSource(event, CLEAR_MODULES)}&ec=m`;
export const linkSource = (event: EventItem, role: string, person: number | undefined): string =>
  `/${event.code}/link.svg?role=${role}${person === undefined ? '' : `&person=${person}`}&margin=${CLEAR_MODULES}&ec=m`;

/** The language in which a sheet is laid out: the first that the interface has. */
export const firstOf = (langs: string[]): Lang => spoken(langs)[0]?.[0] ?? 'en';

/** The event's day as a language writes it. */
export const dayIn = (date: string, lang: string): string =>
  new Intl.DateTimeFormat(lang, { dateStyle: 'long', timeZone: 'UTC' }).format(Date.parse(`${date}T00:00Z`));

export function Poster(props: { event: EventItem; langs: string[] }): JSX.Element {
  const { event, langs } = props;
  const first = firstOf(langs);
  const ref = useFit<HTMLElement>(JSON.stringify([event, langs]));
  return (
    <section class="pg po" lang={first} dir={directionOf(first)} ref={ref}>
      <header>
        <hr class="rule" />
        <div class="ev">
          <Told langs={langs} texts={event.title} />
        </div>
      </header>
      <div class="body">
        <div class="call">
          <Say langs={langs} of={w => w.scan} />
        </div>
        <div class="mid">
          <JoinQr event={event} langs={langs} />
          <div>
            <div class="how">
              <Say langs={langs} of={w => w.how} />
            </div>
            <Code code={event.code} />
            <p class="ad" dir="ltr">
              {typed(event)}
            </p>
          </div>
        </div>
        {event.wifi ? <WifiRow event={event} wifi={event.wifi} langs={langs} /> : null}
      </div>
      <footer class="by">
        <Where event={event} langs={langs} />
      </footer>
    </section>
  );
}

/** Where and when, in each language. */
function Where(props: { event: EventItem; langs: string[] }): JSX.Element {
  const { event, langs } = props;
  return (
    <>
      {spoken(langs).map(([lang, words]) => {
        const tag = langs.find(tag => tag.split('-')[0] === lang.split('-')[0]) ?? lang;
        const venue = event.venue[tag] ?? Object.values(event.venue)[0] ?? '';
        return (
          <span key={lang} lang={lang}>
            {words.where(venue, dayIn(event.date, lang))}
          </span>
        );
      })}
    </>
  );
}

function JoinQr(props: { event: EventItem; langs: string[] }): JSX.Element {
  return (
    <img
      class="qr"
      src={joinSource(props.event)}
      alt={spoken(props.langs)[0]?.[1].joinQr ?? ''}
      width="1"
      height="1"
    />
  );
}

function WifiRow(props: { event: EventItem; wifi: Wifi; langs: string[] }): JSX.Element {
  const { event, wifi, langs } = props;
  const source = `/${event.code}/wifi.svg?margin=${CLEAR_MODULES}&ec=m`;
  return (
    <div class="wifi-row">
      <h2>
        <Say langs={langs} of={w => w.wifi} />
      </h2>
      <dl>
        <dt>
          <Say langs={langs} of={w => w.network} as="span" />
        </dt>
        <dd dir="auto" translate={false}>
          {wifi.name}
        </dd>
        <dt>
          <Say langs={langs} of={w => w.password} as="span" />
        </dt>
        {wifi.password ? (
          <dd dir="ltr" translate={false}>
            {wifi.password}
          </dd>
        ) : (
          <dd>
            <Say langs={langs} of={w => w.open} as="span" />
          </dd>
        )}
      </dl>
      <img class="qr" src={source} alt={spoken(langs)[0]?.[1].wifiQr ?? ''} width="1" height="1" />
    </div>
  );
}

/** A tent with two faces, each in another language first, so that nobody sits behind the other's language. */
export function TableCard(props: {
  event: EventItem;
  langs: string[];
  table: number | undefined;
}): JSX.Element {
  const { event, langs, table } = props;
  const [first, second, ...others] = langs;
  const turned = second && first ? [second, first, ...others] : langs;
  return (
    <section class="pg tent">
      <Face event={event} langs={langs} table={table} side="up" />
      <div class="fold" />
      <Face event={event} langs={turned} table={table} side="dn" />
    </section>
  );
}

function Face(props: {
  event: EventItem;
  langs: string[];
  table: number | undefined;
  side: 'up' | 'dn';
}): JSX.Element {
  const { event, langs, table, side } = props;
  const first = firstOf(langs);
  const ref = useFit<HTMLDivElement>(JSON.stringify([event, langs, table]));
  const { wifi } = event;
  return (
    <div class={`face ${side}`} lang={first} dir={directionOf(first)} ref={ref}>
      <hr class="rule" />
      <div class="l">
        <div class="call">
          <Say langs={langs} of={w => w.ask} />
        </div>
        <div class="tips">
          <Say langs={langs} of={w => (langs.length > 1 ? w.yours : w.how)} />
        </div>
        {wifi ? (
          <p class="wf">
            <Say langs={langs} of={w => w.wifi} as="span" />{' '}
            <b dir="auto" translate={false}>
              {wifi.name}
            </b>
            <br />
            <Say langs={langs} of={w => (wifi.password ? w.password : w.open)} as="span" />{' '}
            <b dir="ltr" translate={false}>
              {wifi.password}
            </b>
          </p>
        ) : null}
        <div class="tb">
          {table === undefined ? (
            <div class="ev">
              <Told langs={langs} texts={event.short} />
            </div>
          ) : (
            <>
              <b>{table}</b>
              <Say langs={langs} of={w => w.table} as="span" />
            </>
          )}
        </div>
      </div>
      <div class="r">
        <JoinQr event={event} langs={langs} />
        <Code code={event.code} />
        <p class="ad" dir="ltr">
          {typed(event)}
        </p>
      </div>
    </div>
  );
}
