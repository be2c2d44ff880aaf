/**
 * Who answered what in a named poll, round by round. Nobody but the host sees it, and the host not before a round is over, because a
 * list that grows steers those who have not answered.
 */
import './names.css';
import type { JSX } from 'preact';
import { said } from '../../polls/said';
import type { NamedBallot, NamedRound, PollItem } from '../../protocol/items';
import { Copied } from '../../ui/copied';
import { useLang, useT, useView } from '../../ui/hooks';
import { pick } from '../../ui/text';
import type { HostTexts } from './texts.en';

export function Names({ poll }: { poll: PollItem }): JSX.Element | null {
  const names = useView()
    .of('names')
    .find(item => item.id === poll.id);
  return (
    <>
      {names?.rounds.map(round => (
        <Round key={round.nth} poll={poll} round={round} />
      ))}
    </>
  );
}

function Round({ poll, round }: { poll: PollItem; round: NamedRound }): JSX.Element {
  const { host } = useT<HostTexts>();
  const t = host.names;
  const view = useView();
  const [lang] = useLang();
  const groups = view.of('group');
  const rows = [...round.rows].sort((a, b) => a.name.localeCompare(b.name, lang));
  const columns = groups.filter(({ id }) => rows.some(row => row.groups?.some(of => of.group === id)));
  const given = (row: NamedBallot, group: (typeof groups)[number]) => {
    const of = row.groups?.find(of => of.group === group.id);
    return pick(group.values.find(value => value.id === of?.value)?.text ?? {}, lang)[1];
  };
  const answer = ({ ballot }: NamedBallot) => said(poll, ballot, texts => pick(texts, lang)[1], lang) ?? '';
  const weighs = rows.some(row => row.votes);
  return (
    <details class="earlier">
      <summary>
        {poll.earlier ? `${host.round(round.nth)}. ` : null}
        {t.title(round.total)}
      </summary>
      <p class="mut sm">{t.how}</p>
      {rows.length < round.total ? (
        <p class="mut sm">
          {t.first(rows.length, round.total)} <a href={`/${view.event?.code}/export.json`}>export.json</a>
        </p>
      ) : null}
      {rows.length ? (
        <Copied>
          <table class="names-table">
            <thead>
              <tr>
                <th scope="col">{t.name}</th>
                {columns.map(({ id, name }) => (
                  <th scope="col" key={id} dir="auto">
                    {pick(name, lang)[1]}
                  </th>
                ))}
                <th scope="col">{t.answer}</th>
                {weighs ? (
                  <th scope="col" class="k">
                    {t.votes}
                  </th>
                ) : null}
              </tr>
            </thead>
            <tbody>
              {rows.map((row, i) => (
                <tr key={i}>
                  <th scope="row">
                    <bdi>{row.name}</bdi>
                    {row.of_code ? <span class="mut sm uncopied">{t.ofCode}</span> : null}
                  </th>
                  {columns.map(group => (
                    <td key={group.id} dir="auto">
                      {given(row, group)}
                    </td>
                  ))}
                  <td dir="auto">{answer(row)}</td>
                  {weighs ? <td class="k">{row.votes ?? 1}</td> : null}
                </tr>
              ))}
            </tbody>
          </table>
        </Copied>
      ) : null}
    </details>
  );
}
