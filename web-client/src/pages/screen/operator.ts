/**
 * What the person at the projector's laptop has: full screen, a hint of the keys that goes away by itself, and
 * choices that this browser remembers. Everything here works without a secure page; the wake lock is an extra.
 */
import { useEffect, useState } from 'preact/hooks';

const HINT_FIRST_MS = 8000;
const HINT_AGAIN_MS = 3000;

/** A choice of this browser for this event's screen. Without storage it lasts as long as the page. */
export function useRemembered(name: string, otherwise: string): [string, (value: string) => void] {
  const key = `plenary.${document.documentElement.dataset.code}.screen.${name}`;
  const [value, setValue] = useState(() => {
    try {
      return localStorage.getItem(key) ?? otherwise;
    } catch {
      return otherwise;
    }
  });
  const remember = (next: string) => {
    setValue(next);
    try {
      localStorage.setItem(key, next);
    } catch {
      // Storage is full or forbidden: the choice holds until the page is closed.
    }
  };
  return [value, remember];
}

/** The rules that the system's wish for dark turns on. */
const darkRules = [...document.styleSheets]
  .flatMap(sheet => [...sheet.cssRules])
  .filter(rule => rule instanceof CSSMediaRule)
  .filter(rule => /prefers-color-scheme:\s*dark/.test(rule.media.mediaText));

/** Shows ink or paper whatever the system wishes, with the palette's own rules: there is one of each. */
export function showDark(on: boolean) {
  for (const rule of darkRules) rule.media.mediaText = on ? 'all' : 'not all';
}

/** Switches full screen, and keeps the projector awake while it is on, where the browser allows it. */
export function useFullScreen(): () => void {
  useEffect(() => {
    let lock: WakeLockSentinel | undefined;
    const stayAwake = async () => {
      if (document.visibilityState !== 'visible') return;
      try {
        lock = await navigator.wakeLock?.request('screen');
      } catch {
        // Rejected on battery or plain http: the laptop's own settings decide.
      }
    };
    void stayAwake();
    document.addEventListener('visibilitychange', stayAwake);
    return () => {
      document.removeEventListener('visibilitychange', stayAwake);
      void lock?.release();
    };
  }, []);
  return () => {
    if (document.fullscreenElement) void document.exitFullscreen();
    else void document.documentElement.requestFullscreen?.();
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
