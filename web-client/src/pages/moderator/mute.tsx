/**
 * Mutes the guest who wrote something, alone or with everybody who came with that guest, and hears them again. The page never
 * learns who they are.
 */
import './mute.css';
import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import type { Writing } from '../../protocol/commands';
import type { Concerns } from '../../protocol/http';
import { type Deeds, mutedWith, type Written } from '../../ui/deeds';
import { Verb } from '../../ui/desk';
import { useT, useView } from '../../ui/hooks';
import type { ModeratorTexts } from './texts.en';

export interface Mute {
  /**
   * Mutes the guest who wrote it; with `all`, everybody who came with that guest too. That says first how many they are, if the
   * desk has not said it yet, and waits for a second press.
   */
  mute(of: Written, all: boolean): void;
  /** Finds out whom a mute of all would concern. */
  ask(of: Written): void;
  /** Returns whom a mute of all would concern, once it is known. */
  concerns(of: Written): Concerns | undefined;
  unmute(of: Written): void;
}

export function useMute(deeds: Deeds): Mute {
  const { did, first } = useT<ModeratorTexts>().mute;
  const code = useView().event?.code;
  const [told, setTold] = useState<{ of: Written; concerns: Concerns } | null>(null);
  async function ask(of: Written): Promise<Concerns | undefined> {
    const answer = await fetch(`/${code}/concerns?${of.replace(':', '=')}`).catch(() => null);
    if (!answer?.ok) return undefined;
    const concerns: Concerns = await answer.json();
    setTold({ of, concerns });
    return concerns;
  }
  const concerns = (of: Written) => (told?.of === of ? told.concerns : undefined);
  const writing = (of: Written) => {
    const [kind, id] = of.split(':');
    return { [kind as string]: Number(id) } as Writing;
  };
  return {
    ask: of => void ask(of),
    concerns,
    mute(of, all) {
      // Behind one address, "everybody" may be the whole hall.
      if (all && !concerns(of)) {
        void ask(of).then(c => c && deeds.say({ text: first(c.guests, c.waiting) }));
        return;
      }
      void deeds.run({
        item: `muted:${of}`,
        cmd: () => ({ mute: { of: writing(of), ...(all && { with: true }) } }),
        did: all ? view => did.all(mutedWith(view, of) ?? 0) : did.muted,
      });
    },
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
  useEffect(() => {
    if (waits && !muted) mutes.ask(of);
  }, [of, waits, muted]);
  const told = mutes.concerns(of);
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
        {told ? t.allOf(told.guests, told.waiting) : t.all}
      </Verb>
    </div>
  );
}
