/** The groups that people can belong to, with their values in all languages, and who says what a guest belongs to. */
import type { JSX } from 'preact';
import type { GivenBy, GroupEdit } from '../../protocol/commands';
import type { GroupItem } from '../../protocol/items';
import { GROUP_VALUES_MAX, GROUP_VALUES_MIN, GROUPS_MAX } from '../../protocol/limits';
import { rejectionText } from '../../ui/deeds';
import { online, Verb } from '../../ui/desk';
import { useLang, useT, useView } from '../../ui/hooks';
import { pick } from '../../ui/text';
import type { Texts } from '../../words/texts';
import type { Edits } from './edits';
import { AddRow } from './make';
import { Pair } from './pair';
import { Sheet } from './sheet';
import type { EditTexts } from './texts.en';
import { groupsOf, groupTexts } from './written';

const GIVEN_BY: GivenBy[] = ['programme', 'guests', 'codes'];

export function Groups({ edits }: { edits: Edits }): JSX.Element {
  const t = useT<EditTexts>().edit;
  const view = useView();
  const langs = view.event?.langs ?? [];
  const groups = groupsOf(view);
  return (
    <Sheet
      id="groups"
      title={t.groups}
      langs={langs}
      rows={groups.map(group => <Row key={group.id} group={group} edits={edits} />)}
    >
      {groups.length ? null : <p class="empty">{t.noGroups}</p>}
      {groups.length < GROUPS_MAX ? (
        <AddRow
          id="new-group"
          title={t.newGroup}
          langs={langs}
          fields={[
            { id: 'name', label: t.groupName },
            { id: 'one', label: t.value(1) },
            { id: 'two', label: t.value(2) },
          ]}
          add={({ name = {}, one = {}, two = {} }) =>
            edits.send({
              cmd: { make_group: { name, values: [one, two] } },
              did: t.did.made(pick(name, langs[0] ?? '')[1]),
            })
          }
        />
      ) : (
        <p class="empty">{t.groupsFull(GROUPS_MAX)}</p>
      )}
    </Sheet>
  );
}

function Row({ group, edits }: { group: GroupItem; edits: Edits }): JSX.Element {
  const texts = useT<EditTexts>();
  const t = texts.edit;
  const view = useView();
  const [lang] = useLang();
  const langs = view.event?.langs ?? [];
  const [name = {}, ...values] = groupTexts(group);
  const said = pick(name, lang)[1];
  const id = `group-${group.id}`;
  const off = !online(view);
  const edit = (edit: GroupEdit, field: string) =>
    edits.send({
      cmd: { edit_group: { group: group.id, edit } },
      did: t.did.field(said),
      field: `${id}-${field}`,
    });
  const by: GivenBy = group.assigned ? 'codes' : group.ask ? 'guests' : 'programme';
  async function drop(cmd: Parameters<Edits['send']>[0]['cmd'], what: string) {
    const why = await edits.send({ cmd, did: t.did.removed(what) });
    if (why) edits.refuse(rejectionText(texts, why));
  }
  const value = (of: GroupItem['values'][number], text: Texts, nth: number) => {
    const named = pick(text, lang)[1];
    return (
      <div class="pair" key={of.id}>
        <span class="l sm mut">{t.value(nth + 1)}</span>
        <Pair
          id={`${id}-value-${of.id}`}
          label={t.valueOf(nth + 1, said)}
          texts={text}
          langs={langs}
          hold={{ k: 'group', id: group.id }}
          save={(change, of_lang) =>
            edit({ values: [{ value: of.id, text: change }] }, `value-${of.id}-${of_lang}`)
          }
        />
        <span class="tools">
          {group.values.length > GROUP_VALUES_MIN ? (
            <Verb
              off={off}
              look="sm"
              label={t.removeOf(named)}
              on={() => void drop({ drop_value: { group: group.id, value: of.id, seen: text } }, named)}
            >
              {t.remove}
            </Verb>
          ) : null}
        </span>
      </div>
    );
  };
  return (
    <li class="slot">
      <div class="pair">
        <span class="l sm mut">{t.groupName}</span>
        <Pair
          id={`${id}-name`}
          label={t.groupNameOf(said)}
          texts={name}
          langs={langs}
          look="big"
          hold={{ k: 'group', id: group.id }}
          save={(change, of) => edit({ name: change }, `name-${of}`)}
        />
        <span class="tools">
          <Verb
            off={off}
            look="sm"
            label={t.removeOf(said)}
            on={() => void drop({ drop_group: { group: group.id, seen: name } }, said)}
          >
            {t.remove}
          </Verb>
        </span>
      </div>
      {group.values.map((of, nth) => value(of, values[nth] ?? of.text, nth))}
      {group.values.length < GROUP_VALUES_MAX ? (
        <AddRow
          id={`${id}-new`}
          title={t.newValue(said)}
          within
          langs={langs}
          fields={[{ id: 'text', label: t.value(group.values.length + 1) }]}
          add={({ text = {} }) =>
            edits.send({
              cmd: { make_value: { group: group.id, text } },
              did: t.did.made(pick(text, langs[0] ?? '')[1]),
            })
          }
        />
      ) : null}
      <div class="belongs">
        <label>
          <span class="sm mut">{t.givenBy}</span>
          <select
            aria-label={`${t.givenBy}, ${said}`}
            value={by}
            disabled={off}
            onChange={async e => {
              const select = e.currentTarget;
              const why = await edit({ given_by: { was: by, now: select.value as GivenBy } }, 'by');
              if (!why) return;
              select.value = by;
              edits.refuse(rejectionText(texts, why));
            }}
          >
            {GIVEN_BY.map(one => (
              <option key={one} value={one}>
                {t.givenBys[one]}
              </option>
            ))}
          </select>
        </label>
      </div>
    </li>
  );
}
