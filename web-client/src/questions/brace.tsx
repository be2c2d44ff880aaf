/** A question asked more than once: the texts of all who asked, joined by a brace, each with its support. */
import './brace.css';
import type { JSX } from 'preact';
import type { QuestionContent, QuestionItem } from '../protocol/items';
import { Text } from '../ui/text';
import { Asked } from './asked';
import { askerOf } from './content';

export function Brace(props: { q: QuestionItem }): JSX.Element {
  const { content, merged, own } = props.q;
  if (!merged) return <Asked content={content} />;
  return (
    <div class="brace">
      <svg viewBox="0 0 10 100" preserveAspectRatio="none" aria-hidden="true">
        <path d="M9 2Q6 2 6 12V40Q6 50 1 50Q6 50 6 60V88Q6 98 9 98" />
      </svg>
      <div class="part">
        <div>
          <Asked content={content} />
        </div>
        <span class="sup-part">{own}</span>
      </div>
      {merged.map(({ id, content, upvotes }) => (
        <div class="part" key={id}>
          <div>
            <Text tag={content.lang} text={content.text} class="txt" />
            <AskedBy content={content} />
          </div>
          <span class="sup-part">{upvotes}</span>
        </div>
      ))}
    </div>
  );
}

/** Who asked a text that was merged, as far as given: the question's own asker stands below all of them. */
function AskedBy(props: { content: QuestionContent }): JSX.Element | null {
  const by = askerOf(props.content);
  return by ? (
    <p class="mut sm" lang={props.content.lang} dir="auto">
      {by}
    </p>
  ) : null;
}
