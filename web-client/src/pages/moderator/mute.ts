/**
 * Mutes the guest who wrote something, alone or with everybody who came with that guest, and hears them again. The page never
 * learns who they are.
 */
import type { Writing } from '../../protocol/commands';
import type { Deeds } from '../../ui/deeds';
import { useT } from '../../ui/hooks';
import type { ModeratorTexts } from './texts.en';

export type Of = `${'question' | 'entry' | 'nickname'}:${number}`;

export interface Mute {
  /** Mutes the guest who wrote it; with `all`, everybody who came with that guest too. */
  mute(of: Of, all: boolean): void;
  unmute(of: Of): void;
}

export function useMute(deeds: Deeds): Mute {
  const { did } = useT<ModeratorTexts>().mute;
  const writing = (of: Of) => {
    const [kind, id] = of.split(':');
    return { [kind as string]: Number(id) } as Writing;
  };
  return {
    mute: (of, all) =>
      void deeds.run({
        item: `muted:${of}`,
        cmd: () => ({ mute: { of: writing(of), ...(all && { with: true }) } }),
        did: all ? did.all : did.muted,
      }),
    unmute: of =>
      void deeds.run({ item: `muted:${of}`, cmd: () => ({ unmute: { of: writing(of) } }), did: did.unmuted }),
  };
}
