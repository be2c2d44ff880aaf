/** The field of a form that says to whom a question goes: somebody of the programme, or the whole panel. */
import type { JSX } from 'preact';
import { keyOf, offeredTo, ofKey, plainTo } from '../../people/addressee';
import type { Addressee as To } from '../../protocol/items';
import { useLang, useT, useView } from '../../ui/hooks';
import type { ModeratorTexts } from './texts.en';

export function Addressee(props: { to: To | undefined; on(to: To | undefined): void }): JSX.Element | null {
  const { moderator: t } = useT<ModeratorTexts>();
  const { people, organisations, sessions } = offeredTo(useView(), props.to);
  if (!people.length && !sessions.length) return null;
  return (
    <label class="field">
      <span>{t.addressee}</span>
      <select value={keyOf(props.to)} onChange={e => props.on(ofKey(e.currentTarget.value))}>
        <option value="">{t.panel}</option>
        <Some label={t.people} of={people} />
        <Some label={t.organisations} of={organisations} />
        <Some label={t.sessions} of={sessions} />
      </select>
    </label>
  );
}

function Some(props: { label: string; of: To[] }): JSX.Element | null {
  const view = useView();
  const [lang] = useLang();
  if (!props.of.length) return null;
  return (
    <optgroup label={props.label}>
      {props.of.map(to => (
        <option key={keyOf(to)} value={keyOf(to)}>
          {plainTo(view, to, lang)}
        </option>
      ))}
    </optgroup>
  );
}
