/** What a finding rests on: an answer of a poll that is revealed, or a question that everybody may read. */
import type { JSX } from 'preact';
import type { Evidence } from '../../protocol/items';
import { useLang, useT, useView } from '../../ui/hooks';
import { pick } from '../../ui/text';
import type { RapporteurTexts } from './texts.en';

const nameOf = (evidence: Evidence): string =>
  'poll' in evidence ? `poll:${evidence.poll.join(':')}` : `question:${evidence.question}`;

function read(name: string): Evidence | undefined {
  const [kind, id, row] = name.split(':');
  if (kind === 'poll') return { poll: [Number(id), Number(row)] };
  if (kind === 'question') return { question: Number(id) };
  return undefined;
}

export function EvidenceField(props: {
  value: Evidence | undefined;
  off: boolean;
  on(evidence: Evidence | undefined): void;
}): JSX.Element {
  const { report: t } = useT<RapporteurTexts>();
  const view = useView();
  const [lang] = useLang();
  const say = (texts: Record<string, string>) => pick(texts, lang)[1];
  const polls = view.polls.filter(poll => poll.phase === 'revealed');
  const rows = polls.flatMap(poll => {
    const title = say(poll.title);
    if (!poll.options.length) return [{ name: `poll:${poll.id}:0`, text: title }];
    return poll.options.map((option, row) => ({
      name: `poll:${poll.id}:${row}`,
      text: t.pollRow(title, say(option)),
    }));
  });
  const questions = [...view.questions].sort((a, b) => b.upvotes - a.upvotes);
  const value = props.value ? nameOf(props.value) : '';
  const known = new Set([
    '',
    ...rows.map(row => row.name),
    ...questions.map(question => `question:${question.id}`),
  ]);
  return (
    <label class="field rapp-rests">
      <span class="mut sm">{t.evidence}</span>
      <select value={value} disabled={props.off} onChange={e => props.on(read(e.currentTarget.value))}>
        <option value="">{t.nothing}</option>
        {known.has(value) ? null : <option value={value}>{t.gone}</option>}
        <optgroup label={t.polls}>
          {rows.map(row => (
            <option key={row.name} value={row.name}>
              {row.text}
            </option>
          ))}
        </optgroup>
        <optgroup label={t.questions}>
          {questions.map(question => (
            <option key={question.id} value={`question:${question.id}`}>
              {t.question(question.id + 1, question.content.text)}
            </option>
          ))}
        </optgroup>
      </select>
    </label>
  );
}
