/**
 * How to take part: the join block that stands at the top right of every scene, the scene that is all
 * about joining, and the holding scene that shows the event's title before anything is on.
 */
import './joining.css';
import type { JSX } from 'preact';
import type { EventItem } from '../protocol/items';
import type { View } from '../sync/store';
import { down, type Plan, useFit } from '../ui/fit';
import { inOrder, useSetting, Words } from '../ui/screen';
import { Label, spoken, useOwn } from './words';

/** The address of a QR code; it changes with the join address, so that no old picture stays. */
export function qrSource(event: EventItem, margin: number): string {
  let hash = 0x811c9dc5;
  for (const char of event.join) hash = Math.imul(hash ^ char.charCodeAt(0), 0x01000193) >>> 0;
  return `/${event.code}/qr.svg?margin=${margin}&v=${hash.toString(36)}`;
}

/** The join address without its scheme and code, as one types it. */
export function typed(event: EventItem): string {
  return event.join
    .replace(/^https?:\/\//i, '')
    .replace(/\/[^/]*$/, '')
    .toLowerCase();
}

/** The code in two groups, as one reads it out. */
export function Code(props: { code: string }): JSX.Element {
  const half = Math.ceil(props.code.length / 2);
  return (
    <div class="code" translate={false}>
      {props.code.slice(0, half)}&#8201;{props.code.slice(half)}
    </div>
  );
}

export function Qr(props: { event: EventItem }): JSX.Element {
  const { ink, langs } = useSetting();
  const [, words] = spoken(langs)[0] ?? ['en', undefined];
  return <img class="qr" src={qrSource(props.event, ink ? 4 : 0)} alt={words?.joinQr ?? ''} />;
}

export function JoinBlock(props: { event: EventItem }): JSX.Element {
  return (
    <div class="join">
      <Code code={props.event.code} />
      <p>{typed(props.event)}</p>
      <Qr event={props.event} />
    </div>
  );
}

const JOIN_PLANS: Plan[] = down(10.8, 5.2, 6).map(say => ({ sizes: { say, alt: say * 0.6 } }));

/** The join code, as large as the screen allows. */
export function JoinScene(props: { event: EventItem }): JSX.Element {
  const { event } = props;
  const scan = useOwn(words => words.scan);
  const { langs } = useSetting();
  const ref = useFit<HTMLDivElement>(JOIN_PLANS, JSON.stringify([scan, langs, event.title, event.join]));
  return (
    <div class="scene-join">
      <header class="lh solo">
        <hr class="rule" />
        <div class="what">
          <Words texts={event.title} main="b" />
        </div>
      </header>
      <div class="big" ref={ref}>
        <div class="how" data-fit>
          <Words texts={scan} say main="h1" />
          <div class="ways">
            <div>
              <Label of={words => words.camera} />
            </div>
            <div>
              <b class="address">{typed(event)}</b>
              <Code code={event.code} />
            </div>
          </div>
        </div>
        <Qr event={event} />
      </div>
    </div>
  );
}

const HOLD_PLANS: Plan[] = down(10.8, 4.2, 8).map(say => ({ sizes: { say, alt: Math.min(5.2, say * 0.6) } }));

/** The event's title, the date and place, and what comes next. */
export function HoldingScene(props: { view: View; event: EventItem }): JSX.Element {
  const { event, view } = props;
  const { langs } = useSetting();
  const next = view.sessions.find(s => s.id === view.stage?.next);
  const ref = useFit<HTMLDivElement>(
    HOLD_PLANS,
    JSON.stringify([event.title, event.venue, langs, next?.id, next?.title]),
  );
  return (
    <div class="scene-hold">
      <header class="lh">
        <hr class="rule" />
        <div class="what">
          {spoken(langs).map(([tag, words], i) => (
            <p key={tag} class={i ? 'alt' : ''} lang={tag}>
              {words.when(event.date, where(event, tag))}
            </p>
          ))}
        </div>
        <JoinBlock event={event} />
      </header>
      <div class="hold" ref={ref}>
        <div class="titles" data-fit>
          <Words texts={event.title} say main="h1" />
        </div>
        {next ? (
          <div class="next">
            <p class="alt">
              <Label of={words => words.next} />
            </p>
            <time>{next.start}</time>
            <div>
              <Words texts={next.title} main="b" />
            </div>
          </div>
        ) : null}
      </div>
    </div>
  );
}

function where(event: EventItem, tag: string): string {
  const own = event.langs.find(lang => lang.slice(0, 2) === tag.slice(0, 2));
  return inOrder(event.venue, own ? [own] : event.langs)[0]?.[1] ?? '';
}
