/**
 * Loads the page anew because the server shows what this page does not know. Once a tab for each reason and build, so that it
 * can never be a loop; without storage never by itself. A hall does it over a few seconds and not all at once.
 */
const SPREAD_MS = 3000;

const asked = new Set<string>();

/** Reloads for a reason, if `idle` still says then that nothing would be lost. */
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
      // The guest has the button.
    }
  }, Math.random() * SPREAD_MS);
}
