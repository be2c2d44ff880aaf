/** The tasks of interpreters as the server orders them, filtered. Pure. */
import type { Passage, Section, TaskItem, TaskPart } from '../../protocol/items';

/** The sections of the list, in their order. */
export const SECTIONS: Section[] = ['screen', 'made', 'list', 'answers', 'program', 'waiting'];

/** Returns the tasks in the order of their urgency. */
export const inOrder = (tasks: TaskItem[]): TaskItem[] =>
  [...tasks].sort(
    (a, b) => SECTIONS.indexOf(a.section) - SECTIONS.indexOf(b.section) || a.rank - b.rank || a.id - b.id,
  );

/** Returns the languages in which a text needs somebody: it has none, or one that is out of date. */
export const wanted = ({ missing, outdated }: TaskPart): string[] => [
  ...(missing ?? []),
  ...Object.keys(outdated ?? {}),
];

/** Returns the parts of a task that need somebody. */
export const toDo = ({ parts }: TaskItem): TaskPart[] => parts.filter(part => wanted(part).length);

/** Returns the languages that any text of a task needs, in the event's order. */
export const needs = (task: TaskItem, langs: string[]): string[] =>
  langs.filter(lang => task.parts.some(part => wanted(part).includes(lang)));

/** Keeps tasks that need the target language, if one is chosen, and that match the search. */
export function matching(into: string | null, search: string): (task: TaskItem) => boolean {
  const words = search.trim().toLowerCase();
  return task =>
    (into === null || task.parts.some(part => wanted(part).includes(into))) &&
    (!words ||
      task.parts.some(({ texts }) => Object.values(texts).some(text => text.toLowerCase().includes(words))));
}

/** Returns the original of a text. */
export const originalOf = ({ texts, lang }: TaskPart): string => texts[lang] ?? '';

/** Names a text in a language. */
export const cellOf = (of: Passage, lang: string): string => `${JSON.stringify(of)} ${lang}`;
