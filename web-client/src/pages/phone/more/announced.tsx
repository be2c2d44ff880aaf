/**
 * What hosts announce, as lines under the head until the guest closes them. They take their place in the page and cover nothing that
 * one is about to press. A break counts down to its hour.
 */
import type { AnnouncementItem } from '../../../protocol/items';
import { localStore, read, write } from '../../../sync/storage';
import { redraw, useLang, useNow, useView } from '../../../ui/hooks';
import { pick, Text } from '../../../ui/text';
import { timeOfDay } from '../../../words/hour';
import { clock, secondsUntil } from '../../../words/time';
import { useMore } from './texts';

const stored = (code: string) => `plenary.${code}.announced`;
/** Each showing is closed by itself. */
const nameOf = (one: AnnouncementItem) => `${one.id} ${one.at}`;

export function Announced() {
  const t = useMore();
  const view = useView();
  const [lang] = useLang();
  const { event } = view;
  if (!event) return null;
  const key = stored(event.code);
  const closed = (read(localStore(), key) ?? []) as string[];
  const on = view.of('announcement').filter(one => !closed.includes(nameOf(one)));
  if (!on.length) return null;
  const close = (one: AnnouncementItem) => {
    write(localStore(), key, [...closed.slice(-20), nameOf(one)]);
    redraw();
  };
  return (
    <div role="status">
      {on.map(one => {
        const [tag, text] = pick(one.texts, lang);
        return (
          <div key={nameOf(one)} class="announced">
            <div>
              <Text tag={tag} text={text} />
              {one.back !== undefined && (
                <p class="back">
                  {t.backAt(timeOfDay(one.back, event.zone))}
                  <time role="timer">{clock(secondsUntil(one.back, useNow(1000)))}</time>
                </p>
              )}
            </div>
            <button type="button" class="link" onClick={() => close(one)}>
              {t.closeLine}
            </button>
          </div>
        );
      })}
    </div>
  );
}
