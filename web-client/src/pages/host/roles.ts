/** What roles are called. Each role's name is beside its page. */
import type { Role } from '../../protocol/items';
import { useSpoken } from '../../ui/hooks';

/** One holder of the role, and all of them. */
interface Name {
  one: string;
  many: string;
}

const NAMES = import.meta.glob<Name>('/src/pages/*/role/texts.*.ts', { eager: true, import: 'default' });

/** The roles that have links. The host's own comes last: it is the most powerful, and needed least. */
export const ROLES = Object.keys(NAMES)
  .flatMap(path => /\/(\w+)\/role\/texts\.en\.ts$/.exec(path)?.[1] ?? [])
  .sort((a, b) => Number(a === 'host') - Number(b === 'host')) as Role[];

export function useRoleName(): (role: Role, of?: keyof Name) => string {
  const lang = useSpoken();
  return (role, of = 'many') => NAMES[`/src/pages/${role}/role/texts.${lang}.ts`]?.[of] ?? role;
}
