/** Captions for the host: where the screen shows them, and the transcripts. */
import type { JSX } from 'preact';
import { Transcripts } from '../../backstage/transcripts';
import type { CaptionPlace } from '../../protocol/items';
import type { Deeds } from '../../ui/deeds';
import { Choice } from '../../ui/desk';
import { useT, useView } from '../../ui/hooks';
import type { HostTexts } from './texts.en';

const PLACES: CaptionPlace[] = ['off', 'strip', 'alone'];

export function CaptionsSection(props: { deeds: Deeds }): JSX.Element | null {
  const { captions: t } = useT<HostTexts>().host;
  const { stage, sessions } = useView();
  if (!sessions.some(s => s.state === 'running' || s.state === 'ended')) return null;
  return (
    <section aria-labelledby="captions-title" class="host-captions">
      <h2 id="captions-title">
        {t.title} <span>{t.place}</span>
      </h2>
      <Choice
        label={t.place}
        value={stage?.captions ?? 'off'}
        options={PLACES.map(place => [place, t[place]])}
        on={place => void props.deeds.send({ place_captions: { place } }, t.placed)}
      />
      <p class="mut sm">{t.how}</p>
      <Transcripts />
    </section>
  );
}
