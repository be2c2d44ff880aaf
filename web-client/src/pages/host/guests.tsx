/** The guest list: where it is read, and how many have come. */
import type { JSX } from 'preact';
import { useT, useView } from '../../ui/hooks';
import type { HostTexts } from './texts.en';

export function GuestsSection(): JSX.Element | null {
  const t = useT<HostTexts>().host;
  const view = useView();
  const arrivals = view.of('arrivals')[0];
  if (!view.event) return null;
  return (
    <section aria-labelledby="guests-title">
      <h2 id="guests-title">{t.guests}</h2>
      <p class="sm">
        <a href={`/${view.event.code}/guests`} target="_blank" rel="noreferrer">
          {arrivals ? t.guestsHere(arrivals.here, arrivals.listed) : t.guestsNone}
        </a>
      </p>
    </section>
  );
}
