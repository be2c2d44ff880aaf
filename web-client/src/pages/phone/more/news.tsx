/**
 * Announces polls and surveys to screen readers: a poll opened, with its title; the guest's answer was received; the poll closed; there are
 * results. It announces each once, in one invisible region. The sheets are not live regions, because every change would then be
 * read from all of them.
 */
import type { Phase, PollItem, SurveyItem } from '../../../protocol/items';
import type { View } from '../../../sync/store';
import { useLang, useT, useView } from '../../../ui/hooks';
import { pick, Text } from '../../../ui/text';
import type { PhoneTexts } from '../texts.en';
import { useMore } from './texts';

/** As of the last draw; nothing before the first one of the whole view, which is read like any page. */
let phases: Map<string, Phase> | undefined;
let sending: number[] = [];
let said: { word: string; item?: PollItem | SurveyItem } = { word: '' };

/** A poll of a survey is told with it, and again when its own result is there. */
const nameOf = (item: PollItem | SurveyItem): string => `${'polls' in item ? 's' : 'p'}${item.id}`;

/** The polls with an answer being sent. */
const onTheWay = ({ pending }: View): number[] =>
  pending.flatMap(e => (e.seq === undefined && 'cast' in e.cmd ? [e.cmd.cast.poll] : []));

export function News() {
  const t = useT<PhoneTexts>();
  const { received, survey } = useMore();
  const [lang] = useLang();
  const view = useView();
  const words = { ready: '', open: t.open, closed: t.closed, revealed: t.results };

  const way = onTheWay(view);
  const arrived = sending.some(id => !way.includes(id) && view.mine.ballots.some(b => b.poll === id));
  // Clear the region while the next answer is being sent, so its arrival is a change again.
  if (arrived || way.length) said = { word: way.length ? '' : received };
  const surveys = view.of('survey');
  const ofSurveys = { ready: '', open: survey.opened, closed: survey.closed, revealed: survey.told };
  for (const item of [...view.polls, ...surveys]) {
    const isSurvey = 'polls' in item;
    const isSilent = !isSurvey && item.nth && item.phase !== 'revealed';
    if (phases && phases.get(nameOf(item)) !== item.phase && !isSilent)
      said = { word: (isSurvey ? ofSurveys : words)[item.phase], item };
  }
  sending = way;
  if (view.whole) phases = new Map([...view.polls, ...surveys].map(item => [nameOf(item), item.phase]));

  const { word, item } = said;
  const [tag, title] = pick(item?.title ?? {}, lang);
  return (
    <p class="unseen" role="status">
      {word}
      {item && ': '}
      {item && <Text tag={tag} text={title} as="span" />}
    </p>
  );
}
