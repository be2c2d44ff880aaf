/**
 * Live captions, for guests who ask for them. They come over a socket of their own, which opens with the first press: the phones of
 * everybody else get no byte of them.
 */
import { type Reading, readCaptions } from '../../../sync/reading';
import { localStore, read, write } from '../../../sync/storage';
import { redraw, useLang, useSpoken, useView } from '../../../ui/hooks';
import { useMore } from './texts';

let line: Reading | null = null;
const stored = `plenary.${document.documentElement.dataset.code}.captions`;
/** The guest wants them. A browser that stores nothing knows it until the page closes. */
let wanted = !!read(localStore(), stored);

function turn(on: boolean) {
  wanted = on;
  write(localStore(), stored, on ? { on } : null);
  redraw();
}

function leave() {
  line?.close();
  line = null;
}

const check = () => document.visibilityState === 'visible' && line?.check();
document.addEventListener('visibilitychange', check);
addEventListener('online', check);

/** Returns true while there may be captions: a session runs, and the phone's own socket has not ended for good. */
function useMay(): boolean {
  const { sessions, link } = useView();
  return link !== 'gone' && link !== 'revoked' && sessions.some(s => s.state === 'running');
}

/** The strip under the head: the last two lines in the guest's language, or in the one that somebody writes. */
export function Captions() {
  const t = useMore();
  const { event } = useView();
  const words = useSpoken();
  const [lang] = useLang();
  if (!event || !wanted || !useMay()) {
    leave();
    return null;
  }
  line ??= readCaptions(event.code, redraw);
  const written = line.tracks();
  const track = written.find(one => one.lang === lang) ?? written[0];
  return (
    <section class="captions" aria-label={t.captions}>
      {/* The newest is first, and drawn last: its end stays in sight, however long it is. */}
      <div lang={track?.lang} dir="auto">
        {track ? (
          track.lines
            .slice(-2)
            .reverse()
            .map(one => <p key={one.at}>{one.text}</p>)
        ) : (
          <p lang={words}>{t.captionsNone}</p>
        )}
      </div>
      <button type="button" class="link" onClick={() => turn(false)}>
        {t.closeLine}
      </button>
    </section>
  );
}

/** The way to them, while a session runs. */
export function CaptionsVerb() {
  const t = useMore();
  if (!useMay()) return null;
  return (
    <section class="captions-verb">
      <div class="sec">
        <h2>{t.captions}</h2>
      </div>
      <button type="button" class="btn sec2" aria-pressed={wanted} onClick={() => turn(!wanted)}>
        {wanted ? t.captionsOff : t.captionsOn}
      </button>
    </section>
  );
}
