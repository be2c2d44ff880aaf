/** The event as files: each is made when somebody asks for it. */
import './exports.css';
import type { JSX } from 'preact';
import { useT, useView } from '../../ui/hooks';
import type { HostTexts } from './texts.en';

/** The files of an event: the end of the address, and the name of the format. */
const FILES = [
  ['export.xlsx', 'xlsx'],
  ['export.csv.zip', 'csv'],
  ['charts.zip', 'charts'],
  ['questions.md', 'questions'],
  ['export.json', 'json'],
] as const;

export function Exports(): JSX.Element | null {
  const { exports: t } = useT<HostTexts>().host;
  const { event } = useView();
  if (!event) return null;
  return (
    <section aria-labelledby="exports-title">
      <h2 id="exports-title">{t.title}</h2>
      <ul class="exports">
        {FILES.map(([file, name]) => (
          <li key={file}>
            <a href={`/${event.code}/${file}`} download>
              {t[name]}
            </a>
            <span class="mut sm">{t.has[name]}</span>
          </li>
        ))}
      </ul>
      <p class="mut sm">{t.how}</p>
    </section>
  );
}
