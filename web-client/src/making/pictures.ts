/** Which picture an option keeps while its host rewrites the options of a poll. */
import type { PollItem } from '../protocol/items';
import type { Texts } from '../words/texts';

/**
 * Returns the picture of each option, empty for none; nothing if no option has one. An option keeps its picture by its text in any
 * language, wherever it now stands. Other options keep those of their places, if there are as many options as before.
 */
export function picturesOf(options: Texts[], poll: PollItem | undefined): string[] | undefined {
  const left: (string | undefined)[] = [...(poll?.pictures ?? [])];
  if (!poll || !left.some(Boolean)) return undefined;
  const isAlike = (a: Texts, b: Texts) => Object.keys(a).some(lang => a[lang] && a[lang] === b[lang]);
  const found = options.map(option => {
    const at = poll.options.findIndex((before, i) => left[i] !== undefined && isAlike(before, option));
    if (at < 0) return undefined;
    const picture = left[at];
    left[at] = undefined;
    return picture;
  });
  const sameCount = options.length === poll.options.length;
  const pictures = found.map((picture, i) => picture ?? (sameCount ? left[i] : undefined) ?? '');
  return pictures.some(Boolean) ? pictures : undefined;
}
