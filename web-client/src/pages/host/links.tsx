/**
 * The role links. They show only on demand, can be copied with or without the clipboard (which plain http lacks), and can be
 * revoked after a warning. A link is a key to the event, so this page stores none.
 */
import './links.css';
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { useFullName } from '../../people/called';
import { ROLES, useRoleName } from '../../people/roles';
import type { RoleLink } from '../../protocol/http';
import type { Role } from '../../protocol/items';
import { useCopy } from '../../ui/copying';
import type { Deeds } from '../../ui/deeds';
import { Dialog, online, Sure, Verb } from '../../ui/desk';
import { useT, useView } from '../../ui/hooks';
import { SignOut } from '../../ui/signout';
import { Logins } from './logins';
import type { HostTexts } from './texts.en';

export function Links(props: { deeds: Deeds }): JSX.Element {
  const t = useT<HostTexts>();
  const { event, hall, people } = useView();
  const fullName = useFullName();
  const [links, setLinks] = useState<RoleLink[] | null>(null);
  const [failed, setFailed] = useState(false);
  const [open, setOpen] = useState<Role | null>(null);

  async function load() {
    try {
      const answer = await fetch(`/${event?.code}/links`);
      if (!answer.ok) throw new Error(String(answer.status));
      setLinks((await answer.json()) as RoleLink[]);
      setFailed(false);
    } catch {
      setLinks(null);
      setFailed(true);
    }
  }
  function toggle(role: Role) {
    setOpen(open === role ? null : role);
    // Reload at each opening, because another host may have revoked a link.
    if (open !== role) void load();
  }

  const called = useRoleName();
  const isHere = (person: number | undefined) =>
    person !== undefined && hall?.people.includes(person) === true;
  /** The number of open pages of this role; for roles with personal pages, the number of people. */
  function here(role: Role): string {
    const persons = (links ?? []).filter(l => l.role === role && l.person !== undefined);
    if (!persons.length) return t.host.here(hall?.here[role] ?? 0);
    return t.host.hereOf(persons.filter(l => isHere(l.person)).length, persons.length);
  }
  return (
    <section aria-labelledby="links-title">
      <h2 id="links-title">
        {t.host.links} <span>{t.host.linksHow}</span>
      </h2>
      {ROLES.map(role => (
        <div key={role} class="link-role">
          <div class="kv">
            <span>
              {called(role)} <span class="mut sm">{here(role)}</span>
            </span>
            <button
              type="button"
              class="btn quiet"
              aria-expanded={open === role}
              onClick={() => toggle(role)}
            >
              {open === role ? t.host.hideLink : t.host.showLink}
            </button>
          </div>
          {open === role ? (
            <div class="links">
              {failed ? (
                <p class="bad">
                  {t.host.linksFailed} <Verb on={() => void load()}>{t.host.again}</Verb>
                </p>
              ) : null}
              {(links ?? [])
                .filter(l => l.role === role)
                .map(l => {
                  const person = people.get(l.person ?? -1);
                  return (
                    <OneLink
                      key={`${l.role}:${l.person}:${l.url}`}
                      link={l}
                      who={person ? fullName(person) : called(role)}
                      here={isHere(l.person)}
                      deeds={props.deeds}
                      revoked={() => void load()}
                    />
                  );
                })}
              {links && role === 'screen' ? <LowerThird links={links} /> : null}
            </div>
          ) : null}
        </div>
      ))}
      <Logins deeds={props.deeds} />
      <SignOut />
    </section>
  );
}

/** The link as a QR code. The server forbids caching it. */
function codeSource(code: string | undefined, { role, person }: RoleLink): string {
  const whose = person === undefined ? '' : `&person=${person}`;
  return `/${code}/link.svg?role=${role}${whose}`;
}

/** The screens' link as another page: plates on a clear ground, for a video mixer. */
function LowerThird(props: { links: RoleLink[] }): JSX.Element | null {
  const t = useT<HostTexts>().host;
  const screen = props.links.find(link => link.role === 'screen')?.url ?? '';
  const url = screen.replace('/screen#', '/lower#');
  const { field, copy, copied } = useCopy<HTMLInputElement>(url);
  return (
    <div class="one-link">
      <label>
        <b>{t.lower}</b> <span class="mut sm">{t.lowerHow}</span>
        <input ref={field} type="text" readOnly value={url} onFocus={e => e.currentTarget.select()} />
      </label>
      <div class="acts">
        <Verb on={() => void copy()} label={`${t.copy}: ${t.lower}`}>
          {t.copy}
        </Verb>
        <span class="mut sm" role="status">
          {copied}
        </span>
      </div>
    </div>
  );
}

function OneLink(props: {
  link: RoleLink;
  who: string;
  here: boolean;
  deeds: Deeds;
  revoked: () => void;
}): JSX.Element {
  const t = useT<HostTexts>();
  const view = useView();
  const { link, who, deeds } = props;
  const { field, copy, copied } = useCopy<HTMLInputElement>(link.url);
  const [sure, setSure] = useState(false);
  const [code, setCode] = useState(false);

  async function revoke() {
    const { role, person } = link;
    const done = await deeds.send(
      { revoke: { role, ...(person !== undefined && { person }) } },
      t.host.revoked(who),
    );
    if (done) props.revoked();
  }

  return (
    <div class="one-link">
      <label>
        {link.person === undefined ? <span class="unseen">{who}</span> : <bdi class="who">{who}</bdi>}
        {props.here ? <span class="dot sm">{t.host.isHere}</span> : null}
        <input ref={field} type="text" readOnly value={link.url} onFocus={e => e.currentTarget.select()} />
      </label>
      <div class="acts">
        <Verb on={() => void copy()} label={`${t.host.copy}: ${who}`}>
          {t.host.copy}
        </Verb>
        <Verb on={() => setCode(true)} label={`${t.host.qr}: ${who}`}>
          {t.host.qr}
        </Verb>
        {sure ? null : (
          <Verb on={() => setSure(true)} look="quiet" off={!online(view)} label={`${t.host.revoke}: ${who}`}>
            {t.host.revoke}
          </Verb>
        )}
        <span class="mut sm" role="status">
          {copied}
        </span>
      </div>
      {sure ? (
        <Sure
          asks={t.host.revokeSure}
          verb={t.host.revokeIt}
          on={() => void revoke()}
          cancel={() => setSure(false)}
        />
      ) : null}
      {code ? (
        <Dialog title={who} on={() => setCode(false)} look="link-code">
          <p class="mut">{t.host.qrHow}</p>
          <img class="paper-qr" src={codeSource(view.event?.code, link)} alt={link.url} />
          <div class="verbs">
            <Verb on={() => setCode(false)} hint="Esc">
              {t.close}
            </Verb>
          </div>
        </Dialog>
      ) : null}
    </div>
  );
}
