/** The turn's clock, asking for the floor, and what this panelist offers for a question in the line. */
import type { JSX } from 'preact';
import { turnClock } from '../../floor/clock';
import { floorOf, isSeated, sameSpeaker, seatedIn, useSpeakerName, useStep } from '../../floor/steps';
import { concerns } from '../../people/addressee';
import type { Offer, QuestionItem } from '../../protocol/items';
import type { Deeds } from '../../ui/deeds';
import { online, Verb } from '../../ui/desk';
import { useNow, useT, useView } from '../../ui/hooks';
import type { PanelistTexts } from './texts.en';

/** Returns how the page's rim warns: by the clock of this panelist's own turn. */
export function useRim(): string {
  const view = useView();
  const now = useNow(1000);
  const turn = floorOf(view)?.turn;
  if (!turn || !sameSpeaker({ person: view.person ?? -1 }, turn.speaker)) return '';
  return turnClock(turn, now).state;
}

export function Turn({ deeds }: { deeds: Deeds }): JSX.Element | null {
  const t = useT<PanelistTexts>();
  const view = useView();
  const now = useNow(1000);
  const nameOf = useSpeakerName();
  const floor = floorOf(view);
  if (!floor) return null;
  const { turn } = floor;
  const mine = !!turn && sameSpeaker({ person: view.person ?? -1 }, turn.speaker);
  const clock = turn && turnClock(turn, now);
  const says =
    clock && (clock.paused ? t.panelist.paused : clock.state === 'plain' ? '' : t.panelist[clock.state]);
  return (
    <section
      class={`turn ${clock ? 'timed' : ''} ${mine && clock ? clock.state : ''}`}
      aria-labelledby="turn-title"
    >
      <h2 id="turn-title">
        <span>
          {!turn ? t.panelist.nobody : mine ? t.panelist.yourTime : t.panelist.turnOf(nameOf(turn.speaker))}
        </span>
        {says ? <b>{says}</b> : null}
      </h2>
      {clock ? (
        <>
          <p class="clock" role="timer">
            {clock.text}
          </p>
          <div class="meter">
            <i style={{ transform: `scaleX(${clock.part})` }} />
          </div>
        </>
      ) : null}
      {floor.last ? <p class="ac">{t.panelist.lastOn}</p> : null}
      <Ask mine={mine} deeds={deeds} />
    </section>
  );
}

function Ask(props: { mine: boolean; deeds: Deeds }): JSX.Element | null {
  const t = useT<PanelistTexts>();
  const view = useView();
  const { mine, deeds } = props;
  const step = useStep(deeds);
  const desk = floorOf(view)?.desk;
  const me = { person: view.person ?? -1 };
  const place = desk?.list.findIndex(one => sameSpeaker(one.speaker, me)) ?? -1;
  const own = desk?.list[place];
  const off = !online(view);
  if (own) {
    return (
      <p class="take">
        <span>{t.panelist.asked(place + 1)}</span>
        <Verb off={off} on={() => void step(() => ({ strike: { entry: own.id } }), t.panelist.saidBack)}>
          {t.panelist.back}
        </Verb>
      </p>
    );
  }
  if (mine || !isSeated(view)) return null;
  if (desk?.closed) return <p class="tr">{t.panelist.closed}</p>;
  return (
    <p class="take">
      <Verb off={off} on={() => void step(() => ({ list: { speaker: me } }), t.panelist.saidAsk)}>
        {t.panelist.ask}
      </Verb>
    </p>
  );
}

/** "I'd take this one" and "pass to another": the chair sees it and decides. A second press takes it back. */
export function Offers(props: { q: QuestionItem; deeds: Deeds }): JSX.Element | null {
  const t = useT<PanelistTexts>();
  const view = useView();
  const nameOf = useSpeakerName();
  const { q, deeds } = props;
  const step = useStep(deeds);
  const offers = floorOf(view)?.desk?.offers.filter(o => o.question === q.id);
  if (!offers || !isSeated(view)) return null;
  const own = offers.find(o => o.person === view.person)?.offer;
  const others = offers.filter(o => o.person !== view.person && o.offer === 'take');
  const off = !online(view);
  const passes = own !== undefined && own !== 'take';
  const offer = (to: Offer | undefined, did: string) =>
    void step(() => ({ offer: { question: q.id, ...(to ? { offer: to } : {}) } }), did);
  return (
    <>
      <p class="take">
        <Verb
          off={off}
          pressed={own === 'take'}
          on={() =>
            own === 'take' ? offer(undefined, t.panelist.saidNone) : offer('take', t.panelist.saidTake)
          }
        >
          {own === 'take' ? t.panelist.took : t.panelist.take}
        </Verb>
        {q.to === undefined || concerns(view.people, q.to, view.person) ? (
          <Verb
            off={off}
            pressed={passes}
            on={() =>
              passes ? offer(undefined, t.panelist.saidNone) : offer({ pass: null }, t.panelist.saidPass)
            }
          >
            {passes ? t.panelist.passed : t.panelist.pass}
          </Verb>
        ) : null}
        {passes ? (
          <select
            class="lang"
            aria-label={t.panelist.passTo}
            disabled={off}
            value={own.pass ?? ''}
            onChange={e => {
              const { value } = e.currentTarget;
              offer({ pass: value ? Number(value) : null }, t.panelist.saidPass);
            }}
          >
            <option value="">{t.panelist.anybody}</option>
            {seatedIn(view)
              .filter(id => id !== view.person)
              .map(id => (
                <option key={id} value={id}>
                  {nameOf({ person: id })}
                </option>
              ))}
          </select>
        ) : null}
      </p>
      {own || others.length ? (
        <p class="tr">
          {own ? `${t.panelist.sees} ` : ''}
          {others.map(o => t.panelist.also(nameOf({ person: o.person }))).join(' ')}
        </p>
      ) : null}
    </>
  );
}
