/** A survey. Its form is a chunk of its own, which only an event with a survey fetches. */
import { after } from '../../../polls/after';
import { useView } from '../../../ui/hooks';

const form = after(() => import('./survey/index'));

const itemOf = (id: number | undefined) =>
  useView()
    .of('survey')
    .find(s => s.id === id);

/** The form of the survey with this id, once it is loaded. */
export function survey(id: number | undefined, first: boolean) {
  const item = itemOf(id);
  const part = item && form();
  return part && <part.Survey key={`s${id}`} survey={item} first={first} />;
}

/** The steps through the form; nothing once the guest is through. */
export function surveySteps(id: number | undefined) {
  const item = itemOf(id);
  const part = item && form();
  return part && item && part.isAsking(item) ? <part.Steps survey={item} /> : undefined;
}
