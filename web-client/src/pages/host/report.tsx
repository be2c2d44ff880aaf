/** The report: where it is read, how far it is, and who may read it once it is final. */
import type { JSX } from 'preact';
import type { Readers } from '../../protocol/items';
import type { Deeds } from '../../ui/deeds';
import { Choice, online } from '../../ui/desk';
import { useT, useView } from '../../ui/hooks';
import type { HostTexts } from './texts.en';

const READERS: Readers[] = ['hosts', 'staff', 'everybody'];

export function ReportSection(props: { deeds: Deeds }): JSX.Element | null {
  const t = useT<HostTexts>().host;
  const view = useView();
  const report = view.of('report')[0];
  if (!report || !view.event) return null;
  const { draft, editions, readers } = report;
  const choose = (to: Readers) =>
    void props.deeds.run({ item: 'readers', cmd: () => ({ show_report: { to } }), did: t.reportFor[to] });
  return (
    <section aria-labelledby="report-title">
      <h2 id="report-title">{t.report}</h2>
      <p class="sm">
        <a href={`/${view.event.code}/report`} target="_blank" rel="noreferrer">
          {draft ? t.reportDraft(editions.length + 1) : t.reportFinal(editions.length)}
        </a>
      </p>
      {view.event.written?.after ? (
        <p class="sm">
          <a href={`/${view.event.code}/series`} target="_blank" rel="noreferrer">
            {t.series}
          </a>
        </p>
      ) : null}
      <p class="mut sm">{t.reportReaders}</p>
      <Choice
        label={t.reportReaders}
        value={readers}
        off={!online(view)}
        options={READERS.map(to => [to, t.reportWho[to]])}
        on={choose}
      />
      <p class="mut sm">{t.reportHow}</p>
    </section>
  );
}
