/** The list of events, a contents page: the date is the ordinal, the title speaks, code and state stand at the end. */
import type { JSX } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import type { EventLine, EventList } from '../../protocol/organise';
import { letGo, Verb } from '../../ui/desk';
import { useLang, useT } from '../../ui/hooks';
import { Both, pick } from '../../ui/text';
import { nameOf } from '../../words/languages';
import { HINTS } from './keys';
import type { Acts } from './page';
import { fileOf, seriesOf } from './requests';
import type { OrganiseTexts } from './texts.en';

type Section = 'today' | 'coming' | 'over' | 'archived' | 'trash';
const SECTIONS: Section[] = ['today', 'coming', 'over', 'archived', 'trash'];

const sectionOf = (event: EventLine): Section =>
  event.ends_at ? 'trash' : event.archived ? 'archived' : event.when;

/** Returns the events that have all words of the query, in the order in which the page shows them: what comes, the soonest first. */
export function inOrder(events: EventLine[], query: string): EventLine[] {
  const asked = query.toLocaleLowerCase().split(/\s+/).filter(Boolean);
  const has = (event: EventLine) => {
    const text = [event.code, event.date, ...Object.values(event.title), ...Object.values(event.venue)];
    const all = text.join(' ').toLocaleLowerCase();
    return asked.every(word => all.includes(word));
  };
  return SECTIONS.flatMap(section => {
    const of = events.filter(event => sectionOf(event) === section && has(event));
    return section === 'coming' ? of.reverse() : of;
  });
}

export function Contents(props: {
  shown: EventList | null;
  order: EventLine[];
  query: string;
  chosen: string;
  choose: (code: string) => void;
  acts: Acts;
}): JSX.Element {
  const t = useT<OrganiseTexts>().organise;
  const { shown, order, chosen } = props;
  const ref = useRef<HTMLElement>(null);
  const before = useRef('');
  useEffect(() => {
    // Not for the first one, which nobody chose: a phone begins at its top.
    if (before.current) ref.current?.querySelector('.evt.focus')?.scrollIntoView({ block: 'nearest' });
    before.current = chosen;
  }, [chosen]);
  return (
    <section class="col contents" aria-label={t.title} ref={ref}>
      <div class="rows">
        {shown?.unreadable.length ? (
          <p class="empty bad" role="alert">
            {t.unreadable(shown.unreadable.join(', '))}
          </p>
        ) : null}
        {shown && !order.length ? <p class="empty">{props.query ? t.noneFound : t.none}</p> : null}
        {SECTIONS.map(section => {
          const of = order.filter(event => sectionOf(event) === section);
          return of.length ? (
            <section key={section} aria-labelledby={`in-${section}`}>
              <h2 class="yr" id={`in-${section}`}>
                {t.sections[section]}
              </h2>
              <ul>
                {of.map(event => (
                  <Line
                    key={event.code}
                    event={event}
                    {...props}
                    on={event.code === chosen}
                    inSeries={!!event.after || !!shown?.events.some(one => one.after === event.code)}
                  />
                ))}
              </ul>
            </section>
          ) : null;
        })}
      </div>
    </section>
  );
}

function Line(props: {
  event: EventLine;
  on: boolean;
  /** It comes after another event, or another one after it. */
  inSeries: boolean;
  choose: (code: string) => void;
  acts: Acts;
}): JSX.Element {
  const t = useT<OrganiseTexts>().organise;
  const [lang] = useLang();
  const { event, on, acts } = props;
  const locale = lang === 'en' ? 'en-GB' : lang;
  const date = new Date(`${event.date}T00:00:00Z`);
  const said = (of: Intl.DateTimeFormatOptions) =>
    new Intl.DateTimeFormat(locale, { ...of, timeZone: 'UTC' }).format(date);
  const section = sectionOf(event);
  const past = section !== 'today' && section !== 'coming';
  const lies = section === 'trash';
  return (
    <li class={`evt ${on ? 'focus' : ''} ${past ? 'past' : ''}`} aria-current={on ? 'true' : undefined}>
      <button
        type="button"
        class="pick"
        onClick={e => {
          letGo(e);
          props.choose(event.code);
        }}
      >
        <time class="day" dateTime={event.date}>
          {date.getUTCDate()}
          <small>{said({ month: 'long', year: 'numeric' })}</small>
        </time>
        <span class="what">
          <Both texts={event.title} say as="span" altAs="span" class="name" altClass="alt" />
          <span class="meta">
            {[
              pick(event.venue, lang)[1],
              event.langs.map(nameOf).join(', '),
              t.content(event.sessions, event.polls),
            ]
              .filter(Boolean)
              .map(part => (
                <span key={part}>{part}</span>
              ))}
            {event.missing && !lies ? <span class="miss">{t.missing(event.missing)}</span> : null}
            {event.forgotten ? <span>{t.forgotten}</span> : null}
            {event.ends_at ? (
              <span>
                {t.until(
                  new Date(event.ends_at).toLocaleDateString(locale, {
                    day: 'numeric',
                    month: 'long',
                    year: 'numeric',
                  }),
                )}
              </span>
            ) : null}
          </span>
        </span>
        <span class="r">
          {event.running && !lies ? <span class="st now">{t.running}</span> : null}
          <span class="code">
            {event.code.slice(0, 3)} {event.code.slice(3)}
          </span>
          {event.guests ? <span>{t.guests(event.guests)}</span> : null}
        </span>
      </button>
      {on ? (
        <div class="verbs">
          {lies ? (
            <Verb on={() => acts.archive(event)} look="do" hint={HINTS.archive}>
              {t.restore}
            </Verb>
          ) : (
            <>
              <Verb on={() => acts.openHost(event)} look="do" hint={HINTS.host}>
                {t.host}
              </Verb>
              <Verb on={() => acts.openEditor(event)} hint={HINTS.edit}>
                {t.edit}
              </Verb>
              <Verb on={() => acts.next(event)}>{t.next}</Verb>
              {props.inSeries ? (
                <a class="btn" href={seriesOf(event.code)} target="_blank" rel="noreferrer">
                  {t.seriesPage}
                </a>
              ) : null}
              <Verb on={() => acts.copy(event)}>{t.copy}</Verb>
              <a class="btn" href={fileOf(event.code)} download={`${event.code}.toml`}>
                {t.download}
              </a>
              <Verb on={() => acts.rename(event)} hint={HINTS.rename}>
                {t.rename}
              </Verb>
              <Verb on={() => acts.archive(event)} look="quiet" hint={HINTS.archive}>
                {event.archived ? t.restore : t.archive}
              </Verb>
              <Verb on={() => acts.remove(event)} look="quiet">
                {t.remove}
              </Verb>
            </>
          )}
        </div>
      ) : null}
    </li>
  );
}
