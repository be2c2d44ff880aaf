/** The head of a scene: what this is, and how to take part; for the last seconds of a vote the clock stands there, large. */
import './letterhead.css';
import type { JSX } from 'preact';
import type { EventItem } from '../protocol/items';
import { FLOOR, type Plan, useFit } from '../ui/fit';
import { useNow } from '../ui/hooks';
import { useSetting, Words } from '../ui/screen';
import type { Texts } from '../words/texts';
import { secondsUntil } from '../words/time';
import { JoinBlock } from './code';

/** The head says where one is. It never takes so much that what one came for does not fit. */
const PLANS: Plan[] = [
  { sizes: { lh: FLOOR }, bare: 'five-lines' },
  { sizes: { lh: FLOOR }, bare: 'five-lines alt' },
  // Five lines of a session's title are no orientation any more, and the room is needed below.
  { sizes: { lh: FLOOR }, bare: 'what' },
];

/** From here on a vote's clock is large. */
export const LAST_S = 10;

/** The seconds left of a vote, while these are its last. */
export function useLastSeconds(until: number | undefined): number | undefined {
  const left = secondsUntil(until ?? 0, until ? useNow(250) : 0);
  return until && left <= LAST_S ? left : undefined;
}

export function Letterhead(props: {
  what: Texts;
  /** Below it: from when until when. */
  when?: string;
  event?: EventItem;
  until?: number | undefined;
}): JSX.Element {
  const { what, event } = props;
  const { langs } = useSetting();
  const { ref } = useFit<HTMLElement>(PLANS, JSON.stringify([what, langs]));
  const last = useLastSeconds(props.until);
  return (
    <header class={event ? 'lh' : 'lh solo'} ref={ref}>
      <hr class="rule" />
      <div class="what" data-fit>
        <Words texts={what} main="b" />
        {props.when ? <p class="when">{props.when}</p> : null}
      </div>
      {event && last === undefined ? <JoinBlock event={event} /> : null}
      {last === undefined ? null : (
        <div class="last" role="timer">
          {last}
        </div>
      )}
    </header>
  );
}
