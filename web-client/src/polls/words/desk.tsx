/** Words at a desk: the approved ones with their counts, and how many wait for a moderator. */
import './desk.css';
import type { PollItem, PollKind, TallyItem, WordsRules } from '../../protocol/items';
import { WORD_CHARS_MAX, WORDS_MAX } from '../../protocol/limits';
import { Text } from '../../ui/text';
import { useWords } from '../../ui/words';
import { type DeskKind, rulesOf, tallyOf } from '../kind';
import { numbered } from '../rules';
import type { WordsDesk } from './texts.en';

const texts = import.meta.glob<WordsDesk>('./texts.*.ts', { eager: true, import: 'desk' });

const words: DeskKind = {
  Settings({ poll }) {
    const t = useWords(texts);
    const { max, chinese } = rulesOf(poll, 'words');
    return t.kind(max, chinese === 'divided');
  },
  Results,
  useForms(options) {
    const t = useWords(texts);
    if (options) return [];
    return WORDS.map(words => [t.kind(words.max, words.chinese === 'divided'), { words }]);
  },
  useRules() {
    const t = useWords(texts);
    return kind => {
      if (!('words' in kind)) return [];
      const { max, chars, chinese } = kind.words;
      const put = (rules: Partial<WordsRules>): PollKind => ({ words: { ...kind.words, ...rules } });
      return [
        numbered(t.max, max, [1, WORDS_MAX], max => put({ max })),
        numbered(t.chars, chars, [1, WORD_CHARS_MAX], chars => put({ chars })),
        {
          name: t.chinese,
          value: chinese,
          isFree: true,
          options: [
            ['whole', t.whole],
            ['divided', t.divided],
          ],
          put: value => put({ chinese: value === 'divided' ? 'divided' : 'whole' }),
        },
      ];
    };
  },
};

/** The polls for words that a host can make. */
const WORDS: WordsRules[] = [
  { max: 1, chars: 25, chinese: 'whole' },
  { max: 3, chars: 25, chinese: 'whole' },
  { max: 3, chars: 25, chinese: 'divided' },
];

export default words;

function Results({ tally }: { poll: PollItem; tally: TallyItem | undefined }) {
  const t = useWords(texts);
  const said = tallyOf(tally, 'words');
  if (!said) return <div />;
  const all = [...said.words].sort((a, b) => b.count - a.count);
  const most = Math.max(1, ...all.map(word => word.count));
  return (
    <>
      <table class="words-table">
        <thead>
          <tr>
            <th scope="col">{t.word}</th>
            <td />
            <th scope="col">{t.ballots}</th>
          </tr>
        </thead>
        <tbody>
          {all.map(({ ids, text, lang, also, count }) => (
            <tr key={ids[0]}>
              <th scope="row">
                <Text tag={lang} text={text} as="b" />
                {Object.entries(also ?? {}).map(([tag, other]) => (
                  <Text key={tag} tag={tag} text={other ?? ''} as="span" class="alt" />
                ))}
              </th>
              <td class="bar">
                <i style={{ transform: `scaleX(${count / most})` }} />
              </td>
              <td class="k">{count}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {all.length ? null : <p class="mut">{t.none}</p>}
      <p class="mut">
        {t.mentions(said.mentions)}
        {said.waiting ? ` · ${t.waiting(said.waiting)}` : null}
      </p>
    </>
  );
}
