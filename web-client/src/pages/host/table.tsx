/** The round table at the host's desk: who has the floor, who has it next, the clock, and whether the chair's page shows the speaking times. */
import type { JSX } from 'preact';
import { turnClock } from '../../floor/clock';
import { floorOf, TURN_MIN, useSpeakerName, useStep } from '../../floor/steps';
import type { FloorStep } from '../../protocol/commands';
import type { Deeds } from '../../ui/deeds';
import { Choice, online, Verb } from '../../ui/desk';
import { useNow, useT, useView } from '../../ui/hooks';
import { clock } from '../../words/time';
import type { HostTexts } from './texts.en';

/** Sessions that a chair can lead. */
const LED = ['round_table', 'dialogue'];

export function Table({ deeds }: { deeds: Deeds }): JSX.Element | null {
  const t = useT<HostTexts>();
  const view = useView();
  const now = useNow(1000);
  const nameOf = useSpeakerName();
  const said = t.host.table;
  const step = useStep(deeds, said);
  const floor = floorOf(view);
  const session = view.sessions.find(s => s.state === 'running');
  if (!floor?.desk || !session || !LED.includes(session.kind)) return null;
  const { turn, desk } = floor;
  const time = turn && turnClock(turn, now);
  const off = !online(view);
  const act = (what: (seen: number) => FloorStep, did: string) => () => void step(what, did);
  const paused = !!time?.paused;
  const [next] = desk.list;
  return (
    <section aria-labelledby="table-title" class="host-table">
      <h2 id="table-title">{said.title}</h2>
      {turn && time ? (
        <>
          <p role="status">
            <bdi>{said.has(nameOf(turn.speaker))}</bdi>
          </p>
          <p>
            <b role="timer">{time.text}</b> <span class="mut sm">{said.of(clock(turn.planned_s))}</span>
            {paused ? <span class="mut sm"> {said.paused}</span> : null}
          </p>
        </>
      ) : (
        <p class="mut">{said.nobody}</p>
      )}
      <div class="verbs wrap">
        <Verb
          off={off || !turn}
          on={act(seen => ({ pause: { on: !paused, seen } }), paused ? said.didRun : said.didPause)}
        >
          {paused ? said.run : said.pause}
        </Verb>
        <Verb off={off || !turn} on={act(seen => ({ extend: { seconds: 30, seen } }), said.didMore)}>
          {said.more}
        </Verb>
        <Verb off={off || !turn} on={act(seen => ({ end: { seen } }), said.didThank)}>
          {said.thank}
        </Verb>
      </div>
      {next ? (
        <div class="kv">
          <bdi>{said.next(nameOf(next.speaker))}</bdi>
          <Verb
            off={off}
            on={act(
              seen => ({ give: { to: next.speaker, seconds: TURN_MIN * 60, seen } }),
              said.didGive(nameOf(next.speaker)),
            )}
          >
            {said.give}
          </Verb>
        </div>
      ) : null}
      <div class="kv">
        <span>{said.times}</span>
        <Choice
          label={said.times}
          value={desk.hides_times ? 'hidden' : 'shown'}
          off={off}
          options={[
            ['shown', said.shown],
            ['hidden', said.hidden],
          ]}
          on={to =>
            void step(
              () => ({ hide_times: { on: to === 'hidden' } }),
              to === 'hidden' ? said.didHide : said.didShow,
            )
          }
        />
      </div>
    </section>
  );
}
