/** Plates are verbs: one press gives the floor and starts the clock. They stand in the order of the table. */
import type { JSX } from 'preact';
import { useOffer } from '../../floor/offers';
import { sameSpeaker } from '../../floor/steps';
import type { PersonItem } from '../../protocol/items';
import { Choice, letGo } from '../../ui/desk';
import { useT } from '../../ui/hooks';
import { Both } from '../../ui/text';
import type { Chair } from './page';
import type { ChairTexts } from './texts.en';

const MINUTES = [1, 2, 3, 5];
/** Keys have one digit. */
const KEYED_MAX = 9;

export function Plates(props: {
  chair: Chair;
  minutes: number;
  setMinutes: (n: number) => void;
}): JSX.Element {
  const t = useT<ChairTexts>();
  const { chair, minutes, setMinutes } = props;
  return (
    <section class="chair-who" aria-labelledby="who-title">
      <div class="line mid">
        <h2 id="who-title" class="k">
          {t.chair.who}
        </h2>
        <span class="mut sm">{t.chair.plates}</span>
        <Choice
          label={t.chair.plates}
          value={`${minutes}`}
          options={MINUTES.map(n => [`${n}`, t.chair.minutes(n)])}
          on={n => setMinutes(Number(n))}
        />
      </div>
      <div class="chair-plates">
        {chair.seated.map((person, i) => (
          <Plate key={person.id} person={person} nth={i + 1} chair={chair} />
        ))}
      </div>
    </section>
  );
}

function Plate(props: { person: PersonItem; nth: number; chair: Chair }): JSX.Element {
  const t = useT<ChairTexts>();
  const { person, nth, chair } = props;
  const offer = useOffer();
  const on = sameSpeaker({ person: person.id }, chair.floor.turn?.speaker);
  // Of the question on the screen, or else of the next one.
  const question = chair.now ?? chair.line[0];
  const says = on ? t.chair.speaksNow : question ? offer(question.id, person.id) : '';
  const would = chair.desk.offers.some(
    o => o.question === question?.id && o.person === person.id && o.offer === 'take',
  );
  const keyed = nth <= KEYED_MAX;
  return (
    <button
      type="button"
      class={`plate-verb ${on ? 'on' : would ? 'would' : ''}`}
      aria-pressed={on}
      aria-keyshortcuts={keyed ? `${nth}` : undefined}
      disabled={chair.off}
      onClick={e => {
        letGo(e);
        chair.give({ person: person.id });
      }}
    >
      {keyed ? <kbd aria-hidden>{nth}</kbd> : null}
      <Both texts={person.name} as="b" altAs="span" altClass="o" />
      <Both texts={person.org} as="span" class="o" altAs="span" altClass="o" />
      <span class="w">{says || '\u00a0'}</span>
    </button>
  );
}
