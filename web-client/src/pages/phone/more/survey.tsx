/** A survey by its id: its form, and the steps through it in the page's foot. */
import { useView } from '../../../ui/hooks';
import { isAsking, Steps, Survey } from './survey/index';

const itemOf = (id: number | undefined) =>
  useView()
    .of('survey')
    .find(s => s.id === id);

export function survey(id: number | undefined, first: boolean) {
  const item = itemOf(id);
  return item && <Survey key={`s${id}`} survey={item} first={first} />;
}

/** Returns the steps; nothing once the guest is through. */
export function surveySteps(id: number | undefined) {
  const item = itemOf(id);
  return item && isAsking(item) ? <Steps survey={item} /> : undefined;
}
