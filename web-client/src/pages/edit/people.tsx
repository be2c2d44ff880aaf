/** The people of the programme: name and organisation in all languages, and the groups that they belong to. */
import type { JSX } from 'preact';
import type { PersonEdit } from '../../protocol/commands';
import type { GroupItem, PersonItem } from '../../protocol/items';
import { rejectionText } from '../../ui/deeds';
import { online, Verb } from '../../ui/desk';
import { useLang, useT, useView } from '../../ui/hooks';
import { pick } from '../../ui/text';
import type { Edits } from './edits';
import { AddRow } from './make';
import { Pair } from './pair';
import { Sheet } from './sheet';
import type { EditTexts } from './texts.en';
import { nameOf, orgOf } from './written';

export function People({ edits }: { edits: Edits }): JSX.Element {
  const t = useT<EditTexts>().edit;
  const view = useView();
  const langs = view.event?.langs ?? [];
  const people = [...view.people.values()].sort((a, b) => a.id - b.id);
  return (
    <Sheet
      id="people"
      title={t.people}
      langs={langs}
      rows={people.map(person => <Row key={person.id} person={person} edits={edits} />)}
    >
      {people.length ? null : <p class="empty">{t.noPeople}</p>}
      <AddRow
        id="new-person"
        title={t.newPerson}
        langs={langs}
        fields={[
          { id: 'name', label: t.name },
          { id: 'org', label: t.org },
        ]}
        add={({ name = {}, org = {} }) =>
          edits.send({
            cmd: { make_person: { name, org } },
            did: t.did.made(pick(name, langs[0] ?? '')[1]),
          })
        }
      />
    </Sheet>
  );
}

function Row({ person, edits }: { person: PersonItem; edits: Edits }): JSX.Element {
  const texts = useT<EditTexts>();
  const t = texts.edit;
  const view = useView();
  const [lang] = useLang();
  const langs = view.event?.langs ?? [];
  const said = pick(nameOf(person), lang)[1];
  const id = `person-${person.id}`;
  const off = !online(view);
  const groups = view.of('group').sort((a, b) => a.order - b.order);
  const edit = (edit: PersonEdit, did: string, field: string) =>
    edits.send({ cmd: { edit_person: { person: person.id, edit } }, did, field: `${id}-${field}` });
  const isOf = (group: GroupItem) => person.groups?.find(one => one.group === group.id)?.value;
  const seats = view.sessions.filter(s => s.speakers.includes(person.id) || s.panelists.includes(person.id));
  return (
    <li class="slot">
      <div class="pair">
        <span class="l sm mut">{t.name}</span>
        <Pair
          id={`${id}-name`}
          label={t.nameOf(said)}
          texts={nameOf(person)}
          langs={langs}
          look="big"
          hold={{ k: 'person', id: person.id }}
          save={(change, of) => edit({ name: change }, t.did.person(said), `name-${of}`)}
        />
        <span class="tools">
          <Verb
            off={off}
            look="sm"
            label={t.removeOf(said)}
            on={async () => {
              const why = await edits.send({
                cmd: { drop_person: { person: person.id, seen: nameOf(person) } },
                did: t.did.removed(said),
              });
              if (why) edits.refuse(rejectionText(texts, why));
            }}
          >
            {t.remove}
          </Verb>
        </span>
      </div>
      <div class="pair">
        <span class="l sm mut">{t.org}</span>
        <Pair
          id={`${id}-org`}
          label={t.orgOf(said)}
          texts={orgOf(person)}
          langs={langs}
          hold={{ k: 'person', id: person.id }}
          save={(change, of) => edit({ org: change }, t.did.person(said), `org-${of}`)}
        />
        <span />
      </div>
      <div class="belongs">
        {groups.map(group => (
          <label key={group.id}>
            <span class="sm mut">{pick(group.name, lang)[1]}</span>
            <select
              aria-label={`${pick(group.name, lang)[1]}, ${said}`}
              value={isOf(group) ?? ''}
              disabled={off}
              onChange={async e => {
                const to = e.currentTarget.value;
                const was = isOf(group);
                const change = {
                  group: group.id,
                  ...(was !== undefined && { was }),
                  ...(to !== '' && { now: Number(to) }),
                };
                const why = await edit({ groups: [change] }, t.did.person(said), `group-${group.id}`);
                if (why) edits.refuse(rejectionText(texts, why));
              }}
            >
              <option value="">–</option>
              {group.values.map(value => (
                <option key={value.id} value={value.id}>
                  {pick(value.text, lang)[1]}
                </option>
              ))}
            </select>
          </label>
        ))}
        <span class="sm mut seats">
          {seats.length
            ? seats.map(s => `${s.start} ${pick(s.title, lang)[1]}`).join(t.semicolon)
            : t.noSession}
        </span>
      </div>
    </li>
  );
}
