/** Where this guest is in a survey: at a question, or at the end with all answers. */
import { ballotIn, kindName } from '../../../../polls/kind';
import type { PollItem, SurveyItem } from '../../../../protocol/items';
import { localStore, read, write } from '../../../../sync/storage';
import type { View } from '../../../../sync/store';

const storage = localStore();
const storedAs = `plenary.${document.documentElement.dataset.code}.answered`;

/** Polls with this guest's ballots, by id and round. After a reload the page knows them before the server tells them. */
let known = (read(storage, storedAs) as string[] | null) ?? [];

/** By survey: the question that the guest chose. Without one it is the first that they have not answered. */
const chosen = new Map<number, number>();

/** The guest came from the sheet of all answers, and returns to it. */
let fromSheet = false;

const nameOf = ({ id, round = 0 }: PollItem) => `${id}.${round}`;

export const questionsOf = ({ polls }: View, survey: SurveyItem): PollItem[] =>
  survey.polls.flatMap(id => polls.find(p => p.id === id) ?? []);

/** Returns true if this guest has answered the question, whether or not the answer has arrived. */
export function hasAnswer({ mine }: View, poll: PollItem): boolean {
  return !!ballotIn(poll, mine.ballots) || (!mine.ballots.length && known.includes(nameOf(poll)));
}

/** Notes which questions are answered. */
export function remember(view: View, questions: PollItem[]) {
  if (!view.mine.ballots.length) return;
  const answered = questions.filter(poll => hasAnswer(view, poll)).map(nameOf);
  if (`${answered}` === `${known}`) return;
  known = answered;
  write(storage, storedAs, known);
}

/** Returns the index of the question that the guest is at; one past the last at the end. */
export function placeIn(view: View, survey: SurveyItem): number {
  const questions = questionsOf(view, survey);
  const place = chosen.get(survey.id);
  if (place !== undefined) return Math.min(place, questions.length);
  const first = questions.findIndex(poll => !hasAnswer(view, poll));
  return first < 0 ? questions.length : first;
}

/** Keeps the guest at the question until they leave it, although it is answered now. */
export function stay(view: View, survey: SurveyItem) {
  chosen.set(survey.id, placeIn(view, survey));
}

export function goTo(survey: SurveyItem, place: number, back = false) {
  chosen.set(survey.id, place);
  fromSheet = back;
}

export const returns = (): boolean => fromSheet;

/** Forgets the place in a survey that is not open. */
export function leave({ id }: SurveyItem) {
  chosen.delete(id);
  fromSheet = false;
}

/** The kinds of the questions, each once. */
export const kindsOf = (questions: PollItem[]): string[] => [...new Set(questions.map(kindName))];
