/** Who may answer the selected poll and how much an answer counts, and honestly what one browser can do to it. */
import type { JSX } from 'preact';
import type { PollItem } from '../../protocol/items';
import { useLang, useT, useView } from '../../ui/hooks';
import { pick } from '../../ui/text';
import type { HostTexts } from './texts.en';

export function Voters({ poll }: { poll: PollItem }): JSX.Element {
  const t = useT<HostTexts>();
  const [lang] = useLang();
  const groups = useView().of('group');
  const { named, code, hall, only = [], one_per, weights = [] } = poll.voters ?? {};
  const group = (id: number) => groups.find(g => g.id === id);
  const name = (id: number) => pick(group(id)?.name ?? {}, lang)[1];
  const value = (of: number, id: number) =>
    pick(group(of)?.values.find(v => v.id === id)?.text ?? {}, lang)[1];
  const lines = [
    ...(named ? [t.host.votersOf.named] : []),
    ...(hall ? [t.host.votersOf.hall] : []),
    ...(code ? [t.host.votersOf.code] : hall ? [] : [t.host.oneBrowser]),
    ...only.map(({ group, values }) =>
      t.host.votersOf.only(
        name(group),
        values.map(id => value(group, id)),
      ),
    ),
    ...(one_per ? [t.host.votersOf.onePer(name(one_per.group), !!one_per.first)] : []),
    ...(weights.length
      ? [t.host.votersOf.weights(weights.map(({ group, value: id, votes }) => [value(group, id), votes]))]
      : []),
  ];
  return (
    <>
      {lines.map(line => (
        <p key={line} class="mut sm">
          {line}
        </p>
      ))}
    </>
  );
}
