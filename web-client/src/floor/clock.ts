/** The clock of a turn, the same on every page: it follows the server's time. */
import type { Turn } from '../protocol/items';
import { clock } from '../words/time';

/** The last seconds appear as a warning. */
export const SOON_S = 30;

export interface TurnClock {
  /** `1:12`, or `+0:12` over time. */
  text: string;
  state: 'plain' | 'soon' | 'over';
  paused: boolean;
  /** The part of the planned time that is left, 0 to 1. */
  part: number;
}

/** Returns how long a speaker has spoken, in milliseconds. Pauses do not count. */
export const spokenMs = (turn: Turn, now: number): number =>
  turn.spoken_ms + (turn.running_since === undefined ? 0 : Math.max(0, now - turn.running_since));

export function turnClock(turn: Turn, now: number): TurnClock {
  const planned = turn.planned_s * 1000;
  const left = planned - spokenMs(turn, now);
  const over = left <= 0;
  return {
    text: over ? `+${clock(Math.floor(-left / 1000))}` : clock(Math.ceil(left / 1000)),
    state: over ? 'over' : left <= SOON_S * 1000 ? 'soon' : 'plain',
    paused: turn.running_since === undefined,
    part: Math.min(1, Math.max(0, left / planned)),
  };
}
