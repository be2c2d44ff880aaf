/** An announcement over the whole screen, in all languages that it has. A break shows the hour and counts down to it. */
import './announcement.css';
import type { JSX } from 'preact';
import type { AnnouncementItem, EventItem } from '../protocol/items';
import type { View } from '../sync/store';
import { down, FLOOR, type Plan, useFit } from '../ui/fit';
import { useNow } from '../ui/hooks';
import { useSetting, Words } from '../ui/screen';
import { timeOfDay } from '../words/hour';
import { clock, secondsUntil } from '../words/time';
import { Letterhead } from './letterhead';
import { Label } from './words';

const PLANS: Plan[] = [
  ...down(10.8, 4.2, 8).map(say => ({ sizes: { say, alt: Math.min(7, say * 0.7) } })),
  { sizes: { say: FLOOR, alt: FLOOR } },
];

/** Returns the announcement that the screen shows. Hosts see all of them, and the latest is on the screen. */
export function announced(view: View): AnnouncementItem | undefined {
  const on = view.of('announcement').filter(({ desk }) => !desk || (desk.airing === 'on' && desk.screen));
  return on.sort((a, b) => (b.at ?? 0) - (a.at ?? 0) || b.id - a.id)[0];
}

export function AnnouncementScene(props: { one: AnnouncementItem; event: EventItem }): JSX.Element {
  const { one, event } = props;
  const { langs } = useSetting();
  const { ref } = useFit<HTMLDivElement>(PLANS, JSON.stringify([one.texts, one.back !== undefined, langs]));
  return (
    <>
      <Letterhead event={event} what={event.short} />
      <div class="scene announcement" ref={ref}>
        <div class="said" data-fit>
          <Words texts={one.texts} say main="h1" />
        </div>
        {one.back === undefined ? null : <Back back={one.back} zone={event.zone} />}
      </div>
    </>
  );
}

function Back(props: { back: number; zone: string }): JSX.Element {
  const left = clock(secondsUntil(props.back, useNow(1000)));
  const hour = timeOfDay(props.back, props.zone);
  return (
    <p class="back">
      <time role="timer" dir="ltr">
        {left}
      </time>
      <span class="hour">
        <Label of={words => words.back(hour)} />
      </span>
    </p>
  );
}
