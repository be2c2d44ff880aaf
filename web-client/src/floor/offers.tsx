/** What panelists say on their pages about who should take a question. */
import type { JSX } from 'preact';
import type { QuestionItem } from '../protocol/items';
import { useT, useView } from '../ui/hooks';
import type { DeskTexts } from '../ui/texts.en';
import { floorOf, useSpeakerName } from './steps';

/** Returns what a panelist says about a question; empty if nothing. */
export function useOffer(): (question: number, person: number) => string {
  const { offers: t } = useT<DeskTexts>();
  const nameOf = useSpeakerName();
  const offers = floorOf(useView())?.desk?.offers;
  return (question, person) => {
    const said = offers?.find(o => o.question === question && o.person === person)?.offer;
    if (!said) return '';
    if (said === 'take') return t.would;
    return said.pass === null ? t.passes : t.passesTo(nameOf({ person: said.pass }));
  };
}

/** Who would take a question, and who passes it on: a line each. */
export function Offered(props: { q: QuestionItem; class: string }): JSX.Element {
  const { q } = props;
  const nameOf = useSpeakerName();
  const offer = useOffer();
  const offers = floorOf(useView())?.desk?.offers ?? [];
  return (
    <>
      {offers
        .filter(o => o.question === q.id)
        .map(o => (
          <p key={o.person} class={props.class}>
            <b>
              <bdi>{nameOf({ person: o.person })}</bdi>
            </b>{' '}
            {offer(q.id, o.person)}
          </p>
        ))}
    </>
  );
}
