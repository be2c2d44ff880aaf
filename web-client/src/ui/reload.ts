/**
 * Reloads the page because the server shows something this page does not know. It reloads once per tab, reason and build, so it
 * never loops; without storage it never reloads by itself. A hall's reloads are spread over a few seconds.
 */
const SPREAD_MS = 3000;

const asked = new Set<string>();

/** Reloads for a reason, if `idle` still says that nothing would be lost. */
export function reloadOnce(why: string, idle: () => boolean = () => true): void {
  if (asked.has(why)) return;
  asked.add(why);
  setTimeout(() => {
    asked.delete(why);
    const key = `plenary.reloaded ${document.documentElement.dataset.build} ${why}`;
    try {
      if (!idle() || sessionStorage.getItem(key)) return;
      sessionStorage.setItem(key, '1');
      location.reload();
    } catch {
      // The guest still has the button.
    }
  }, Math.random() * SPREAD_MS);
}
