/**
 * The agenda, shifted when a session runs late: the host says by how many minutes, reads what becomes of the times, and everybody sees
 * the new ones. The plan stays known beside them.
 */
import './agenda.css';
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import type { SessionItem } from '../../protocol/items';
import { SHIFT_MINUTES_MAX } from '../../protocol/limits';
import type { Deeds } from '../../ui/deeds';
import { Dialog, online, Verb } from '../../ui/desk';
import { useLang, useNow, useT, useView } from '../../ui/hooks';
import { pick, Text } from '../../ui/text';
import { timeOfDay } from '../../words/hour';
import { hourPlus, overdue } from './hours';
import type { HostTexts } from './texts.en';

const STEPS = [-5, 5, 10, 15, 30];

/** The hour at which a session begins, and the planned one before it where it is another. */
export function Starts({ session: s }: { session: SessionItem }): JSX.Element {
  const t = useT<HostTexts>();
  const was = s.planned && s.planned.start !== s.start ? s.planned.start : null;
  return (
    <span class="starts">
      <time>{s.start}</time>
      {was ? (
        <>
          <span class="unseen"> {t.host.agenda.planned} </span>
          <s>{was}</s>
        </>
      ) : null}
    </span>
  );
}

export function ShiftDialog(props: { session: SessionItem; deeds: Deeds; close(): void }): JSX.Element {
  const texts = useT<HostTexts>();
  const t = texts.host.agenda;
  const [lang] = useLang();
  const view = useView();
  const now = useNow(60_000);
  const { session, deeds } = props;
  const late =
    session.state === 'running' ? overdue(session.end, timeOfDay(now, view.event?.zone ?? 'UTC')) : 0;
  const [said, setSaid] = useState(String(late || 5));
  const minutes = /^[-+−]?\d{1,3}$/.test(said.trim()) ? Number(said.trim().replace('−', '-')) : 0;
  const good = minutes !== 0 && Math.abs(minutes) <= SHIFT_MINUTES_MAX;
  const rest = view.sessions.filter(s => s.order >= session.order && s.state !== 'ended');
  const go = async () => {
    const done = await deeds.run({
      item: `session:${session.id}`,
      cmd: seen => ({ shift_agenda: { from: session.id, seen, minutes } }),
      did: t.did(minutes),
      also: rest.filter(s => s.id !== session.id).map(s => `session:${s.id}` as const),
    });
    if (done) props.close();
  };
  return (
    <Dialog title={t.title} on={props.close} look="shift">
      <form
        onSubmit={e => {
          e.preventDefault();
          if (good && online(view)) void go();
        }}
      >
        {late ? <p>{t.late(late)}</p> : null}
        <div class="shift-by">
          {STEPS.map(step => (
            <button
              key={step}
              type="button"
              class="btn"
              aria-pressed={minutes === step}
              onClick={() => setSaid(String(step))}
            >
              {step < 0 ? `−${-step}` : `+${step}`}
            </button>
          ))}
          <label>
            <span>{t.minutes}</span>
            <input
              inputMode="text"
              maxLength={4}
              value={said}
              aria-invalid={!good}
              onInput={e => setSaid(e.currentTarget.value)}
            />
          </label>
        </div>
        <p class={good ? 'mut' : 'wrong'} role={good ? undefined : 'alert'}>
          {good ? t.what(minutes) : texts.rejected.out_of_range(1, SHIFT_MINUTES_MAX)}
        </p>
        <ol class="new-times">
          {rest.map(s => {
            const by = good ? minutes : 0;
            const begun = s.state === 'running';
            return (
              <li key={s.id}>
                <s>{begun ? s.end : s.start}</s>
                <b>{begun ? t.until(hourPlus(s.end, by)) : hourPlus(s.start, by)}</b>
                <Text tag={pick(s.title, lang)[0]} text={pick(s.title, lang)[1]} as="span" />
              </li>
            );
          })}
        </ol>
        <div class="verbs">
          <button type="submit" class="btn tall do" disabled={!good || !online(view)}>
            {t.go}
          </button>
          <Verb on={props.close} look="tall">
            {texts.cancel}
          </Verb>
        </div>
      </form>
    </Dialog>
  );
}
