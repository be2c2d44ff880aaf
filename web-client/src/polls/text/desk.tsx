/** Open text at a desk: the approved slips, and how many wait for a moderator. */
import './desk.css';
import type { PollItem, TallyItem } from '../../protocol/items';
import { ANSWER_CHARS_MAX } from '../../protocol/limits';
import { Both, Text } from '../../ui/text';
import { useWords } from '../../ui/words';
import { type DeskKind, rulesOf, tallyOf } from '../kind';
import { numbered } from '../rules';
import { GroupTag } from './group';
import type { TextDesk } from './texts.en';

const texts = import.meta.glob<TextDesk>('./texts.*.ts', { eager: true, import: 'desk' });

const text: DeskKind = {
  Settings({ poll }) {
    return useWords(texts).kind(rulesOf(poll, 'text').chars);
  },
  Results,
  useForms(options) {
    const { kind } = useWords(texts);
    return options ? [] : [[kind(CHARS), { text: { chars: CHARS } }]];
  },
  useRules() {
    const { chars } = useWords(texts);
    return kind =>
      'text' in kind
        ? [
            {
              ...numbered(chars, kind.text.chars, [1, ANSWER_CHARS_MAX], chars => ({ text: { chars } })),
              isFree: true,
            },
          ]
        : [];
  },
};

/** The limit on an answer in a poll that a host makes. */
const CHARS = 140;

export default text;

function Results({ tally }: { poll: PollItem; tally: TallyItem | undefined }) {
  const t = useWords(texts);
  const said = tallyOf(tally, 'text');
  if (!said) return <div />;
  return (
    <>
      <table class="slips-table">
        <thead>
          <tr>
            <th scope="col">{t.answer}</th>
            <th scope="col">{t.guests}</th>
          </tr>
        </thead>
        <tbody>
          {said.slips.map(slip => (
            <tr key={slip.id} class={slip.id === said.taken ? 'taken' : ''}>
              <th scope="row">
                <GroupTag of={slip} />
                <Text tag={slip.lang} text={slip.text} as="p" />
                {slip.translations ? <Both texts={slip.translations} class="alt" /> : null}
              </th>
              <td class="k">{slip.count}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {said.slips.length ? null : <p class="mut">{t.none}</p>}
      <p class="mut">
        {t.approved(said.approved)}
        {said.waiting ? ` · ${t.waiting(said.waiting)}` : null}
      </p>
    </>
  );
}
