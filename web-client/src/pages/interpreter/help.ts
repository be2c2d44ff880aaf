/** What the server knows about a text that is being translated: earlier wordings, its room on the screen, and a machine's draft. */
import { useEffect, useState } from 'preact/hooks';
import type { Aids, AidsOf, Draft, Fit, FitOf } from '../../protocol/http';
import type { TaskPart } from '../../protocol/items';
import { useView } from '../../ui/hooks';
import { originalOf } from './tasks';

/** The page asks for the room of a text once nobody has typed for so long. */
const PAUSE_MS = 400;

async function ask<T>(what: 'aids' | 'fit' | 'draft', body: AidsOf | FitOf): Promise<T | null> {
  const { code } = document.documentElement.dataset;
  const answer = await fetch(`/${code}/${what}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  }).catch(() => null);
  return answer?.ok ? ((await answer.json().catch(() => null)) as T | null) : null;
}

/** Returns a machine's draft of a translation; null if there is none. */
export const askDraft = async ({ of }: TaskPart, lang: string): Promise<string | null> =>
  (await ask<Draft>('draft', { of, lang }))?.text ?? null;

/** Returns earlier wordings of a text in a language, and whether a machine makes drafts. */
export function useAids(part: TaskPart | undefined, lang: string): Aids {
  const { link } = useView();
  const [held, setHeld] = useState<{ key: string; aids: Aids } | null>(null);
  const key = part ? JSON.stringify([part.of, lang, originalOf(part)]) : '';
  useEffect(() => {
    let gone = false;
    if (part && link === 'online')
      void ask<Aids>('aids', { of: part.of, lang }).then(aids => {
        if (aids && !gone) setHeld({ key, aids });
      });
    return () => {
      gone = true;
    };
  }, [key, link]);
  return held?.key === key ? held.aids : { wordings: [], drafts: held?.aids.drafts ?? false };
}

/** Returns what the screen makes of a translation as it is now; null until it is known. */
export function useFit({ of }: TaskPart, lang: string, text: string): Fit | null {
  const { link } = useView();
  const [fit, setFit] = useState<Fit | null>(null);
  const key = JSON.stringify([of, lang]);
  useEffect(() => setFit(null), [key]);
  useEffect(() => {
    if (!text.trim() || link !== 'online') return undefined;
    let gone = false;
    const timer = setTimeout(() => {
      void ask<Fit>('fit', { of, lang, text }).then(told => {
        if (!gone) setFit(told);
      });
    }, PAUSE_MS);
    return () => {
      gone = true;
      clearTimeout(timer);
    };
  }, [key, text, link]);
  return text.trim() ? fit : null;
}
