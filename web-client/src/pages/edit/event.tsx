/** The event itself: its texts in all languages, its day, its Wi-Fi, how long guests' data is kept, its
 * time zone, accent and languages. */
import type { JSX } from 'preact';
import type { EventEdit } from '../../protocol/commands';
import type { Wifi } from '../../protocol/items';
import { rejectionText } from '../../ui/deeds';
import { online, Verb } from '../../ui/desk';
import { useT, useView } from '../../ui/hooks';
import type { Texts } from '../../words/texts';
import { zones } from '../../words/zones';
import type { Edits } from './edits';
import { Field } from './field';
import { Languages } from './languages';
import { Heads, Pair } from './pair';
import type { EditTexts } from './texts.en';

/** The accent of an event without one of its own, as `tokens.css` has it in light. */
const ACCENT = '#0e5e4e';

const PASSAGES = ['title', 'short', 'venue', 'leave'] as const;

export function TheEvent({ edits }: { edits: Edits }): JSX.Element | null {
  const texts = useT<EditTexts>();
  const t = texts.edit;
  const view = useView();
  const { event } = view;
  if (!event) return null;
  const { langs, written } = event;
  const edit = (edit: EventEdit, did: string, field: string) =>
    edits.send({ cmd: { edit_event: { edit } }, did, field: `event-${field}` });
  const off = !online(view);
  const accent = written?.accent ?? null;
  /** Saves a choice at once, and says why it was refused. */
  async function now(change: EventEdit, what: string, field: string) {
    const why = await edit(change, t.did.field(what), field);
    if (why) edits.refuse(rejectionText(texts, why));
  }
  const of: Record<(typeof PASSAGES)[number], Texts> = written ?? { ...event, leave: {} };
  const wifi: Wifi | null = event.wifi ?? null;
  const name = wifi?.name ?? '';
  const password = wifi?.password ?? '';
  const network = (name: string, password: string): Wifi | null =>
    name ? { name, ...(password && { password }) } : null;
  return (
    <section class="sheet" aria-labelledby="event-head">
      <h2 id="event-head" class="unseen">
        {t.event}
      </h2>
      <div class="pair heads" aria-hidden>
        <span />
        <Heads langs={langs} />
        <span />
      </div>
      <div class="slots">
        {PASSAGES.map(passage => (
          <div class="slot" key={passage}>
            <div class="pair">
              <span class="l sm mut">
                {t.passages[passage]}
                {passage === 'short' || passage === 'leave' ? <small>{t.hints[passage]}</small> : null}
              </span>
              <Pair
                id={`event-${passage}`}
                label={t.passages[passage]}
                texts={of[passage]}
                langs={langs}
                hold={{ k: 'event', id: 0 }}
                {...(passage === 'title' && { look: 'big' })}
                save={(change, lang) =>
                  edit({ [passage]: change }, t.did.field(t.passages[passage]), `${passage}-${lang}`)
                }
              />
              <span />
            </div>
          </div>
        ))}
        <div class="slot plain-fields">
          <div class="line">
            <span class="l sm mut">{t.date}</span>
            <Field
              id="event-date"
              type="date"
              label={t.date}
              value={event.date}
              look="date"
              save={(was, now) => edit({ date: { was, now } }, t.did.field(t.date), 'date')}
            />
          </div>
          <div class="line">
            <span class="l sm mut">{t.wifi}</span>
            <span class="fields">
              <Field
                id="event-wifi"
                type="text"
                label={t.wifiName}
                placeholder={t.wifiName}
                value={name}
                save={(was, now) =>
                  edit(
                    { wifi: { was: network(was, password), now: network(now.trim(), password) } },
                    t.did.field(t.wifi),
                    'wifi',
                  )
                }
              />
              <Field
                id="event-password"
                type="text"
                label={t.wifiPassword}
                placeholder={t.wifiPassword}
                value={password}
                off={!name}
                save={(was, now) =>
                  edit(
                    { wifi: { was: network(name, was), now: network(name, now) } },
                    t.did.field(t.wifi),
                    'password',
                  )
                }
              />
            </span>
          </div>
          <div class="line">
            <span class="l sm mut">
              {t.retention}
              <small>{t.hints.retention}</small>
            </span>
            <Field
              id="event-retention"
              type="number"
              label={t.retention}
              value={String(event.retention_days)}
              look="number"
              save={(was, now) =>
                edit(
                  { retention_days: { was: Number(was), now: Math.max(0, Math.floor(Number(now)) || 0) } },
                  t.did.field(t.retention),
                  'retention',
                )
              }
            />
          </div>
          <div class="line">
            <span class="l sm mut">{t.zone}</span>
            <select
              id="event-zone"
              aria-label={t.zone}
              value={event.zone}
              disabled={off}
              onChange={e =>
                void now({ zone: { was: event.zone, now: e.currentTarget.value } }, t.zone, 'zone')
              }
            >
              {[...new Set([event.zone, ...zones()])].map(one => (
                <option key={one} value={one}>
                  {one}
                </option>
              ))}
            </select>
          </div>
          <div class="line">
            <span class="l sm mut">
              {t.accent}
              <small>{t.hints.accent}</small>
            </span>
            <span class="fields">
              <input
                id="event-accent"
                type="color"
                aria-label={t.accent}
                value={accent ?? ACCENT}
                disabled={off}
                onChange={e =>
                  void now({ accent: { was: accent, now: e.currentTarget.value } }, t.accent, 'accent')
                }
              />
              {accent ? (
                <Verb
                  off={off}
                  look="sm"
                  on={() => void now({ accent: { was: accent, now: null } }, t.accent, 'accent')}
                >
                  {t.ownAccent}
                </Verb>
              ) : null}
            </span>
          </div>
          <Languages edits={edits} langs={langs} />
        </div>
      </div>
    </section>
  );
}
