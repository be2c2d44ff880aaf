/** How long each has spoken, as plain bars, and what the hall holds up. */
import '../../cards/shape.css';
import type { JSX } from 'preact';
import { Shape } from '../../cards/shape';
import { CurveTable } from '../../cards/table';
import { CARDS, sumOf, wordsOf } from '../../cards/words';
import { spokenMs } from '../../floor/clock';
import { sameSpeaker, useSpeakerName } from '../../floor/steps';
import type { CardCurve, PersonItem } from '../../protocol/items';
import { useLang, useNow, useT, useView } from '../../ui/hooks';
import { pick } from '../../ui/text';
import { clock } from '../../words/time';
import type { Chair } from './page';
import type { ChairTexts } from './texts.en';

interface Time {
  name: string;
  ms: number;
}

export function Side({ chair }: { chair: Chair }): JSX.Element {
  return (
    <aside
      class="col chair-side"
      // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, also by keyboard
      tabIndex={0}
    >
      {chair.desk.hides_times ? null : <Times chair={chair} />}
      <Hall chair={chair} />
    </aside>
  );
}

function Times({ chair }: { chair: Chair }): JSX.Element {
  const t = useT<ChairTexts>();
  const view = useView();
  const [lang] = useLang();
  const now = useNow(1000);
  const nameOf = useSpeakerName();
  const { desk, floor } = chair;
  const { turn } = floor;
  const running = turn ? spokenMs(turn, now) : 0;
  const times = desk.times.map(({ speaker, ms }) => ({
    name: nameOf(speaker),
    ms: ms + (sameSpeaker(speaker, turn?.speaker) ? running : 0),
  }));
  if (turn && !desk.times.some(({ speaker }) => sameSpeaker(speaker, turn.speaker)))
    times.push({ name: nameOf(turn.speaker), ms: running });
  times.sort((a, b) => b.ms - a.ms);
  const sideOf = (person: PersonItem | undefined): string => {
    if (!person || !desk.sides) return '';
    if (desk.sides === 'org') return pick(person.org, lang)[1];
    const { group: id } = desk.sides;
    const value = person.groups?.find(m => m.group === id)?.value;
    const group = view.of('group').find(g => g.id === id);
    const found = group?.values.find(v => v.id === value);
    return found ? pick(found.text, lang)[1] : '';
  };
  const sides: Time[] = desk.side_times.map(({ person, ms, speaks }) => ({
    name: sideOf(view.people.get(person)),
    ms: ms + (speaks ? running : 0),
  }));
  return (
    <section aria-labelledby="times-title">
      <h2 id="times-title">{t.chair.times}</h2>
      {times.length ? (
        <>
          {sides.length ? <Bars times={sides} look="sides" /> : null}
          <Bars times={times} look="" />
        </>
      ) : (
        <p class="alt">{t.chair.noTimes}</p>
      )}
    </section>
  );
}

function Bars(props: { times: Time[]; look: string }): JSX.Element {
  const most = Math.max(1, ...props.times.map(one => one.ms));
  return (
    <ul class={`times ${props.look}`}>
      {props.times.map(({ name, ms }, i) => (
        <li key={`${i} ${name}`}>
          <bdi>{name}</bdi>
          <span class="bar">
            <i class={`side${i}`} style={{ transform: `scaleX(${ms / most})` }} />
          </span>
          <span class="n">{clock(ms / 1000)}</span>
        </li>
      ))}
    </ul>
  );
}

function Hall({ chair }: { chair: Chair }): JSX.Element {
  const t = useT<ChairTexts>();
  const view = useView();
  const [lang] = useLang();
  const cards = view.of('cards').find(c => c.id === chair.session.id);
  const numbers = cards?.numbers ?? { green: 0, yellow: 0, red: 0 };
  const { present, by_door } = view.hall ?? {};
  return (
    <section aria-labelledby="hall-title">
      <h2 id="hall-title">
        {t.chair.hall}{' '}
        {present === undefined ? null : (
          <span class="mut sm">{(by_door ? t.chair.checkedIn : t.chair.phones)(present)}</span>
        )}
      </h2>
      {cards ? (
        <>
          <p class="alt">{t.chair.cardsNow(sumOf(numbers))}</p>
          {cards.curve ? <Curve curve={cards.curve} /> : null}
          <ul class="up">
            {CARDS.map(card => {
              const [tag, words] = pick(wordsOf(card, view.event?.langs ?? []), lang);
              return (
                <li key={card}>
                  <Shape card={card} />
                  <span lang={tag}>{words}</span>
                  <b>{numbers[card]}</b>
                </li>
              );
            })}
          </ul>
        </>
      ) : (
        <p class="alt">{t.chair.noCards}</p>
      )}
    </section>
  );
}

const WIDE = 292;
const HIGH = 92;

function Curve({ curve }: { curve: CardCurve }): JSX.Element {
  const { points } = curve;
  const most = Math.max(4, ...points.flat());
  const x = (i: number) => (WIDE * i) / Math.max(1, points.length - 1);
  const line = (which: number) =>
    points
      .map(
        (point, i) =>
          `${i ? 'L' : 'M'}${x(i).toFixed(1)} ${(HIGH - (HIGH * (point[which] ?? 0)) / most).toFixed(1)}`,
      )
      .join('');
  return (
    <>
      <svg class="chair-curve" viewBox={`0 -2 ${WIDE} ${HIGH + 4}`} aria-hidden="true">
        <path class="axis" d={`M0 ${HIGH}H${WIDE}`} />
        {CARDS.map((card, i) => (
          <path key={card} class={`line ${card}`} d={line(i)} />
        ))}
      </svg>
      <CurveTable curve={curve} />
    </>
  );
}
