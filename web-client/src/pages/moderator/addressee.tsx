/** The field of a form that says to whom a question goes: somebody of the programme, or the whole panel. */
import type { JSX } from 'preact';
import { keyOf, ofKey, organisations, useFullTo } from '../../people/addressee';
import type { Addressee as To } from '../../protocol/items';
import { useT, useView } from '../../ui/hooks';
import type { ModeratorTexts } from './texts.en';

export function Addressee(props: { to: To | undefined; on(to: To | undefined): void }): JSX.Element | null {
  const { moderator: t } = useT<ModeratorTexts>();
  const { people, sessions } = useView();
  if (!people.size && !sessions.length) return null;
  const open = sessions.filter(s => s.state === 'running' || s.state === 'coming');
  const chosen = props.to && 'session' in props.to ? props.to.session : undefined;
  const offered = sessions.filter(s => open.includes(s) || s.id === chosen);
  return (
    <label class="field">
      <span>{t.addressee}</span>
      <select value={keyOf(props.to)} onChange={e => props.on(ofKey(e.currentTarget.value))}>
        <option value="">{t.panel}</option>
        <Some label={t.people} of={[...people.keys()].map(person => ({ person }))} />
        <Some label={t.organisations} of={organisations(people).map(({ id }) => ({ organisation: id }))} />
        <Some label={t.sessions} of={offered.map(({ id }) => ({ session: id }))} />
      </select>
    </label>
  );
}

function Some(props: { label: string; of: To[] }): JSX.Element | null {
  const name = useFullTo();
  if (!props.of.length) return null;
  return (
    <optgroup label={props.label}>
      {props.of.map(to => (
        <option key={keyOf(to)} value={keyOf(to)}>
          {name(to)}
        </option>
      ))}
    </optgroup>
  );
}
