/**
 * The devices that role links have let in: which browser, when it was last here, and a verb that signs it out alone. Its link goes on
 * working.
 */
import './logins.css';
import type { JSX } from 'preact';
import { useFullName } from '../../people/called';
import { useRoleName } from '../../people/roles';
import type { LoginItem } from '../../protocol/items';
import type { Deeds } from '../../ui/deeds';
import { online, Verb } from '../../ui/desk';
import { useT, useView } from '../../ui/hooks';
import { timeOfDay } from '../../words/hour';
import type { HostTexts } from './texts.en';

export function Logins(props: { deeds: Deeds }): JSX.Element | null {
  const t = useT<HostTexts>().host.logins;
  const view = useView();
  const roleName = useRoleName();
  const fullName = useFullName();
  const { event, hall, people } = view;
  const logins = view.of('login');
  if (!event || !logins.length) return null;
  const seen = (login: LoginItem) => {
    const known = hall?.logins?.find(one => one.id === login.id);
    if (known?.here) return t.here;
    return known?.at ? t.left(timeOfDay(known.at, event.zone)) : t.since(timeOfDay(login.at, event.zone));
  };
  const who = ({ role, person }: LoginItem) => {
    const named = people.get(person ?? -1);
    return named ? fullName(named) : roleName(role, 'one');
  };
  return (
    <details class="logins">
      <summary>
        {t.title} <span class="mut sm">{logins.length}</span>
      </summary>
      <p class="mut sm">{t.how}</p>
      <ul>
        {logins.map(login => {
          const device = login.device || t.unknown;
          return (
            <li key={login.id} class="kv" data-login={login.id}>
              <span>
                <bdi>{who(login)}</bdi> <span class="mut sm">{device}</span>
                <span class="mut sm seen">{seen(login)}</span>
              </span>
              <Verb
                on={() =>
                  void props.deeds.send({ end_login: { login: login.id } }, t.ended(who(login), device))
                }
                off={!online(view)}
                look="quiet"
                label={`${t.end}: ${who(login)}, ${device}`}
              >
                {t.end}
              </Verb>
            </li>
          );
        })}
      </ul>
    </details>
  );
}
