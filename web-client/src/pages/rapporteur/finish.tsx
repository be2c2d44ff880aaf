/** Makes the report final: an edition. From the second one on it says what it changes, in at least one language. */
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import type { ReportItem } from '../../protocol/items';
import { FINDING_CHARS_MAX } from '../../protocol/limits';
import type { Deeds } from '../../ui/deeds';
import { Dialog, online, useLanguageName, Verb } from '../../ui/desk';
import { useT, useView } from '../../ui/hooks';
import type { Texts } from '../../words/texts';
import type { RapporteurTexts } from './texts.en';

export function Finish(props: { report: ReportItem; deeds: Deeds; dirty: boolean }): JSX.Element | null {
  const { report: t } = useT<RapporteurTexts>();
  const view = useView();
  const [asking, setAsking] = useState(false);
  if (!props.report.draft) return null;
  return (
    <section>
      <Verb
        look="do tall"
        off={!online(view)}
        on={() => (props.dirty ? props.deeds.refuse(t.unsaved) : setAsking(true))}
      >
        {t.finish}
      </Verb>
      <p class="mut sm">{t.finishHow}</p>
      {asking ? <Ask report={props.report} deeds={props.deeds} close={() => setAsking(false)} /> : null}
    </section>
  );
}

function Ask(props: { report: ReportItem; deeds: Deeds; close(): void }): JSX.Element {
  const texts = useT<RapporteurTexts>();
  const t = texts.report;
  const view = useView();
  const named = useLanguageName();
  const [changes, setChanges] = useState<Texts>({});
  const [seen] = useState(props.report.rev);
  const langs = view.event?.langs ?? [];
  const number = props.report.editions.length + 1;
  const says = number === 1 || langs.some(lang => changes[lang]?.trim());
  const finish = async () => {
    if (!online(view) || !says) return;
    const cmd = { finish_report: { seen, ...(number > 1 && { changes }) } };
    if (await props.deeds.send(cmd, t.finished(number))) props.close();
  };
  return (
    <Dialog title={t.finish} on={props.close}>
      <p>{t.finishHow}</p>
      {number > 1
        ? langs.map(lang => (
            <label key={lang} class="field">
              <span>{t.changes(named(lang))}</span>
              <textarea
                rows={3}
                lang={lang}
                dir="auto"
                maxLength={FINDING_CHARS_MAX}
                value={changes[lang] ?? ''}
                onInput={e => setChanges({ ...changes, [lang]: e.currentTarget.value })}
              />
            </label>
          ))
        : null}
      {props.deeds.notice?.bad ? (
        <p class="tell bad" role="alert">
          {props.deeds.notice.text}
        </p>
      ) : null}
      <div class="verbs">
        <Verb look="tall do" off={!online(view) || !says} on={() => void finish()}>
          {t.finish}
        </Verb>
        <Verb look="tall" hint="Esc" on={props.close}>
          {texts.cancel}
        </Verb>
      </div>
    </Dialog>
  );
}
