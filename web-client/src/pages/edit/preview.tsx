/** How a poll will look while it is open, on the screen and on a phone, and what does not fit. */
import type { JSX } from 'preact';
import { asWritten } from '../../making/draft';
import type { PollItem } from '../../protocol/items';
import { Miniature } from '../../scenes/miniature';
import type { View } from '../../sync/store';
import { useLanguageName } from '../../ui/desk';
import { useLang, useT, useView } from '../../ui/hooks';
import { useInk, useOrder } from '../../ui/remembered';
import type { EditTexts } from './texts.en';
import { lacking } from './written';

/** Returns the view in which the poll is open and on the screen, and nothing covers it. */
function opened(view: View, poll: PollItem): View {
  const { closes_at: _, ...rest } = asWritten(poll);
  const one: PollItem = { ...rest, phase: 'open' };
  return {
    ...view,
    polls: view.polls.map(other => (other.id === poll.id ? one : other)),
    tallies: new Map([[poll.id, { id: poll.id, count: 0 }]]),
    ...(view.stage && { stage: { ...view.stage, scene: { poll: poll.id } } }),
    of: kind => (kind === 'announcement' || kind === 'captions' ? [] : view.of(kind)),
  };
}

export function Preview({ poll }: { poll: PollItem }): JSX.Element {
  const t = useT<EditTexts>();
  const view = useView();
  const [lang] = useLang();
  const named = useLanguageName();
  const langs = view.event?.langs ?? [lang];
  const [ink, swap] = useInk();
  const [order] = useOrder(langs);
  const { title, options } = asWritten(poll);
  const lacks = langs.filter(tag => [title, ...options].some(texts => lacking(texts, langs).includes(tag)));
  return (
    <section class="preview-of" aria-label={t.edit.preview}>
      <p class="of">
        <b>{t.edit.theScreen}</b>
        <button type="button" class="btn sm" aria-pressed={ink} onClick={swap}>
          {t.darkScreen}
        </button>
      </p>
      <Miniature view={opened(view, poll)} langs={order} ink={ink} says={t.screenShows.poll} />
      <ul class="remarks">
        <li class={poll.crowded ? 'bad' : 'good'}>
          {poll.crowded ? t.making.crowded[poll.crowded] : t.edit.fits}
        </li>
        {lacks.map(tag => (
          <li key={tag} class="bad">
            {t.edit.isMissing(named(tag))}
          </li>
        ))}
      </ul>
      <p class="of">
        <b>{t.edit.aPhone}</b>
      </p>
      {/* The page itself, without any rights; its newest words come with the next revision. */}
      <div class="phone-of">
        <iframe
          key={`${poll.id} ${poll.rev} ${lang}`}
          sandbox="allow-scripts"
          tabIndex={-1}
          inert
          title={t.edit.aPhone}
          src={`/${view.event?.code}/preview/${poll.id}`}
        />
      </div>
    </section>
  );
}
