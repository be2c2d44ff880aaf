/** The agenda, with a mark at the running session. */
import { useView } from '../../../ui/hooks';
import { Both } from '../../../ui/text';
import { useMore } from './texts';

export function Program() {
  const t = useMore();
  const { event, sessions } = useView();
  if (!sessions.length) return null;
  // A date without a time is parsed as UTC, so format it as UTC.
  const date = event && new Date(event.date);
  const day =
    date && date.getTime() > 0
      ? date.toLocaleDateString(t.dates, {
          day: 'numeric',
          month: 'long',
          year: 'numeric',
          timeZone: 'UTC',
        })
      : '';
  return (
    <section>
      <div class="sec">
        <h2>{t.program}</h2>
        <span>{day}</span>
      </div>
      <ul class="sheet">
        {sessions.map(s => (
          <li
            key={s.id}
            class={`ag${s.state === 'running' ? ' here' : s.state === 'ended' || s.state === 'skipped' ? ' past' : ''}`}
            aria-current={s.state === 'running' ? 'time' : undefined}
          >
            <div class="when">
              <time>{s.start}</time>
              {s.planned && s.planned.start !== s.start && (
                <s>
                  <span class="unseen">{t.planned} </span>
                  {s.planned.start}
                </s>
              )}
            </div>
            <div>
              <Both texts={s.title} />
            </div>
          </li>
        ))}
      </ul>
    </section>
  );
}
