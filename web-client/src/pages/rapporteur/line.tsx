/**
 * A line of the report with its languages side by side. It names the revision that its writer saw, so the server refuses what would
 * overwrite a colleague's words. Then both texts stand here with two verbs, and neither is lost.
 */
import type { JSX } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import type { LineItem, LineKind, LineText } from '../../protocol/items';
import { FINDING_CHARS_MAX, TITLE_CHARS_MAX } from '../../protocol/limits';
import type { Deeds } from '../../ui/deeds';
import { online, useLanguageName, Verb } from '../../ui/desk';
import { useLang, useT, useView } from '../../ui/hooks';
import { composes } from '../../ui/keys';
import { pick } from '../../ui/text';
import { EvidenceField } from './evidence';
import type { RapporteurTexts } from './texts.en';

interface Draft {
  text: LineText;
  /** The revision that it began from. */
  seen: number;
}

export function Line(props: {
  kind: LineKind;
  /** None: a new one. */
  item: LineItem | null;
  nth: number;
  of: number;
  deeds: Deeds;
  mark(id: string, on: boolean): void;
  close(): void;
}): JSX.Element {
  const { report: t } = useT<RapporteurTexts>();
  const view = useView();
  const named = useLanguageName();
  const { kind, item, deeds } = props;
  const [draft, setDraft] = useState<Draft | null>(item ? null : { text: { kind, text: {} }, seen: 0 });
  const [busy, setBusy] = useState(false);
  const first = useRef<HTMLTextAreaElement>(null);
  const langs = view.event?.langs ?? [];
  const name = item ? `line-${item.id}` : `new-${kind}`;
  const line = draft?.text ?? item?.line ?? { kind, text: {} };
  const stale = !!item && !!draft && draft.seen !== item.rev && !busy;
  const label = `${t.one[kind]} ${props.nth}`;
  const isEmpty = !langs.some(lang => line.text[lang]?.trim());

  useEffect(() => {
    if (!item) first.current?.focus();
  }, []);
  const isDirty = draft !== null && (!!item || !isEmpty);
  useEffect(() => {
    props.mark(name, isDirty);
    return () => props.mark(name, false);
  }, [isDirty]);

  const write = (change: Partial<LineText>) =>
    setDraft({ text: { ...line, ...change }, seen: draft?.seen ?? item?.rev ?? 0 });

  async function save(seen = draft?.seen ?? 0) {
    if (!draft || busy || !online(view) || isEmpty) return;
    setBusy(true);
    const cmd = () => ({ write_line: { ...(item && { line: item.id, seen }), text: trimmed(draft.text) } });
    const done = await deeds.run({
      item: item ? `line:${item.id}` : 'lines',
      cmd,
      did: item ? t.saved : t.added,
    });
    setBusy(false);
    if (!done) return;
    setDraft(null);
    if (!item) props.close();
  }
  const drop = () => (item ? setDraft(null) : props.close());
  const remove = () => {
    if (!item) return;
    void deeds.run({
      item: `line:${item.id}`,
      cmd: seen => ({ write_line: { line: item.id, seen } }),
      did: t.removed,
    });
  };
  const move = (up: boolean) => {
    if (!item) return;
    void deeds.run({
      item: `line:${item.id}`,
      cmd: seen => ({ move_line: { line: item.id, seen, up } }),
      did: t.moved,
    });
  };

  return (
    <article class="rapp-line" aria-label={label}>
      <span class="no" aria-hidden="true">
        {props.nth}
      </span>
      <div class="rapp-texts" style={{ '--langs': langs.length }}>
        {langs.map((lang, at) => {
          const text = line.text[lang] ?? '';
          const lacks = !text.trim() && !isEmpty;
          return (
            <label key={lang} class={lacks ? 'field void' : 'field'}>
              <span class="mut sm">{t.text(t.one[kind], named(lang))}</span>
              <textarea
                {...(at ? {} : { ref: first })}
                rows={3}
                lang={lang}
                dir="auto"
                maxLength={FINDING_CHARS_MAX}
                value={text}
                disabled={busy}
                onInput={e => write({ text: { ...line.text, [lang]: e.currentTarget.value } })}
                onKeyDown={e => {
                  if (composes(e) || e.key !== 'Enter') return;
                  e.preventDefault();
                  if (!stale) void save();
                }}
              />
              <span class="mut sm">
                {lacks ? t.missing(named(lang)) : text ? t.left([...text].length, FINDING_CHARS_MAX) : null}
              </span>
            </label>
          );
        })}
        {kind === 'commitment' ? <Commitment line={line} write={write} busy={busy} /> : null}
      </div>
      {kind === 'finding' ? (
        <EvidenceField value={line.evidence} off={busy} on={evidence => write(without(evidence))} />
      ) : null}
      {kind === 'note' ? <SessionField line={line} write={write} busy={busy} /> : null}
      {stale && item ? (
        <div class="rapp-stale" role="alert">
          <p>{t.stale}</p>
          {langs.map(lang =>
            item.line.text[lang] ? (
              <blockquote key={lang} lang={lang} dir="auto">
                {item.line.text[lang]}
              </blockquote>
            ) : null,
          )}
          <div class="verbs">
            <Verb off={!online(view)} on={() => void save(item.rev)}>
              {t.keep}
            </Verb>
            <Verb on={() => setDraft(null)}>{t.take}</Verb>
          </div>
        </div>
      ) : null}
      <div class="verbs">
        {draft ? (
          <>
            <Verb
              look="do"
              hint="Enter"
              off={!online(view) || busy || isEmpty || stale}
              on={() => void save()}
            >
              {t.save}
            </Verb>
            <Verb on={drop}>{t.discard}</Verb>
          </>
        ) : (
          <>
            <Verb
              look="quiet"
              off={!online(view) || props.nth === 1}
              label={`${t.up}: ${label}`}
              on={() => move(true)}
            >
              {t.up}
            </Verb>
            <Verb
              look="quiet"
              off={!online(view) || props.nth === props.of}
              label={`${t.down}: ${label}`}
              on={() => move(false)}
            >
              {t.down}
            </Verb>
            <Verb look="quiet" off={!online(view)} label={`${t.remove}: ${label}`} on={remove}>
              {t.remove}
            </Verb>
          </>
        )}
      </div>
    </article>
  );
}

