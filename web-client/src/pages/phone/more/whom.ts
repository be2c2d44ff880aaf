/** The addressee of a question. */
import { calledAmong } from '../../../people/called';
import { useLang, useView } from '../../../ui/hooks';

export const whoIs = (id: number | undefined): string =>
  id === undefined ? '' : calledAmong(useView().people, id, useLang()[0]);
