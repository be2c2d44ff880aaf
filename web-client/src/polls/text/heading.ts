/** What the groups are called in which a host or a moderator put answers. */
import type { Texts } from '../../words/texts';

/** An answer, as a desk or everybody has it. */
interface Grouped {
  group?: string;
  headings?: Texts;
}

/** Returns what an answer's group is called; as it was named first, where nobody said in which language. */
export const headingOf = ({ group, headings }: Grouped): Texts | undefined =>
  headings ?? (group === undefined ? undefined : { '': group });

/** Returns the groups of these answers, each once, by the name that it was given first. */
export const groupsOf = (answers: Grouped[]): [name: string, heading: Texts][] => {
  const groups = answers.flatMap((of): [string, Texts][] => {
    const heading = headingOf(of);
    return of.group !== undefined && heading ? [[of.group, heading]] : [];
  });
  return [...new Map(groups)];
};
