/**
 * The rapporteur's desk: the words of the report, in all languages of the event side by side. Nobody edits a number here. A host's page
 * too.
 */
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import type { LineItem, LineKind, Readers, ReportItem } from '../../protocol/items';
import { type Deeds, useDeeds } from '../../ui/deeds';
import { Gate, online, Strip, Verb } from '../../ui/desk';
import { useLang, useT, useView } from '../../ui/hooks';
import { LangSwitch } from '../../ui/language';
import { SignOut } from '../../ui/signout';
import { pick } from '../../ui/text';
import { timeOfDay } from '../../words/hour';
import { Finish } from './finish';
import { Line } from './line';
import type { RapporteurTexts } from './texts.en';

const KINDS: LineKind[] = ['finding', 'commitment', 'note'];

export const RapporteurPage = (): JSX.Element => <Gate>{() => <Page />}</Gate>;

function Page(): JSX.Element {
  const { report: t, undo } = useT<RapporteurTexts>();
  const view = useView();
  const deeds = useDeeds();
  const [lang] = useLang();
  /** The rows with words that are not saved. */
  const [dirty, setDirty] = useState<ReadonlySet<string>>(new Set());
  const { event } = view;
  const report = view.of('report')[0];
  const lines = [...view.of('line')].sort((a, b) => a.order - b.order || a.id - b.id);
  const code = event?.code ?? '';
  const { notice } = deeds;
  // A row may say this from an effect of an earlier draw.
  const mark = (id: string, on: boolean) =>
    setDirty(was => {
      if (was.has(id) === on) return was;
      const next = new Set(was);
      if (on) next.add(id);
      else next.delete(id);
      return next;
    });
  const [tag, title] = event ? pick(event.title, lang) : ['', ''];
  return (
    <div class="desk rapp">
      <header class="topbar">
        <h1 class="k">{t.title}</h1>
        <span class="grow">
          <bdi lang={tag}>{title}</bdi>
        </span>
        <LangSwitch />
        <SignOut />
      </header>
      <Strip />
      <main class="rapp-main">
        <div class="rapp-sheet">
          <p class="rapp-how">{t.how}</p>
          {KINDS.map(kind => (
            <Kind
              key={kind}
              kind={kind}
              lines={lines.filter(line => line.line.kind === kind)}
              deeds={deeds}
              mark={mark}
            />
          ))}
        </div>
        <aside class="rapp-side" aria-label={t.editions}>
          {report ? <State report={report} code={code} /> : null}
          {report ? <Finish report={report} deeds={deeds} dirty={dirty.size > 0} /> : null}
          {report ? <Editions report={report} /> : null}
          {report ? <ReadBy report={report} /> : null}
        </aside>
      </main>
      <footer class={notice?.bad ? 'rapp-foot bad' : 'rapp-foot'}>
        <span role="status">{notice?.text}</span>
        {notice?.undo ? (
          <Verb look="quiet" off={!online(view)} on={notice.undo}>
            {undo}
          </Verb>
        ) : null}
      </footer>
    </div>
  );
}

function Kind(props: {
  kind: LineKind;
  lines: LineItem[];
  deeds: Deeds;
  mark(id: string, on: boolean): void;
}): JSX.Element {
  const { report: t } = useT<RapporteurTexts>();
  const { kind, lines, deeds, mark } = props;
  const [adding, setAdding] = useState(0);
  const [open, setOpen] = useState(false);
  return (
    <section class="rapp-kind" aria-labelledby={`kind-${kind}`}>
      <h2 id={`kind-${kind}`}>{t.kinds[kind]}</h2>
      {lines.length ? null : <p class="empty">{t.empty[kind]}</p>}
      {lines.map((line, at) => (
        <Line
          key={line.id}
          kind={kind}
          item={line}
          nth={at + 1}
          of={lines.length}
          deeds={deeds}
          mark={mark}
          close={() => {}}
        />
      ))}
      {open ? (
        <Line
          key={`new-${adding}`}
          kind={kind}
          item={null}
          nth={lines.length + 1}
          of={lines.length}
          deeds={deeds}
          mark={mark}
          close={() => {
            setOpen(false);
            setAdding(adding + 1);
          }}
        />
      ) : (
        <Verb look="add" on={() => setOpen(true)}>
          {t.add[kind]}
        </Verb>
      )}
    </section>
  );
}

function State(props: { report: ReportItem; code: string }): JSX.Element {
  const { report: t } = useT<RapporteurTexts>();
  const { draft, editions } = props.report;
  const address = `/${props.code}/report`;
  return (
    <section class="rapp-state">
      <p class={draft ? 'rapp-mark draft' : 'rapp-mark'}>
        {draft ? t.draft(editions.length + 1) : t.final(editions.length)}
      </p>
      <a href={address} target="_blank" rel="noreferrer">
        {t.read}
      </a>
      {draft && editions.length ? (
        <a href={`${address}?edition=1`} target="_blank" rel="noreferrer">
          {t.readFinal}
        </a>
      ) : null}
    </section>
  );
}

function Editions(props: { report: ReportItem }): JSX.Element | null {
  const { report: t } = useT<RapporteurTexts>();
  const [lang] = useLang();
  const zone = useView().event?.zone ?? 'UTC';
  if (!props.report.editions.length) return null;
  return (
    <section>
      <h2>{t.editions}</h2>
      <ol class="rapp-editions">
        {[...props.report.editions].reverse().map(edition => {
          const [tag, text] = edition.changes ? pick(edition.changes, lang) : ['', ''];
          return (
            <li key={edition.number}>
              <b>{t.edition(edition.number)}</b> <span class="mut">{timeOfDay(edition.at, zone)}</span>
              {text ? (
                <p lang={tag} dir="auto">
                  {text}
                </p>
              ) : null}
            </li>
          );
        })}
      </ol>
    </section>
  );
}

/** Who may read it. The host's page has the choice. */
function ReadBy(props: { report: ReportItem }): JSX.Element {
  const { report: t } = useT<RapporteurTexts>();
  const readers: Readers = props.report.readers;
  return (
    <section>
      <h2>{t.readers}</h2>
      <p>{t[readers]}</p>
      <p class="mut sm">{t.readersHost}</p>
    </section>
  );
}
