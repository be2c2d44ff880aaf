/** Earlier results, below the live part. */
import { useView } from '../../../ui/hooks';
import { liveThings } from '../live';
import { Poll } from '../poll';
import { useMore } from './texts';

export function Results() {
  const t = useMore();
  const view = useView();
  const live = liveThings(view).map(thing => thing.poll?.id);
  const earlier = view.polls
    .filter(p => p.phase === 'revealed' && !live.includes(p.id))
    .sort((a, b) => b.since - a.since);
  if (!earlier.length) return null;
  return (
    <section>
      <div class="sec">
        <h2>{t.results}</h2>
      </div>
      {earlier.map(poll => (
        <Poll key={poll.id} poll={poll} />
      ))}
    </section>
  );
}
