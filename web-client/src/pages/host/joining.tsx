/** Joining: the addresses that phones can reach, the number of phones on each, and the one in the QR codes. */
import './joining.css';
import type { JSX } from 'preact';
import { Code, qrSource, useHallCode } from '../../scenes/code';
import type { Deeds } from '../../ui/deeds';
import { online } from '../../ui/desk';
import { useT, useView } from '../../ui/hooks';
import type { HostTexts } from './texts.en';

export function Joining(props: { deeds: Deeds }): JSX.Element | null {
  const t = useT<HostTexts>();
  const view = useView();
  const { event, hall } = view;
  const inHall = useHallCode(event ?? { code: '' });
  if (!event) return null;
  const addresses = hall?.addresses ?? [];
  function choose(url: string) {
    void props.deeds.run({
      item: 'address',
      cmd: () => ({ choose_address: { url } }),
      did: t.host.did.address,
    });
  }
  return (
    <section aria-labelledby="joining-title">
      <h2 id="joining-title">
        {t.host.joining} <span>{t.host.phones(hall?.here.participant ?? 0)}</span>
      </h2>
      <div class="joining">
        <fieldset class="addrs" disabled={!online(view)}>
          <legend class="unseen">{t.host.addresses}</legend>
          {addresses.map(a => (
            <label key={a.url} class={a.chosen ? 'addr on' : 'addr'}>
              <input
                type="radio"
                name="address"
                class="unseen"
                checked={a.chosen}
                onChange={() => choose(a.url)}
              />
              <span>
                <span class="url">{a.url.replace(/^https?:\/\//, '')}</span>
                <span class="mut sm">
                  {a.source === 'public' ? t.host.sourcePublic : t.host.source(a.source)}
                </span>
              </span>
              <span class={a.phones ? 'k' : 'mut'}>{a.phones}</span>
            </label>
          ))}
        </fieldset>
        <div class="join-qr">
          <img class="paper-qr" src={qrSource(event, 2, inHall)} alt={event.join} />
          <Code code={event.code} />
          {inHall ? (
            <p class="mut sm">
              {t.host.hallCode} <b dir="ltr">{inHall}</b>
            </p>
          ) : null}
        </div>
      </div>
      {event.wifi ? (
        <p class="sm">
          <a href={`/${event.code}/wifi`} target="_blank" rel="noreferrer">
            {t.host.wifiPage}
          </a>
        </p>
      ) : null}
      <p class="sm">
        <a href={`/${event.code}/print`} target="_blank" rel="noreferrer">
          {t.host.printPage}
        </a>
      </p>
    </section>
  );
}