interface Part {
  line: LineText;
  write(change: Partial<LineText>): void;
  busy: boolean;
}

/** Until when, and who. */
function Commitment({ line, write, busy }: Part): JSX.Element {
  const { report: t } = useT<RapporteurTexts>();
  const named = useLanguageName();
  const langs = useView().event?.langs ?? [];
  return (
    <>
      {langs.map(lang => (
        <label key={lang} class="field">
          <span class="mut sm">{t.text(t.who, named(lang))}</span>
          <input
            type="text"
            lang={lang}
            dir="auto"
            maxLength={TITLE_CHARS_MAX}
            value={line.by?.[lang] ?? ''}
            disabled={busy}
            onInput={e => write({ by: { ...line.by, [lang]: e.currentTarget.value } })}
          />
        </label>
      ))}
      <label class="field due">
        <span class="mut sm">{t.due}</span>
        <input
          type="date"
          value={line.due ?? ''}
          disabled={busy}
          onInput={e => write({ due: e.currentTarget.value })}
        />
      </label>
    </>
  );
}

/** What the words are about. */
function SessionField({ line, write, busy }: Part): JSX.Element {
  const { report: t } = useT<RapporteurTexts>();
  const { sessions } = useView();
  const [lang] = useLang();
  return (
    <label class="field rapp-rests">
      <span class="mut sm">{t.session}</span>
      <select
        value={line.session ?? ''}
        disabled={busy}
        onChange={e => {
          const { value } = e.currentTarget;
          write(value ? { session: Number(value) } : withoutSession());
        }}
      >
        <option value="">{t.event}</option>
        {sessions.map(session => (
          <option key={session.id} value={session.id}>
            {pick(session.title, lang)[1]}
          </option>
        ))}
      </select>
    </label>
  );
}

// `undefined` is left out on the wire.
const without = (evidence: LineText['evidence']) => ({ evidence }) as Partial<LineText>;
const withoutSession = () => ({ session: undefined }) as unknown as Partial<LineText>;

/** Nothing is sent for what is empty. */
function trimmed(line: LineText): LineText {
  const filled = (texts: Record<string, string>) =>
    Object.fromEntries(Object.entries(texts).filter(([, text]) => text.trim()));
  const { by, due, ...rest } = line;
  const who = by && filled(by);
  return {
    ...rest,
    text: filled(line.text),
    ...(who && Object.keys(who).length > 0 && { by: who }),
    ...(due && { due }),
  };
}
