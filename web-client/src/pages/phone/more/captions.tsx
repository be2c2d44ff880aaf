/**
 * Live captions, for guests who ask for them. They come over a socket of their own, which opens with the first press: the phones of
 * everybody else get no byte of them.
 */
import type { ServerFrame } from '../../../protocol/frames';
import type { CaptionsItem } from '../../../protocol/items';
import { BEAT_S } from '../../../protocol/limits';
import { localStore, read, write } from '../../../sync/storage';
import { redraw, useLang, useSpoken, useView } from '../../../ui/hooks';
import { useMore } from './texts';

const RETRY_MS_MAX = 10_000;

const tracks = new Map<number, CaptionsItem>();
let socket: WebSocket | null = null;
/** Retries since the last frame. */
let failed = 0;

const stored = () => `plenary.${document.documentElement.dataset.code}.captions`;
const wanted = (): boolean => !!read(localStore(), stored());

function turn(on: boolean) {
  write(localStore(), stored(), on ? { on } : null);
  if (!on) {
    socket?.close();
    socket = null;
    tracks.clear();
  }
  redraw();
}

function take(frame: ServerFrame) {
  failed = 0;
  if (frame.t === 'snapshot') tracks.clear();
  if (frame.t !== 'snapshot' && frame.t !== 'change') return;
  for (const name of frame.t === 'change' ? (frame.gone ?? []) : [])
    tracks.delete(Number(name.split(':')[1]));
  for (const item of frame.t === 'change' ? frame.set : frame.items) {
    if (item.k === 'captions') tracks.set(item.id, item);
  }
  redraw();
}

/** Opens the socket, once; after a break again, with jitter, because the whole hall comes back at the same moment. */
function listen(code: string) {
  if (socket) return;
  const scheme = location.protocol === 'https:' ? 'wss' : 'ws';
  const mine = new WebSocket(`${scheme}://${location.host}/${code}/socket?role=reader`);
  socket = mine;
  const beat = setInterval(() => mine.readyState === 1 && mine.send('{"t":"beat"}'), BEAT_S * 1000);
  mine.onmessage = e => mine === socket && take(JSON.parse(e.data));
  mine.onclose = () => {
    clearInterval(beat);
    if (mine !== socket) return;
    const wait_ms = 500 + Math.random() * Math.min(RETRY_MS_MAX, 1000 * 2 ** failed);
    failed += 1;
    setTimeout(() => {
      if (mine !== socket) return;
      socket = null;
      redraw();
    }, wait_ms);
  };
}

/** The strip under the head: the last two lines in the guest's language, or in the one that somebody writes. */
export function Captions() {
  const t = useMore();
  const { event, sessions } = useView();
  const words = useSpoken();
  const [lang] = useLang();
  if (!event || !wanted() || !sessions.some(s => s.state === 'running')) return null;
  listen(event.code);
  const written = [...tracks.values()].sort((a, b) => a.id - b.id);
  const track = written.find(one => one.lang === lang) ?? written[0];
  return (
    <section class="captions" aria-label={t.captions}>
      <div lang={track?.lang} dir="auto">
        {track ? track.lines.slice(-2).map(line => <p>{line.text}</p>) : <p lang={words}>{t.captionsNone}</p>}
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
  const { sessions } = useView();
  if (!sessions.some(s => s.state === 'running')) return null;
  const on = wanted();
  return (
    <section class="captions-verb">
      <div class="sec">
        <h2>{t.captions}</h2>
      </div>
      <button type="button" class="btn sec2" aria-pressed={on} onClick={() => turn(!on)}>
        {on ? t.captionsOff : t.captionsOn}
      </button>
    </section>
  );
}
