/** The question on the screen, and the clock of who speaks. */
import type { JSX } from 'preact';
import { turnClock } from '../../floor/clock';
import { useSpeakerName } from '../../floor/steps';
import { useFullTo } from '../../people/addressee';
import { numberOf, textsOf } from '../../questions/content';
import { Who } from '../../questions/who';
import { Verb } from '../../ui/desk';
import { useNow, useT } from '../../ui/hooks';
import { Both } from '../../ui/text';
import { clock } from '../../words/time';
import { HINTS } from './keys';
import type { Chair } from './page';
import type { ChairTexts } from './texts.en';

export function Now({ chair }: { chair: Chair }): JSX.Element {
  const t = useT<ChairTexts>();
  const nameTo = useFullTo();
  const { now, off, floor } = chair;
  const { turn } = floor;
  const paused = turn && turn.running_since === undefined;
  return (
    <section class="chair-now">
      <div class="asked">
        <p class="line">
          <span class="st now">{now ? t.chair.now : t.chair.nothingNow}</span>
          {now ? (
            <span class="mut sm">
              {numberOf(now)}
              {t.comma}
              {t.chair.upvotes(now.upvotes)}
            </span>
          ) : null}
          {floor.last ? <span class="tag need">{t.chair.lastOn}</span> : null}
        </p>
        {now ? <Both texts={textsOf(now.content)} say as="h2" altClass="alt" /> : null}
        {now ? <Who q={now} to={now.to && nameTo(now.to)} /> : null}
      </div>
      <TurnClock chair={chair} />
      <div class="verbs">
        <Verb look="do" on={chair.next} off={off || !chair.line.length} hint={HINTS.next}>
          {t.chair.next}
        </Verb>
        <Verb on={chair.pause} off={off || !turn} hint={HINTS.pause}>
          {paused ? t.chair.run : t.chair.pause}
        </Verb>
        <Verb on={chair.more} off={off || !turn} hint={HINTS.more}>
          {t.chair.more}
        </Verb>
        <Verb on={chair.thank} off={off || !turn} hint={HINTS.thank}>
          {t.chair.thank}
        </Verb>
      </div>
    </section>
  );
}

function TurnClock({ chair }: { chair: Chair }): JSX.Element {
  const t = useT<ChairTexts>();
  const nameOf = useSpeakerName();
  const now = useNow(1000);
  const { turn } = chair.floor;
  if (!turn) {
    return (
      <div class="chair-clock">
        <p class="alt">{t.chair.nobody}</p>
      </div>
    );
  }
  const { text, state, paused } = turnClock(turn, now);
  const says = paused ? t.chair.paused : state === 'over' ? t.chair.over : '';
  return (
    <div class={`chair-clock ${state}`}>
      <p class="alt" role="status">
        <bdi>{t.chair.speaks(nameOf(turn.speaker))}</bdi>
      </p>
      <p class="big" role="timer">
        {text}
      </p>
      <p class="mut sm">
        {t.chair.planned(clock(turn.planned_s))}
        {says ? <b> {says}</b> : null}
      </p>
    </div>
  );
}
