/** The field of a form that says to whom a question goes: a person of the programme, or the whole panel. */
import type { JSX } from 'preact';
import { useFullName } from '../../people/called';
import { useT, useView } from '../../ui/hooks';
import type { ModeratorTexts } from './texts.en';

export function Addressee(props: {
  to: number | undefined;
  on(to: number | undefined): void;
}): JSX.Element | null {
  const { moderator: t } = useT<ModeratorTexts>();
  const { people } = useView();
  const fullName = useFullName();
  if (!people.size) return null;
  return (
    <label class="field">
      <span>{t.addressee}</span>
      <select
        value={props.to ?? ''}
        onChange={e => props.on(e.currentTarget.value ? Number(e.currentTarget.value) : undefined)}
      >
        <option value="">{t.panel}</option>
        {[...people.values()].map(person => (
          <option key={person.id} value={person.id}>
            {fullName(person)}
          </option>
        ))}
      </select>
    </label>
  );
}
