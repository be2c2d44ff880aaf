/** This guest's own question on the screen: a small copy of what the hall sees, with its addressee and its support. */
import type { QuestionItem } from '../../../protocol/items';
import { askerOf, textsOf } from '../../../questions/content';
import { Both } from '../../../ui/text';
import { isolated } from '../../../words/texts';
import { useMore } from './texts';
import { whoIs } from './whom';

export function Yours({ question, first }: { question: QuestionItem; first: boolean }) {
  const t = useMore();
  const { content, to, upvotes } = question;
  const by = askerOf(content);
  const goesTo = whoIs(to);
  return (
    <section class="sheet yours">
      <hr class="rule" />
      <div class="pad">
        <p class="st now">{t.onScreen}</p>
        <p class="note">{goesTo ? t.hallReadsFor(isolated(goesTo)) : t.hallReads}</p>
        <div class="hall">
          <hr class="rule" />
          <Both say texts={textsOf(content)} as={first ? 'h1' : 'h2'} />
        </div>
      </div>
      <p class="line">
        <span>{t.supportedBy}</span>
        <b>{upvotes}</b>
      </p>
      <p class="ack">
        <span>{by ? t.askedAs(isolated(by)) : t.askedUnnamed}</span>
      </p>
    </section>
  );
}
