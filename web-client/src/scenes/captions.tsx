/** Captions on the screen: in the place of the letterhead's title, or alone. A line goes when nothing has followed it for a while. */
import './captions.css';
import type { JSX } from 'preact';
import type { CaptionPlace } from '../protocol/items';
import type { View } from '../sync/store';
import { down, FLOOR, type Plan, useFit } from '../ui/fit';
import { useNow, useView } from '../ui/hooks';
import { useSetting, Words } from '../ui/screen';
import type { Texts } from '../words/texts';

/** How long a line stays when nothing follows it. Alone it stays longer, because another picture comes in its place. */
const STAYS_MS = { off: 0, strip: 12_000, alone: 60_000 };

const ALONE: Plan[] = down(10.8, 4.2, 8).map(say => ({ sizes: { say, alt: Math.max(FLOOR, say * 0.85) } }));

/** In the head, the second language goes before the first. */
export const CAPTION_PLANS: Plan[] = [
  { sizes: { lh: FLOOR }, bare: 'caption' },
  { sizes: { lh: FLOOR }, bare: 'caption alt' },
];

/** Returns where the screen shows captions. */
export const placed = (view: View): CaptionPlace => view.of('captions')[0]?.place ?? 'off';

/** Returns the latest line in each language, if the screen shows captions in this place and somebody has just written. */
export function useCaptions(place: CaptionPlace): Texts | null {
  const view = useView();
  if (placed(view) !== place) return null;
  return latest(view, useNow(1000), STAYS_MS[place]);
}

function latest(view: View, now: number, stays_ms: number): Texts | null {
  const fresh = view.of('captions').flatMap(({ lang, lines }) => {
    const last = lines.at(-1);
    return last && last.at + stays_ms > now ? [[lang, last.text]] : [];
  });
  return fresh.length ? Object.fromEntries(fresh) : null;
}

export function CaptionsScene(): JSX.Element {
  const { langs } = useSetting();
  const texts = useCaptions('alone') ?? {};
  const { ref } = useFit<HTMLDivElement>(ALONE, JSON.stringify([texts, langs]));
  return (
    <div class="scene captions" ref={ref}>
      <div class="said" data-fit>
        <Words texts={texts} say />
      </div>
    </div>
  );
}
