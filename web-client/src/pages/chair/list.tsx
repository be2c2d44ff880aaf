/** The list of speakers, in the order in which they should have the floor. */
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { spokenMs } from '../../floor/clock';
import { useSpeakerName } from '../../floor/steps';
import type { WaitingSpeaker } from '../../protocol/items';
import { Choice, Dialog, letGo, Verb } from '../../ui/desk';
import { useNow, useT } from '../../ui/hooks';
import { clock } from '../../words/time';
import { HINTS } from './keys';
import type { Chair } from './page';
import type { ChairTexts } from './texts.en';

export function List(props: {
  chair: Chair;
  at: number | undefined;
  setAt: (id: number) => void;
  adding: boolean;
  setAdding: (on: boolean) => void;
}): JSX.Element {
  const t = useT<ChairTexts>();
  const nameOf = useSpeakerName();
  const now = useNow(1000);
  const { chair, at, setAt, adding, setAdding } = props;
  const { desk, off, floor } = chair;
  const { list } = desk;
  return (
    <section class="col chair-list" aria-labelledby="list-title">
      <div class="colh">
        <h2 id="list-title">{t.chair.speakers}</h2>
        <span class="mut">{t.chair.waiting(list.length)}</span>
        <Verb on={() => setAdding(true)} off={off} hint={HINTS.add}>
          {t.chair.add}
        </Verb>
      </div>
      <div class="line mid order">
        <Choice
          label={t.chair.order}
          value={desk.in_turn ? 'sides' : 'asked'}
          off={off}
          options={[
            ['asked', t.chair.asAsked],
            ['sides', t.chair.sides],
          ]}
          on={to => chair.sides(to === 'sides')}
        />
        <Verb on={chair.close} off={off} hint={HINTS.close} pressed={desk.closed}>
          {desk.closed ? t.chair.open : t.chair.close}
        </Verb>
      </div>
      <ol class="rows">
        {floor.turn ? (
          <li class="speaker on">
            <span class="no">{t.chair.nowAt}</span>
            <bdi>{nameOf(floor.turn.speaker)}</bdi>
            <span class="sm mut">{clock(spokenMs(floor.turn, now) / 1000)}</span>
          </li>
        ) : null}
        {list.map((one, i) => (
          <Row
            key={one.id}
            one={one}
            nth={i + 1}
            now={now}
            chosen={one.id === at}
            behind={list[i + 2]?.id}
            last={i + 1 === list.length}
            chair={chair}
            on={() => setAt(one.id)}
          />
        ))}
      </ol>
      <p class="below">
        {desk.closed
          ? t.chair.listClosed
          : list.length
            ? desk.in_turn
              ? t.chair.inTurn
              : ''
            : t.chair.noList}
      </p>
      {adding ? <Add chair={chair} on={() => setAdding(false)} /> : null}
    </section>
  );
}

function Row(props: {
  one: WaitingSpeaker;
  nth: number;
  now: number;
  chosen: boolean;
  behind: number | undefined;
  last: boolean;
  chair: Chair;
  on: () => void;
}): JSX.Element {
  const t = useT<ChairTexts>();
  const nameOf = useSpeakerName();
  const { one, nth, now, chosen, behind, last, chair, on } = props;
  return (
    <li class={chosen ? 'speaker focus' : 'speaker'}>
      <span class="no">{nth}</span>
      <button
        type="button"
        class="plain"
        aria-pressed={chosen}
        onClick={e => {
          letGo(e);
          on();
        }}
      >
        <bdi>{nameOf(one.speaker)}</bdi>
        {'hall' in one.speaker ? <span class="mut sm"> {t.chair.fromHall}</span> : null}
      </button>
      <span class="sm mut">{t.chair.ago(Math.max(0, Math.floor((now - one.at) / 60_000)))}</span>
      {chosen ? (
        <div class="verbs">
          <Verb look="do" on={() => chair.give(one.speaker)} off={chair.off} hint={HINTS.give}>
            {t.chair.give}
          </Verb>
          <Verb
            on={() => chair.place(one.id, behind)}
            off={chair.off || last || !!chair.desk.in_turn}
            hint={HINTS.later}
          >
            {t.chair.later}
          </Verb>
          <Verb on={() => chair.strike(one.id)} off={chair.off} hint={HINTS.strike}>
            {t.chair.strike}
          </Verb>
        </div>
      ) : null}
    </li>
  );
}

function Add(props: { chair: Chair; on: () => void }): JSX.Element {
  const t = useT<ChairTexts>();
  const nameOf = useSpeakerName();
  const [name, setName] = useState('');
  const { chair, on } = props;
  const waits = (id: number) =>
    chair.desk.list.some(({ speaker }) => 'person' in speaker && speaker.person === id);
  return (
    <Dialog title={t.chair.add} on={on}>
      <h3 class="mut">{t.chair.fromPanel}</h3>
      <div class="verbs wrap">
        {chair.seated
          .filter(p => !waits(p.id))
          .map(p => (
            <Verb
              key={p.id}
              on={() => {
                chair.list({ person: p.id });
                on();
              }}
            >
              {nameOf({ person: p.id })}
            </Verb>
          ))}
      </div>
      <form
        onSubmit={e => {
          e.preventDefault();
          if (!name.trim()) return;
          chair.list({ hall: name });
          on();
        }}
      >
        <label class="field">
          <span>{t.chair.addWho}</span>
          <input
            type="text"
            dir="auto"
            value={name}
            placeholder={t.chair.addHow}
            onInput={e => setName(e.currentTarget.value)}
          />
        </label>
        <div class="verbs">
          <button type="submit" class="btn do" disabled={!name.trim()}>
            {t.chair.put}
          </button>
          <Verb on={on}>{t.cancel}</Verb>
        </div>
      </form>
    </Dialog>
  );
}
