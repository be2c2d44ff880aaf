/** The words of all on the phone, set in lines. */
import type { JSX } from 'preact';
import type { WordsTally } from '../../../protocol/items';
import { Text } from '../../../ui/text';
import type { WordsPhone } from '../texts.en';

/** Sizes of type, by a word's share of the largest count. */
const SIZES = [16, 20, 24, 29, 35];

export default function Cloud({ tally, t }: { tally: WordsTally; t: WordsPhone }): JSX.Element {
  const most = Math.max(1, ...tally.words.map(word => word.count));
  const size = (n: number) => SIZES[Math.round(Math.sqrt(n / most) * (SIZES.length - 1))];
  if (!tally.words.length) return <p class="pad note">{t.none}</p>;
  return (
    <ul class="lines">
      {tally.words.map(({ ids, text, lang, also, count, leads }) => (
        <li
          key={ids[0]}
          class={leads ? 'a' : ''}
          style={{ 'font-size': `${size(count)}px` }}
          title={`${count}`}
        >
          <Text tag={lang} text={text} as="span" />
          <small>{count}</small>
          {Object.entries(also ?? {}).map(([tag, other]) => (
            <Text key={tag} tag={tag} text={other ?? ''} as="i" />
          ))}
        </li>
      ))}
    </ul>
  );
}
