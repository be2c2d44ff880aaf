/** The head of a scene: the event or session, and how to take part; during the last seconds of a vote, a large clock. */
import './letterhead.css';
import type { JSX } from 'preact';
import type { EventItem } from '../protocol/items';
import { FLOOR, type Plan, useFit } from '../ui/fit';
import { useNow, useView } from '../ui/hooks';
import { useSetting, Words } from '../ui/screen';
import type { Texts } from '../words/texts';
import { secondsUntil } from '../words/time';
import { CAPTION_PLANS, placed, useCaptions } from './captions';
import { JoinBlock } from './code';

/** The head is for orientation. It never takes so much space that the content does not fit. */
const PLANS: Plan[] = [
  { sizes: { lh: FLOOR }, bare: 'five-lines' },
  { sizes: { lh: FLOOR }, bare: 'five-lines alt' },
  // A title of five lines no longer helps, and the content below needs the room.
  { sizes: { lh: FLOOR }, bare: 'what' },
];

/** From this many seconds on, a vote's clock is large. */
export const LAST_S = 10;

/** The seconds left of a vote, if they are its last. */
export function useLastSeconds(until: number | undefined): number | undefined {
  const left = secondsUntil(until ?? 0, until ? useNow(250) : 0);
  return until && left <= LAST_S ? left : undefined;
}

export function Letterhead(props: {
  what: Texts;
  /** Below it: start and end. */
  when?: string;
  event?: EventItem;
  until?: number | undefined;
}): JSX.Element {
  const { event } = props;
  const { langs } = useSetting();
  const hasStrip = placed(useView()) === 'strip';
  const captions = useCaptions('strip');
  const what = captions ?? props.what;
  const { ref } = useFit<HTMLElement>(captions ? CAPTION_PLANS : PLANS, JSON.stringify([what, langs]));
  const last = useLastSeconds(props.until);
  return (
    <header class={`lh${event ? '' : ' solo'}${hasStrip ? ' captioned' : ''}`} ref={ref}>
      <hr class="rule" />
      <div class="what" data-fit>
        <Words texts={what} main="b" />
        {props.when && !captions ? <p class="when">{props.when}</p> : null}
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
