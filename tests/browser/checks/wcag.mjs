/** Returns axe's findings by the rules of WCAG 2.2, levels A and AA, at every impact. */
import assert from 'node:assert/strict';
import axe from 'axe-core';

const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

/**
 * One line per element at fault.
 * @param {import('playwright-core').Page} page
 */
export async function wcag(page) {
  if (!(await page.evaluate(() => 'axe' in globalThis))) await page.evaluate(axe.source);
  const { violations, looked } = await page.evaluate(async tags => {
    const found = await /** @type {any} */ (globalThis).axe.run(document, {
      runOnly: { type: 'tag', values: tags },
      rules: { 'target-size': { enabled: true } },
    });
    return {
      violations: found.violations,
      looked: [...found.passes, ...found.violations, ...found.incomplete].map(rule => rule.id),
    };
  }, TAGS);
  assert.ok(looked.includes('color-contrast') && looked.length > 5, `axe looked at ${looked}`);
  return violations.flatMap((/** @type {any} */ { id, nodes }) =>
    nodes.map(
      (/** @type {any} */ node) => `${id}: ${node.target.join(' ')}: ${node.any[0]?.message ?? node.html}`,
    ),
  );
}
