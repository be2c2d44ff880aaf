/** A guest's unsent answers, by poll. They survive a reload, and end when the answer is sent or the poll closes. */
import type { PollItem } from '../protocol/items';
import { localStore, read, write } from '../sync/storage';

const storage = localStore();
const key = `plenary.${document.documentElement.dataset.code}.answers`;
/** By poll. */
export const drafts: Record<number, unknown> = { ...(read(storage, key) as object | null) };

export function setDraft({ id }: Pick<PollItem, 'id'>, draft: unknown) {
  if (draft === undefined) delete drafts[id];
  else drafts[id] = draft;
  write(storage, key, drafts);
}
