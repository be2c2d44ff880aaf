/** The log: the fingerprint that nobody can change the past without changing. */
import './log.css';
import type { JSX } from 'preact';
import { useT, useView } from '../../ui/hooks';
import type { HostTexts } from './texts.en';

export function Log(): JSX.Element | null {
  const t = useT<HostTexts>();
  const head = useView().hall?.head;
  if (!head) return null;
  return (
    <section aria-labelledby="log-title">
      <h2 id="log-title">{t.host.log}</h2>
      <p class="log-head" translate={false}>
        {head}
      </p>
      <p class="mut sm">{t.host.logHelp}</p>
    </section>
  );
}
