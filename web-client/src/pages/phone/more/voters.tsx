/**
 * Who may answer a poll, how much an answer counts, and that the host sees names, said before the first tap; with a field for a
 * single-use code or for a name where one is needed. The server decides; here the page says so before somebody taps in vain.
 */
import type { GroupItem, PollItem } from '../../../protocol/items';
import { redraw, useLang, useView } from '../../../ui/hooks';
import { pick } from '../../../ui/text';
import { code, enter, isKnown } from './code';
import { Name } from './name';
import { useMore } from './texts';

/** Once the server has said who this guest is, it stays known while the line breaks. */
let known = false;

/**
 * Why this guest may not answer: not seen in the hall, no code, one of another group, or no name; empty: they may. Nothing while
 * unknown.
 */
export function barred({ voters }: PollItem): 'hall' | 'code' | 'group' | 'name' | '' | undefined {
  const view = useView();
  known = known || isKnown(view);
  if (!voters) return '';
  if (!known) return;
  const { code, declared = [], name } = view.mine;
  const of = (group: number) => declared.find(d => d.group === group)?.value;
  if (voters.hall && !view.mine.hall) return 'hall';
  if (voters.code && code === undefined) return 'code';
  const { only = [], one_per } = voters;
  const fits = only.every(({ group, values }) => values.includes(of(group) ?? -1));
  if (!fits || (one_per && of(one_per.group) === undefined)) return 'group';
  return voters.named && !name ? 'name' : '';
}

export const admits = (poll: PollItem): boolean => barred(poll) === '';

/** What the line about this guest's answer says, where it is not as `usual`. */
export function useUnlike(poll: PollItem, usual: string): string {
  const t = useMore().voters;
  const { mine } = useView();
  const own = mine.ballots.find(b => b.poll === poll.id && (b.round ?? 0) === (poll.round ?? 0));
  if (own?.replaced) return poll.voters?.one_per?.first ? t.firstCounts : t.lastCounts;
  const why = poll.phase === 'open' && !own && barred(poll);
  if (why)
    return {
      hall: t.needsHall,
      code: t.needsCode,
      group: t.notYours(mine.code ?? 0),
      name: t.needsName,
    }[why];
  return why === undefined ? '' : usual;
}

/** The lines that say who votes, and how. */
function useLines({ voters }: PollItem): string[] {
  const t = useMore().voters;
  const [lang] = useLang();
  const view = useView();
  const groups: GroupItem[] = view.of('group');
  const { named, hall, code: needsCode, only = [], one_per, weights = [] } = voters ?? {};
  const name = (id: number) => pick(groups.find(g => g.id === id)?.name ?? {}, lang)[1];
  const value = (group: number, id: number) =>
    pick(groups.find(g => g.id === group)?.values.find(v => v.id === id)?.text ?? {}, lang)[1];
  const lines = [
    ...(named ? [t.named] : []),
    ...(hall && !view.mine.hall ? [t.inHall] : []),
    ...only.map(({ group, values }) => t.only(values.map(id => value(group, id)))),
  ];
  if (one_per) lines.push(t.onePer(name(one_per.group), !!one_per.first));
  else if (needsCode && !only.length) lines.push(t.onePerCode);
  if (weights.length)
    lines.push(t.weights(weights.map(({ group, value: id, votes }) => [value(group, id), votes])));
  // With weights alone, whoever has no code votes too.
  if (needsCode || only.length || one_per || (weights.length && view.mine.code !== undefined))
    lines.push(t.kept);
  return lines;
}

export function Voters({ poll }: { poll: PollItem }) {
  const t = useMore().voters;
  const { mine } = useView();
  const lines = useLines(poll);
  if (!poll.voters) return null;
  const why = poll.phase === 'open' && barred(poll);
  const inHall = why === 'hall';
  const needs = inHall || why === 'code';
  const id = `code${poll.id}`;
  return (
    <div class="pad voters">
      {lines.map(line => (
        <p key={line} class="note">
          {line}
        </p>
      ))}
      {mine.code !== undefined && lines.includes(t.kept) && <p class="note">{t.yours(mine.code)}</p>}
      {needs && (
        <form
          onSubmit={e => {
            e.preventDefault();
            void enter(code.typed);
          }}
        >
          <label class="lab" for={id}>
            {inHall ? t.hallLabel : t.label}
          </label>
          <div class="enter">
            <input
              id={id}
              class="field caps"
              autocomplete="off"
              autocapitalize="characters"
              spellcheck={false}
              enterkeyhint="send"
              maxLength={20}
              dir="ltr"
              aria-describedby={`${id}r`}
              aria-invalid={!!code.refused}
              value={code.typed}
              onInput={e => {
                code.typed = e.currentTarget.value;
                redraw();
              }}
            />
            <button type="submit" class="btn" disabled={code.checks || !code.typed.trim()}>
              {code.checks ? t.checks : t.enter}
            </button>
          </div>
          <p id={`${id}r`} class="refused" role="alert">
            {code.refused && (inHall && code.refused === 'bad_code' ? t.hallOld : t.refused[code.refused])}
          </p>
        </form>
      )}
      {poll.voters.named && <Name poll={poll} why={barred(poll)} />}
    </div>
  );
}
