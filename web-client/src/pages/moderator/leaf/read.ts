/** Reads the leaf of a question: what its row has no room for. It is read again whenever somebody changes the question. */
import { useEffect, useState } from 'preact/hooks';
import type { Leaf } from '../../../protocol/http';
import type { QuestionItem } from '../../../protocol/items';
import { useView } from '../../../ui/hooks';

/** Returns the leaf, or the last one of the same question while a newer one is on its way. */
export function useLeaf(q: QuestionItem): { leaf: Leaf | null; failed: boolean } {
  const { event, link } = useView();
  const [held, setHeld] = useState<Leaf | null>(null);
  const [failed, setFailed] = useState(false);
  const { rev, marks = 0, reply = 0 } = q.desk ?? { rev: 0 };
  const code = event?.code;
  useEffect(() => {
    let gone = false;
    async function read() {
      try {
        const answer = await fetch(`/${code}/questions/${q.id}`);
        const leaf = answer.ok ? ((await answer.json()) as Leaf) : null;
        if (gone) return;
        if (leaf) setHeld(leaf);
        setFailed(!leaf);
      } catch {
        if (!gone) setFailed(true);
      }
    }
    if (link === 'online') void read();
    return () => {
      gone = true;
    };
  }, [code, link, q.id, rev, marks, reply]);
  const leaf = held?.id === q.id ? held : null;
  return { leaf, failed: failed && !leaf };
}
