/**
 * What the person at the projector's laptop has: full screen, a screen that stays awake, and a hint of the keys that goes away
 * by itself. Everything here works without a secure page.
 */
import { useEffect, useState } from 'preact/hooks';

const HINT_FIRST_MS = 8000;
const HINT_AGAIN_MS = 3000;

/** Switches full screen. */
export function fullScreen() {
  if (document.fullscreenElement) void document.exitFullscreen();
  else void document.documentElement.requestFullscreen?.();
}

/**
 * Keeps the projector awake where the browser allows it, and tells whether it surely does. A wake lock needs a secure page; on plain
 * http a silent film that is never seen helps in some browsers, and nobody can tell in which.
 */
export function useAwake(): boolean {
  const [sure, setSure] = useState(false);
  useEffect(() => {
    let lock: WakeLockSentinel | undefined;
    const stop = navigator.wakeLock ? undefined : playFilm();
    const stayAwake = async () => {
      if (document.visibilityState !== 'visible' || !navigator.wakeLock) return;
      try {
        lock = await navigator.wakeLock.request('screen');
        setSure(true);
        lock.addEventListener('release', () => setSure(false));
      } catch {
        // Rejected, perhaps on battery: the laptop's own settings decide.
        setSure(false);
      }
    };
    void stayAwake();
    document.addEventListener('visibilitychange', stayAwake);
    return () => {
      document.removeEventListener('visibilitychange', stayAwake);
      stop?.();
      void lock?.release();
    };
  }, []);
  return sure;
}

/** Plays a muted film of one grey point that changes each second, behind the page. Ends with what it gives back. */
function playFilm(): (() => void) | undefined {
  const canvas = document.createElement('canvas');
  canvas.width = canvas.height = 2;
  const brush = canvas.getContext('2d');
  if (!brush || !canvas.captureStream) return undefined;
  const film = document.createElement('video');
  film.className = 'awake';
  film.muted = true;
  film.playsInline = true;
  film.setAttribute('aria-hidden', 'true');
  film.srcObject = canvas.captureStream(1);
  let frames = 0;
  const draw = () => {
    brush.fillStyle = frames++ % 2 ? '#777' : '#888';
    brush.fillRect(0, 0, 2, 2);
  };
  draw();
  const timer = setInterval(draw, 1000);
  document.body.append(film);
  film.play().catch(() => {
    // Not before somebody touches the page, or never: the laptop's own settings decide.
  });
  return () => {
    clearInterval(timer);
    film.remove();
  };
}

/** True while the hint of the keys is shown: at first, and for a moment after the pointer moved. */
export function useQuietHint(): boolean {
  const [shown, setShown] = useState(true);
  useEffect(() => {
    const hide = () => {
      setShown(false);
      document.documentElement.classList.add('idle');
    };
    let timer = setTimeout(hide, HINT_FIRST_MS);
    const again = () => {
      setShown(true);
      document.documentElement.classList.remove('idle');
      clearTimeout(timer);
      timer = setTimeout(hide, HINT_AGAIN_MS);
    };
    addEventListener('pointermove', again);
    addEventListener('focusin', again);
    return () => {
      clearTimeout(timer);
      removeEventListener('pointermove', again);
      removeEventListener('focusin', again);
    };
  }, []);
  return shown;
}
