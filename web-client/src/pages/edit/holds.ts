/** Who else writes where: each field that one writes in is a hold of this desk, and a hold stops nobody. */
import type { Hold } from '../../protocol/frames';
import { type Desk, makeDesk } from '../../sync/desk';
import { useStore, useT, useView } from '../../ui/hooks';
import type { EditTexts } from './texts.en';

let desk: Desk | undefined;

/** Returns how this page says that it writes a text or no longer, and who else does. */
export function useWriter(of: Hold | undefined): { hold(): void; leave(): void; writer: string } {
  const store = useStore();
  const t = useT<EditTexts>();
  const { hall } = useView();
  desk ??= makeDesk(store);
  const at = desk;
  const is = (on: Hold | null | undefined) =>
    !!of && !!on?.writes && on.k === of.k && on.id === of.id && on.lang === of.lang;
  const other = at.others(hall).find(one => is(one.on));
  return {
    hold: () => of && at.hold({ ...of, writes: true }),
    leave: () => at.hold(null),
    writer: other ? (other.role === 'host' ? t.edit.anotherHost : t.colleague(other.role, other.n)) : '',
  };
}
