/** Reads a badge's QR code with the tablet's camera, where the browser can. Elsewhere a scanner that types into the field does. */
import type { JSX } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { Dialog, Verb } from '../../ui/desk';
import { useT } from '../../ui/hooks';
import type { DoorTexts } from './texts.en';

interface Detector {
  detect(of: HTMLVideoElement): Promise<{ rawValue: string }[]>;
}
type Detectors = new (options: { formats: string[] }) => Detector;

const detectors = () => (window as unknown as { BarcodeDetector?: Detectors }).BarcodeDetector;

/** Browsers give the camera to secure pages alone. */
export const canScan = (): boolean => !!detectors() && !!navigator.mediaDevices?.getUserMedia;

const LOOK_MS = 150;

export function Scanner(props: { on: (read: string) => void; cancel: () => void }): JSX.Element {
  const { door: t, cancel } = useT<DoorTexts>();
  const video = useRef<HTMLVideoElement>(null);
  const [failed, setFailed] = useState(false);
  useEffect(() => {
    let stream: MediaStream | undefined;
    let timer: ReturnType<typeof setTimeout> | undefined;
    let gone = false;
    const Detectors = detectors();
    const detector = Detectors && new Detectors({ formats: ['qr_code'] });
    async function look() {
      const seen = video.current ? await detector?.detect(video.current).catch(() => []) : [];
      if (gone) return;
      const [first] = seen ?? [];
      if (first) props.on(first.rawValue);
      else timer = setTimeout(look, LOOK_MS);
    }
    navigator.mediaDevices.getUserMedia({ video: { facingMode: 'environment' } }).then(
      async opened => {
        stream = opened;
        const el = video.current;
        if (gone || !el) return opened.getTracks().forEach(track => void track.stop());
        el.srcObject = opened;
        await el.play().catch(() => {});
        void look();
      },
      () => setFailed(true),
    );
    return () => {
      gone = true;
      clearTimeout(timer);
      stream?.getTracks().forEach(track => void track.stop());
    };
  }, []);
  return (
    <Dialog title={t.scan} on={props.cancel} look="door-scan">
      {failed ? <p class="warn">{t.noCamera}</p> : <video ref={video} muted playsInline />}
      <div class="verbs">
        <Verb on={props.cancel} hint="Esc">
          {cancel}
        </Verb>
      </div>
    </Dialog>
  );
}
