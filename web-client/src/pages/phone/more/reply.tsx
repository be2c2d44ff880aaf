/** The staff's reply in writing, under a question. */

import { Both } from '../../../ui/text';
import type { Texts } from '../../../words/texts';
import { useMore } from './texts';

export function Reply({ reply }: { reply: Texts | undefined }) {
  const t = useMore();
  if (!reply) return null;
  return (
    <div class="reply">
      <p class="meta">{t.reply}</p>
      <Both texts={reply} />
    </div>
  );
}
