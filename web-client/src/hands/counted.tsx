/** What of a result was counted in the room, for a desk. */
import type { JSX } from 'preact';
import type { HandCount } from '../protocol/items';
import { useWords } from '../ui/words';
import { raisedOf } from './raised';
import type { HandsDesk } from './texts.en';

const texts = import.meta.glob<HandsDesk>('./texts.*.ts', { eager: true, import: 'desk' });

export function Counted(props: { count: number; hands: HandCount | undefined }): JSX.Element | null {
  const t = useWords(texts);
  const { count, hands } = props;
  if (!hands) return null;
  const raised = raisedOf(hands);
  // A heading, so that it goes along with a copied table.
  return <h3 class="mut">{t.contains(raised, count, hands)}</h3>;
}
