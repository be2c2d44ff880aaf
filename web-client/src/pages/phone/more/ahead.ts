/**
 * Fetches what the phone needs for each kind of poll that the event has, before such a poll opens: then the line may be bad, or busy
 * with the whole hall.
 */
import { SETTINGS } from '../../../protocol/settings';
import { useSpoken, useView } from '../../../ui/hooks';

/** In the order of their numbers. */
const KINDS = Object.keys(SETTINGS);
/** Each phone of the hall begins at a moment of its own within this time. */
const SPREAD_MS = 15_000;

/** By kind and language: what is fetched, or waits for its turn. */
const asked = new Set<string>();
let turn = Promise.resolve();

export function fetchAhead(numbers: number[] = []): void {
  const lang = useSpoken();
  const keyOf = (kind: string) => `${kind} ${lang}`;
  const fresh = numbers.flatMap(n => KINDS[n] ?? []).filter(kind => !asked.has(keyOf(kind)));
  if (!fresh.length || !isOnline()) return;
  for (const kind of fresh) asked.add(keyOf(kind));
  turn = turn.then(moment).then(async () => {
    // What did not come is asked for again at a later draw.
    for (const kind of fresh)
      if (isOnline()) await get(kind, lang).catch(() => asked.delete(keyOf(kind)));
      else asked.delete(keyOf(kind));
  });
}

/** Fetches a kind with its texts; nothing for one that the page has from the start. It takes nothing from the page's own script, whose
 * exports are bytes of every first response. */
async function get(name: string, lang: string): Promise<void> {
  const kind = await (await import('../../../polls/later')).kind(name);
  await kind?.texts[`./texts.${lang}.ts`]?.();
}

/** Some browsers remember that a script did not come, so nothing is asked for without a connection. */
const isOnline = (): boolean => useView().link === 'online';

const moment = (): Promise<void> => new Promise(resolve => setTimeout(resolve, Math.random() * SPREAD_MS));
