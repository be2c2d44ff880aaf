/** Steps of the floor from a page: each is a deed with an undo, and one that comes too late says who has the floor. */
import { useFullName } from '../people/called';
import type { FloorStep } from '../protocol/commands';
import type { FloorItem, Speaker } from '../protocol/items';
import type { View } from '../sync/store';
import { type Deeds, rejectionText } from '../ui/deeds';
import { useStore, useT, useView } from '../ui/hooks';
import type { DeskTexts } from '../ui/texts.en';

export const floorOf = (view: View): FloorItem | undefined => view.of('floor')[0];

export const sameSpeaker = (a: Speaker, b: Speaker | undefined): boolean =>
  JSON.stringify(a) === JSON.stringify(b);

/** Returns what a speaker is called at the desks. */
export function useSpeakerName(): (speaker: Speaker) => string {
  const { people } = useView();
  const fullName = useFullName();
  return speaker => ('hall' in speaker ? speaker.hall : fullName(people.get(speaker.person)));
}

/** What a page says of a step that came too late. */
export interface Late {
  taken: (who: string) => string;
  takenNobody: string;
}

/** Takes a step. `step` gets the floor's revision of the moment in which it is sent. */
export function useStep(
  deeds: Deeds,
  late?: Late & { fromHall: string },
): (step: (seen: number) => FloorStep, did: string) => Promise<boolean> {
  const t = useT<DeskTexts>();
  const store = useStore();
  const { people } = useView();
  const fullName = useFullName();
  return (step, did) =>
    deeds.run({
      item: 'floor',
      cmd: () => ({ floor: step(floorOf(store.view())?.desk?.rev ?? 0) }),
      did,
      refused: why => {
        if (late && why.kind === 'stale' && 'floor' in why.now) {
          const { person, hall } = why.now.floor;
          const who = person === undefined ? '' : fullName(people.get(person));
          deeds.refuse(who || hall ? late.taken(who || late.fromHall) : late.takenNobody);
        } else deeds.refuse(rejectionText(t, why));
      },
    });
}
