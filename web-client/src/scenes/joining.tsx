/** The joining scene, and the holding scene with the event's title before anything is on. */
import './joining.css';
import type { JSX } from 'preact';
import type { EventItem } from '../protocol/items';
import type { View } from '../sync/store';
import { down, FLOOR, type Plan, useFit } from '../ui/fit';
import { inOrder, useSetting, Words } from '../ui/screen';
import { Code, Hall, Qr, typed, useHallCode } from './code';
import { Letterhead } from './letterhead';
import { Label, spoken, useOwn } from './words';

/** `tight`: a long Wi-Fi name or password takes room from the code and the distances before a language gives way. */
const JOIN_PLANS: Plan[] = [
  ...down(10.8, 4.2, 7).map(say => ({ sizes: { say, alt: say * 0.6 } })),
  { sizes: { say: 4.2, alt: FLOOR }, bare: 'tight' },
  { sizes: { say: 4.2, alt: FLOOR }, bare: 'tight alt' },
  { sizes: { say: FLOOR, alt: FLOOR }, bare: 'tight alt' },
];

/** The join code, as large as the screen allows, and the hall's Wi-Fi in words. */
export function JoinScene(props: { event: EventItem }): JSX.Element {
  const { event } = props;
  const { wifi } = event;
  const hall = useHallCode(event);
  const scan = useOwn(words => words.scan);
  const { langs } = useSetting();
  const { ref } = useFit<HTMLDivElement>(JOIN_PLANS, JSON.stringify([scan, langs, event.join, wifi, !!hall]));
  return (
    <div class="scene-join">
      <Letterhead what={event.title} />
      <div class="big" ref={ref}>
        <div class="how" data-fit>
          <Words texts={scan} say main="h1" />
          <div class="ways">
            <div>
              <Label of={words => words.camera} />
            </div>
            <div>
              <b class="address" dir="ltr">
                {typed(event)}
              </b>
              <Code code={event.code} />
              <Hall code={hall} />
            </div>
            {wifi ? (
              <div class="wifi-words">
                <span>
                  <Label of={words => words.wifi} />{' '}
                  <b dir="auto" translate={false}>
                    {wifi.name}
                  </b>
                </span>
                {wifi.password ? (
                  <span>
                    <Label of={words => words.password} />{' '}
                    <b dir="ltr" translate={false}>
                      {wifi.password}
                    </b>
                  </span>
                ) : null}
              </div>
            ) : null}
          </div>
        </div>
        <Qr event={event} hall={hall} />
      </div>
    </div>
  );
}

const HOLD_PLANS: Plan[] = [
  ...down(10.8, 4.2, 8).map(say => ({ sizes: { say, alt: Math.min(5.2, say * 0.6) } })),
  { sizes: { say: FLOOR, alt: FLOOR } },
  { sizes: { say: FLOOR, alt: FLOOR }, bare: 'next-alt' },
  { sizes: { say: FLOOR, alt: FLOOR }, bare: 'alt' },
];

/** The event's title, date and place, and the next session. */
export function HoldingScene(props: { view: View; event: EventItem }): JSX.Element {
  const { event, view } = props;
  const { langs } = useSetting();
  const next = view.sessions.find(s => s.id === view.stage?.next);
  const when = Object.fromEntries(
    spoken(langs).map(([tag, words]) => [tag, words.when(event.date, where(event, tag))]),
  );
  const { ref } = useFit<HTMLDivElement>(
    HOLD_PLANS,
    JSON.stringify([event.title, langs, next?.id, next?.title]),
  );
  return (
    <div class="scene-hold">
      <Letterhead what={when} event={event} />
      <div class="hold" ref={ref}>
        <div class="titles" data-fit>
          <Words texts={event.title} say main="h1" />
        </div>
        {next ? (
          <div class="next">
            <p class="alt">
              <Label of={words => words.next} />
            </p>
            <time dir="ltr">{next.start}</time>
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
