/** Steps of the floor from a page: each is a deed with an undo, and one that comes too late says who has the floor. */
import { useFullName } from '../people/called';
import type { FloorStep } from '../protocol/commands';
import type { FloorItem, Speaker } from '../protocol/items';
import type { View } from '../sync/store';
import { type Deeds, type FloorPart, rejectionText } from '../ui/deeds';
import { useStore, useT, useView } from '../ui/hooks';
import type { DeskTexts } from '../ui/texts.en';

/** How many minutes a turn has unless somebody chooses others. */
export const TURN_MIN = 2;

export const floorOf = (view: View): FloorItem | undefined => view.of('floor')[0];

/** Returns the people of the running session, in the order of the programme. */
export function seatedIn({ sessions }: View): number[] {
  const running = sessions.find(s => s.state === 'running');
  return [...new Set([...(running?.speakers ?? []), ...(running?.panelists ?? [])])];
}

/** Returns true if this panelist is in the running session, and so can ask for its floor. */
export const isSeated = (view: View): boolean => view.person !== null && seatedIn(view).includes(view.person);

/** Returns the part of the floor that a step changes. */
function partOf(step: FloorStep): FloorPart {
  if ('offer' in step) return 'offers';
  if ('list' in step || 'place' in step || 'strike' in step) return 'list';
  return 'give' in step || 'end' in step || 'pause' in step || 'extend' in step ? 'turn' : 'rules';
}

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
      item: `floor:${partOf(step(0))}`,
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
