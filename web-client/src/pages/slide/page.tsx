/**
 * One poll alone, as the screen may show it: in a frame of somebody's slides, or in a video mixer. Where the poll is not open yet, or is
 * gone, it shows nothing at all, because whoever looks at a slide cannot do anything about it.
 */
import type { JSX } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { kindName } from '../../polls/kind';
import { screenKind } from '../../polls/screen';
import { Letterhead } from '../../scenes/letterhead';
import { PollScene } from '../../scenes/poll';
import { useFrame } from '../../scenes/scene';
import { useView } from '../../ui/hooks';
import { inLinksOrder } from '../../ui/linked';
import { palette } from '../../ui/palette';
import { reloadOnce } from '../../ui/reload';
import { SettingContext, speaking } from '../../ui/screen';
import { typeFor } from '../../ui/type';
import { slideOptions } from './options';
import type { SlideTexts } from './texts.en';

const { Label } = speaking<SlideTexts>(import.meta.glob('./texts.*.ts', { eager: true, import: 'default' }));

/** How long the first picture waits for its fonts. */
const FONTS_MS = 4000;

export const OPTIONS = slideOptions(location.hash);

export function SlidePage(): JSX.Element {
  const { event, link } = useView();
  const langs = inLinksOrder(event?.langs ?? [document.documentElement.lang], OPTIONS.langs);
  const wish = matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light';
  const ink = (OPTIONS.theme ?? wish) === 'dark';
  const ended = link === 'revoked' || link === 'gone' || link === 'no_access';
  const wasOn = useRef(false);
  wasOn.current ||= event !== null;
  const look = `slide${OPTIONS.clear ? ' clear' : ''}${OPTIONS.join ? '' : ' bare'}`;
  return (
    <SettingContext.Provider value={{ langs, ink, turned: 0 }}>
      <main class={look} style={{ ...palette(ink), '--scale': `${OPTIONS.scale}` }}>
        {ended && !wasOn.current ? (
          <p class="setup">
            <Label of={w => (link === 'gone' ? w.gone : link === 'revoked' ? w.revoked : w.noAccess)} />
          </p>
        ) : ended ? null : (
          <Picture langs={langs} />
        )}
      </main>
    </SettingContext.Provider>
  );
}

/** The poll, from the first view whose fonts are there. */
function Picture(props: { langs: string[] }): JSX.Element | null {
  const view = useView();
  const frame = useFrame();
  const [set, setSet] = useState(false);
  const { event } = view;
  // Its view has no other.
  const poll = view.polls[0];
  const texts = JSON.stringify([event?.title, event?.join, poll?.title, poll?.options, poll?.kind]);
  useEffect(() => {
    if (event) void typeFor(texts, props.langs, FONTS_MS).then(() => setSet(true));
  }, [texts]);
  useEffect(() => {
    if (poll && !screenKind(poll)) reloadOnce(kindName(poll));
  }, [poll]);
  if (!event || !poll || !set) return null;
  return (
    <div {...frame}>
      {OPTIONS.join ? (
        <Letterhead
          event={event}
          what={event.short}
          until={poll.phase === 'open' ? poll.closes_at : undefined}
        />
      ) : null}
      <PollScene
        poll={poll}
        tally={view.tallies.get(poll.id)}
        // It knows nothing of the hall.
        here={null}
        groups={view.of('group')}
      />
    </div>
  );
}
