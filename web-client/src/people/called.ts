/** How people are called: by their organisation, which is how a hall knows them, and by name, since two can be of one. */
import type { PersonItem } from '../protocol/items';
import { useLang } from '../ui/hooks';
import { pick } from '../ui/text';
import type { Lang } from '../words/languages';

export const called = (person: PersonItem | undefined, lang: Lang): string =>
  person
    ? [...new Set([person.org, person.name].map(texts => pick(texts, lang)[1]))].filter(Boolean).join(', ')
    : '';

/** [`called`] in the viewer's language. */
export function useCalled(): (person: PersonItem | undefined) => string {
  const [lang] = useLang();
  return person => called(person, lang);
}
