/**
 * For the person at the projector's laptop: full screen, keeping the screen awake, and a hint of the keys that disappears by
 * itself. Everything here works without a secure page.
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
 * Keeps the projector awake if the browser allows it, and returns whether that is certain. A wake lock needs a secure page. On
 * plain http an invisible silent film helps in some browsers, but the page cannot detect which.
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
        // Rejected, perhaps on battery, so the laptop's own settings apply.
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

/** Plays a muted film of one grey dot that changes every second, behind the page. Returns a function that stops it. */
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
    // The browser refuses until somebody touches the page, or always, so the laptop's own settings apply.
  });
  return () => {
    clearInterval(timer);
    film.remove();
  };
}

/** Returns true while the hint of the keys shows: at first, and for a moment after the pointer moves. */
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
