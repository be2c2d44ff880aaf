/**
 * Mutes the guest who wrote something, alone or with everybody who came with that guest, and hears them again. The page never
 * learns who they are.
 */
import './mute.css';
import type { JSX } from 'preact';
import type { Writing } from '../../protocol/commands';
import { type Deeds, mutedWith, type Written } from '../../ui/deeds';
import { Verb } from '../../ui/desk';
import { useT } from '../../ui/hooks';
import type { ModeratorTexts } from './texts.en';

export interface Mute {
  /** Mutes the guest who wrote it; with `all`, everybody who came with that guest too. */
  mute(of: Written, all: boolean): void;
  unmute(of: Written): void;
}

export function useMute(deeds: Deeds): Mute {
  const { did } = useT<ModeratorTexts>().mute;
  const writing = (of: Written) => {
    const [kind, id] = of.split(':');
    return { [kind as string]: Number(id) } as Writing;
  };
  return {
    mute: (of, all) =>
      void deeds.run({
        item: `muted:${of}`,
        cmd: () => ({ mute: { of: writing(of), ...(all && { with: true }) } }),
        // Behind one address, "everybody" may be the whole hall.
        did: all ? view => did.all(mutedWith(view, of) ?? 0) : did.muted,
      }),
    unmute: of =>
      void deeds.run({ item: `muted:${of}`, cmd: () => ({ unmute: { of: writing(of) } }), did: did.unmuted }),
  };
}

/** The verbs that mute a writer, on a line of their own and quieter than those that decide on what was written. */
export function Mutes(props: {
  of: Written;
  muted: boolean;
  waits: boolean;
  mutes: Mute;
  off: boolean;
  hints: { mute?: string; muteAll?: string };
}): JSX.Element | null {
  const t = useT<ModeratorTexts>().mute;
  const { of, muted, waits, mutes, off, hints } = props;
  if (muted)
    return (
      <Verb on={() => mutes.unmute(of)} off={off} hint={hints.mute}>
        {t.undo}
      </Verb>
    );
  if (!waits) return null;
  return (
    <div class="mutes">
      <Verb on={() => mutes.mute(of, false)} off={off} look="quiet" hint={hints.mute}>
        {t.one}
      </Verb>
      <Verb on={() => mutes.mute(of, true)} off={off} look="quiet" hint={hints.muteAll}>
        {t.all}
      </Verb>
    </div>
  );
}
