/** The run of questions: what comes next, to whom, and who would take it. The chair decides; the moderators keep the order. */
import type { JSX } from 'preact';
import { Offered } from '../../floor/offers';
import { keyOf, ofKey, sameAddressee, useFullTo } from '../../people/addressee';
import type { Addressee } from '../../protocol/items';
import { textsOf } from '../../questions/content';
import { Who } from '../../questions/who';
import { useT } from '../../ui/hooks';
import { Both } from '../../ui/text';
import type { Chair } from './page';
import type { ChairTexts } from './texts.en';

/** The people at the table, and whom the question is put to now. */
function seatedAnd({ seated }: Chair, now: Addressee | undefined): Addressee[] {
  const people: Addressee[] = seated.map(({ id }) => ({ person: id }));
  return now && !people.some(to => sameAddressee(to, now)) ? [...people, now] : people;
}

export function Run({ chair }: { chair: Chair }): JSX.Element {
  const t = useT<ChairTexts>();
  const nameTo = useFullTo();
  const { line, now, off } = chair;
  const run = now ? [now, ...line] : line;
  return (
    <section class="chair-run" aria-labelledby="run-title">
      <div class="colh">
        <h2 id="run-title">{t.chair.runs}</h2>
        <span class="mut">{t.chair.inLine(line.length)}</span>
        <span>{t.chair.keepOrder}</span>
      </div>
      {run.length ? null : <p class="empty">{t.chair.noRun}</p>}
      <ol>
        {run.map((q, i) => (
          <li key={q.id} class={q === now ? 'run-row on' : 'run-row'}>
            <span class="no mut sm">
              {q === now ? t.chair.onScreen : i === (now ? 1 : 0) ? t.chair.nextIs : i + (now ? 0 : 1)}
            </span>
            <div>
              <Both texts={textsOf(q.content)} altClass="alt" />
              <Who q={q} />
              <Offered q={q} class="sm" />
            </div>
            <select
              class="lang"
              aria-label={t.chair.giveTo}
              disabled={off || !q.desk?.can.includes('address')}
              value={keyOf(q.to)}
              onChange={e => chair.address(q, ofKey(e.currentTarget.value))}
            >
              <option value="">{t.chair.panel}</option>
              {seatedAnd(chair, q.to).map(to => (
                <option key={keyOf(to)} value={keyOf(to)}>
                  {t.chair.to(nameTo(to))}
                </option>
              ))}
            </select>
          </li>
        ))}
      </ol>
    </section>
  );
}
