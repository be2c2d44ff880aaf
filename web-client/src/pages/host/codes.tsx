/**
 * Single-use codes: how many guests have entered theirs, the sheet to print, and the release of a code whose phone is lost. With
 * it, the guest goes on in another browser with the same ballots.
 */
import './codes.css';
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import type { Deeds } from '../../ui/deeds';
import { online, Verb } from '../../ui/desk';
import { useT, useView } from '../../ui/hooks';
import type { HostTexts } from './texts.en';

export function Codes(props: { deeds: Deeds }): JSX.Element | null {
  const t = useT<HostTexts>();
  const view = useView();
  const [number, setNumber] = useState('');
  const [wrong, setWrong] = useState('');
  const codes = view.of('codes')[0];
  const { event } = view;
  if (!codes || !event) return null;
  const code = Number.parseInt(number, 10);
  async function release() {
    if (!(code > 0)) return;
    setWrong('');
    const done = await props.deeds.run({
      item: 'codes',
      cmd: () => ({ release_code: { code } }),
      did: t.host.codes.released(code),
      refused: why => setWrong(why.kind === 'unknown' ? t.host.codes.unknown : t.host.codes.unused),
    });
    if (done) setNumber('');
  }
  return (
    <section aria-labelledby="codes-title">
      <h2 id="codes-title">
        {t.host.codes.title} <span>{t.host.codes.used(codes.taken, codes.made)}</span>
      </h2>
      <p class="sm">
        <a href={`/${event.code}/codes`} target="_blank" rel="noreferrer">
          {t.host.codes.sheet}
        </a>
      </p>
      <form
        class="release"
        onSubmit={e => {
          e.preventDefault();
          void release();
        }}
      >
        <label for="release">{t.host.codes.release}</label>
        <input
          id="release"
          type="text"
          inputMode="numeric"
          autocomplete="off"
          value={number}
          aria-describedby="release-how release-wrong"
          aria-invalid={!!wrong}
          onInput={e => setNumber(e.currentTarget.value.replace(/\D/g, '').slice(0, 5))}
        />
        <Verb on={() => void release()} off={!online(view) || !(code > 0)}>
          {t.host.codes.releaseIt}
        </Verb>
      </form>
      <p class="mut sm" id="release-how">
        {t.host.codes.how}
      </p>
      <p class="tell bad" id="release-wrong" role="alert">
        {wrong}
      </p>
    </section>
  );
}
