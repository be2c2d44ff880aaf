/**
 * Who has the floor, below what is on. From the first speaker of a session on, its place stays while nobody speaks, so that a change of the
 * floor moves nothing under a finger.
 */
import { useFullName } from '../../../people/called';
import { useLang, useView } from '../../../ui/hooks';
import { useMore } from './texts';

/** The session in which this page saw somebody speak last. */
let begun: number | null = null;

export function Speaking() {
  const t = useMore();
  const { of, people } = useView();
  const [lang] = useLang();
  const fullName = useFullName();
  const floor = of('floor')[0];
  const who = floor?.turn?.speaker;
  if (floor && who) begun = floor.session;
  if (!floor || floor.session !== begun) return null;
  return (
    <section class="speaking">
      <div class="sec">
        <h2>{t.speaking}</h2>
        {floor.last ? <span class="ac">{t.lastQuestion}</span> : null}
      </div>
      {!who ? (
        <p class="mut">{t.nobodySpeaks}</p>
      ) : 'hall' in who ? (
        <p dir="auto">{who.hall}</p>
      ) : (
        <p lang={lang} dir="auto">
          {fullName(people.get(who.person))}
        </p>
      )}
    </section>
  );
}
