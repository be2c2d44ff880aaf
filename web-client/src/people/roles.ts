/** What roles are called. Each role's words are beside its page. */
import type { Role } from '../protocol/items';
import { useSpoken } from '../ui/hooks';
import type { Lang } from '../words/languages';

/** One holder of the role, all of them, and what its link opens, as printed on its card. */
interface Name {
  one: string;
  many: string;
  opens: string;
}

const NAMES = import.meta.glob<Name>('/src/pages/*/role/texts.*.ts', { eager: true, import: 'default' });

/** The roles that have links. The host's own comes last: it is the most powerful, and needed least. */
export const ROLES = Object.keys(NAMES)
  .flatMap(path => /\/(\w+)\/role\/texts\.en\.ts$/.exec(path)?.[1] ?? [])
  .sort((a, b) => Number(a === 'host') - Number(b === 'host')) as Role[];

export const roleIn = (role: Role, lang: Lang): Name | undefined =>
  NAMES[`/src/pages/${role}/role/texts.${lang}.ts`];

export function useRoleName(): (role: Role, of?: 'one' | 'many') => string {
  const lang = useSpoken();
  return (role, of = 'many') => roleIn(role, lang)?.[of] ?? role;
}
