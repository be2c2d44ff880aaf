/** How many hands, cards or proxies a count has in all. */
import type { HandCount } from '../protocol/items';

export const raisedOf = ({ counts }: Pick<HandCount, 'counts'>): number => counts.reduce((a, b) => a + b, 0);
