/** The verbs of the selection. They fill the foot in ink, so that nobody forgets that rows are selected. */
import './many.css';
import type { JSX } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import type { DeclineReason, QuestionItem } from '../../../protocol/items';
import { MANY_MAX, NOTE_CHARS_MAX } from '../../../protocol/limits';
import { Dialog, online, Verb } from '../../../ui/desk';
import { useLang, useT, useView } from '../../../ui/hooks';
import { composes } from '../../../ui/keys';
import { pick, Text } from '../../../ui/text';
import { HINTS } from '../keys';
import { useLabels } from '../labels/chips';
import { REASONS } from '../row';
import type { ModeratorTexts } from '../texts.en';

export function ManyFoot(props: {
  n: number;
  approve(): void;
  decline(): void;
  label(): void;
  to(): void;
  merge(): void;
  none(): void;
  /** Why the last verb was refused. */
  refused: string | null;
}): JSX.Element {
  const t = useT<ModeratorTexts>().moderator;
  const isTooMany = props.n > MANY_MAX;
  const off = !online(useView()) || isTooMany;
  return (
    <footer class="keys many">
      <b role="status">
        {isTooMany ? t.many.tooMany(props.n, MANY_MAX) : (props.refused ?? t.many.selected(props.n))}
      </b>
      <div class="verbs">
        <Verb on={props.approve} off={off} hint={HINTS.approveAll}>
          {t.approve}
        </Verb>
        <Verb on={props.decline} off={off} hint={HINTS.declineAll}>
          {t.decline}
        </Verb>
        <Verb on={props.label} off={off} hint={HINTS.labelAll}>
          {t.labels.verb}
        </Verb>
        <Verb on={props.to} off={off} hint={HINTS.toAll}>
          {t.toWhom}
        </Verb>
        <Verb on={props.merge} off={off || props.n < 2} hint={HINTS.mergeAll}>
          {t.many.merge}
        </Verb>
        <Verb on={props.none} hint={HINTS.cancel}>
          {t.many.none}
        </Verb>
      </div>
    </footer>
  );
}

/** Chooses the reason for which all selected questions are declined. */
export function DeclineMany(props: {
  n: number;
  decline(reason: DeclineReason, note?: string): void;
  close(): void;
}): JSX.Element {
  const { cancel, moderator: t } = useT<ModeratorTexts>();
  const [note, setNote] = useState<string | null>(null);
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => box.current?.querySelector<HTMLElement>('button, input')?.focus(), [note === null]);
  function choose(reason: DeclineReason) {
    if (reason === 'other') setNote('');
    else props.decline(reason);
  }
  return (
    <Dialog title={t.many.decline(props.n)} on={props.close} look="decline-many">
      {/* biome-ignore lint/a11y/noStaticElementInteractions: the digits press the buttons inside */}
      <div
        ref={box}
        onKeyDown={e => {
          const reason = note === null && !composes(e) ? REASONS[Number(e.key) - 1] : undefined;
          if (!reason || e.ctrlKey || e.metaKey || e.altKey) return;
          e.preventDefault();
          choose(reason);
        }}
      >
        {note === null ? (
          <div class="reasons">
            {REASONS.map((reason, i) => (
              <button type="button" key={reason} onClick={() => choose(reason)}>
                {t.reasons[reason]}
                <kbd aria-hidden>{i + 1}</kbd>
              </button>
            ))}
          </div>
        ) : (
          <form
            onSubmit={e => {
              e.preventDefault();
              if (note.trim()) props.decline('other', note.trim());
            }}
          >
            <label class="field">
              <span>{t.note}</span>
              <input
                type="text"
                dir="auto"
                maxLength={NOTE_CHARS_MAX}
                value={note}
                onInput={e => setNote(e.currentTarget.value)}
              />
            </label>
          </form>
        )}
      </div>
      <div class="verbs">
        {note === null ? null : (
          <Verb on={() => props.decline('other', note.trim())} off={!note.trim()} look="do" hint="Enter">
            {t.sendDecline}
          </Verb>
        )}
        <Verb on={props.close} hint="Esc">
          {cancel}
        </Verb>
      </div>
    </Dialog>
  );
}

/** Chooses the label that all selected questions get, or lose if all have it: type to find one, Enter takes the first. */
export function LabelMany(props: {
  questions: QuestionItem[];
  label(id: number, on: boolean): void;
  close(): void;
}): JSX.Element {
  const { cancel, moderator: t } = useT<ModeratorTexts>();
  const [lang] = useLang();
  const [search, setSearch] = useState('');
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => field.current?.focus(), []);
  const { questions } = props;
  const having = (id: number) => questions.filter(q => q.desk?.labels?.includes(id)).length;
  const choose = (id: number) => props.label(id, having(id) < questions.length);
  const wanted = search.trim().toLowerCase();
  const found = useLabels().filter(label =>
    Object.values(label.text).some(text => text.toLowerCase().includes(wanted)),
  );
  return (
    <Dialog title={t.many.label(questions.length)} on={props.close} look="labels">
      <form
        onSubmit={e => {
          e.preventDefault();
          if (found[0]) choose(found[0].id);
        }}
      >
        <label class="field">
          <span>{t.many.findLabel}</span>
          <input
            ref={field}
            type="text"
            dir="auto"
            value={search}
            onInput={e => setSearch(e.currentTarget.value)}
          />
        </label>
      </form>
      <div class="reasons">
        {found.map(label => {
          const [tag, text] = pick(label.text, lang);
          return (
            <button
              type="button"
              key={label.id}
              aria-pressed={having(label.id) === questions.length}
              onClick={() => choose(label.id)}
            >
              <Text tag={tag} text={text} as="span" />
              {having(label.id) ? (
                <span class="mut sm">
                  {having(label.id) < questions.length ? t.many.some(having(label.id)) : t.many.takeOff}
                </span>
              ) : null}
            </button>
          );
        })}
      </div>
      {found.length ? null : <p class="empty">{t.many.noLabel}</p>}
      <div class="verbs">
        <Verb on={props.close} hint="Esc">
          {cancel}
        </Verb>
      </div>
    </Dialog>
  );
}
