/**
 * The screen's own scene on a desk, scaled down. Keyboard and screen reader skip it; `says` describes it.
 */
import './miniature.css';
import type { JSX } from 'preact';
import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { View } from '../sync/store';
import { SettingContext } from '../ui/screen';
import { SceneView, sceneName, useFrame } from './scene';

/** It is laid out at this size, so its type and wrapping equal a projector's. */
const WIDTH_PX = 1280;
const HEIGHT_PX = 720;

export function Miniature(props: { view: View; langs: string[]; ink: boolean; says: string }): JSX.Element {
  const { view, langs, ink, says } = props;
  const ref = useRef<HTMLDivElement>(null);
  const [scale, setScale] = useState(0.29);
  useLayoutEffect(() => {
    const el = ref.current;
    if (!el) return;
    const measure = () => setScale(el.clientWidth / WIDTH_PX);
    const watch = new ResizeObserver(measure);
    watch.observe(el);
    measure();
    return () => watch.disconnect();
  }, []);
  return (
    <div ref={ref} class="mini" role="img" aria-label={says} style={{ height: `${HEIGHT_PX * scale}px` }}>
      <SettingContext.Provider value={{ langs, ink, turned: 0 }}>
        <Picture view={view} scale={scale} key={sceneName(view.stage?.scene)} />
      </SettingContext.Provider>
    </div>
  );
}

function Picture(props: { view: View; scale: number }): JSX.Element {
  const { style, ...frame } = useFrame();
  return (
    <div
      {...frame}
      inert
      style={{ ...style, '--u': `${HEIGHT_PX / 100}px`, transform: `scale(${props.scale})` }}
    >
      <SceneView view={props.view} />
    </div>
  );
}
