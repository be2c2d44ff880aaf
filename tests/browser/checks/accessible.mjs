/** Returns axe's serious and critical findings about a page, one line each. */
import assert from 'node:assert/strict';
import axe from 'axe-core';

/** @param {import('playwright-core').Page} page */
export async function accessible(page) {
  if (!(await page.evaluate(() => 'axe' in globalThis))) await page.evaluate(axe.source);
  const { violations, passed } = await page.evaluate(async () => {
    const found = await /** @type {any} */ (globalThis).axe.run(document, { resultTypes: ['violations'] });
    return { violations: found.violations, passed: found.passes.length };
  });
  assert.ok(passed > 5, 'axe looked at the page');
  /** @type {string[]} */
  const lines = [];
  for (const { impact, id, nodes } of violations) {
    if (impact !== 'serious' && impact !== 'critical') continue;
    for (const node of nodes)
      lines.push(`${id}: ${node.target.join(' ')}: ${node.any[0]?.message ?? node.html}`);
  }
  return lines;
}
