/**
 * Announces polls to screen readers: a poll opened, with its title; the guest's answer was received; the poll closed; there are
 * results. It announces each once, in one invisible region. The sheets are not live regions, because every change would then be
 * read from all of them.
 */
import type { Phase, PollItem } from '../../../protocol/items';
import type { View } from '../../../sync/store';
import { useLang, useT, useView } from '../../../ui/hooks';
import { pick, Text } from '../../../ui/text';
import type { PhoneTexts } from '../texts.en';
import { useMore } from './texts';

/** As of the last draw; nothing before the first one, which is read like any page. */
let phases: Map<number, Phase> | undefined;
let sending: number[] = [];
let said: { word: string; poll?: PollItem } = { word: '' };

/** The polls with an answer being sent. */
const onTheWay = ({ pending }: View): number[] =>
  pending.flatMap(e => (e.seq === undefined && 'cast' in e.cmd ? [e.cmd.cast.poll] : []));

export function News() {
  const t = useT<PhoneTexts>();
  const { received } = useMore();
  const [lang] = useLang();
  const view = useView();
  const words = { ready: '', open: t.open, closed: t.closed, revealed: t.results };

  const way = onTheWay(view);
  const arrived = sending.some(id => !way.includes(id) && view.mine.ballots.some(b => b.poll === id));
  // Clear the region while the next answer is being sent, so its arrival is a change again.
  if (arrived || way.length) said = { word: way.length ? '' : received };
  for (const poll of view.polls)
    if (phases && phases.get(poll.id) !== poll.phase) said = { word: words[poll.phase], poll };
  sending = way;
  phases = new Map(view.polls.map(({ id, phase }) => [id, phase]));

  const { word, poll } = said;
  const [tag, title] = pick(poll?.title ?? {}, lang);
  return (
    <p class="unseen" role="status">
      {word}
      {poll && ': '}
      {poll && <Text tag={tag} text={title} as="span" />}
    </p>
  );
}
