/** How people are called: by their organisation, which is how a hall knows them, or by name where there is none. */
import type { PersonItem } from '../protocol/items';
import { useLang } from '../ui/hooks';
import { pick } from '../ui/text';
import type { Lang } from '../words/languages';

export const called = (person: PersonItem | undefined, lang: Lang): string =>
  person ? pick(person.org, lang)[1] || pick(person.name, lang)[1] : '';

/** [`called`] in the viewer's language. */
export function useCalled(): (person: PersonItem | undefined) => string {
  const [lang] = useLang();
  return person => called(person, lang);
}
