/**
 * Who may answer a poll that a host writes, and for how many votes an answer counts: by single-use codes, and by the groups of which
 * these give a value. Groups that guests declare decide nothing.
 */
import type { JSX } from 'preact';
import type { GroupItem, PollItem, PollKind, VotersDraft } from '../protocol/items';
import { WEIGHT_MAX } from '../protocol/limits';
import { Choice } from '../ui/desk';
import { useLang, useT, useView } from '../ui/hooks';
import { pick } from '../ui/text';
import { Check } from './dialog';
import { takesCodes, weighs } from './fits';
import type { MakingTexts } from './texts.en';

/** Returns the voters of a poll as a host writes them, by keys. */
export function votersOf(poll: PollItem | undefined, groups: GroupItem[]): VotersDraft {
  const { code, only = [], one_per, weights = [] } = poll?.voters ?? {};
  const group = (id: number) => groups.find(group => group.id === id);
  const value = (of: number, id: number) => group(of)?.values.find(value => value.id === id)?.key ?? '';
  const [first] = weights;
  return {
    ...(code && !one_per && { code }),
    ...(one_per && {
      one_per: { group: group(one_per.group)?.key ?? '', ...(one_per.first && { first: true }) },
    }),
    ...(only.length && {
      only: Object.fromEntries(
        only.map(({ group: of, values }) => [group(of)?.key ?? '', values.map(id => value(of, id))]),
      ),
    }),
    ...(first && {
      weights: {
        group: group(first.group)?.key ?? '',
        values: Object.fromEntries(weights.map(of => [value(of.group, of.value), of.votes])),
      },
    }),
  };
}

export function WhoVotes(props: {
  /** Absent for a survey, which people answer one by one. */
  kind?: PollKind;
  are: VotersDraft;
  on(voters: VotersDraft): void;
  off: boolean;
}): JSX.Element | null {
  const t = useT<MakingTexts>().making;
  const view = useView();
  const { kind, are, on, off } = props;
  const groups = view.of('group').filter(group => group.assigned);
  if ((kind && !takesCodes(kind)) || !(view.of('codes').length || groups.length)) return null;
  const { one_per: _, code: __, ...rest } = are;
  return (
    <>
      <Check is={!!are.code} on={code => on(code ? { ...rest, code } : rest)} off={off}>
        {kind ? t.perCode : t.survey.perCode}
      </Check>
      {groups.length ? (
        <details class="settings" open={!!(are.one_per || are.only || are.weights)}>
          <summary>{kind ? t.who.title : t.survey.who}</summary>
          {groups.map(group => (
            <OfGroup key={group.id} group={group} kind={kind} are={are} on={on} off={off} />
          ))}
        </details>
      ) : null}
    </>
  );
}

/** What one group decides: of whom one ballot counts, who may vote, and for how many votes. */
function OfGroup(props: {
  group: GroupItem;
  kind: PollKind | undefined;
  are: VotersDraft;
  on(voters: VotersDraft): void;
  off: boolean;
}): JSX.Element {
  const t = useT<MakingTexts>().making.who;
  const [lang] = useLang();
  const { group, kind, are, on, off } = props;
  const { one_per, code: _, ...free } = are;
  const { key } = group;
  const hasWeights = !!kind && weighs(kind);
  const [tag, name] = pick(group.name, lang);
  const isUnit = one_per?.group === key;
  const all = group.values.map(value => value.key);
  const may = are.only?.[key] ?? all;
  const { weights } = are;
  const votes = (value: string) => (weights?.group === key && weights.values[value]) || 1;

  function allow(value: string, is: boolean) {
    const values = all.filter(other => (other === value ? is : may.includes(other)));
    const { [key]: __, ...others } = are.only ?? {};
    const only = values.length < all.length ? { ...others, [key]: values } : others;
    const { only: ___, ...rest } = are;
    on(Object.keys(only).length ? { ...rest, only } : rest);
  }

  function weigh(value: string, n: number) {
    const values = { ...(weights?.group === key && weights.values) };
    if (n > 1) values[value] = Math.min(n, WEIGHT_MAX);
    else delete values[value];
    const { weights: __, ...rest } = are;
    on(Object.keys(values).length ? { ...rest, weights: { group: key, values } } : rest);
  }

  return (
    <fieldset class="who" disabled={off}>
      <legend lang={tag} dir="auto">
        {name}
      </legend>
      {kind ? (
        <Check is={isUnit} on={is => on(is ? { ...free, one_per: { group: key } } : free)}>
          {t.onePer(name)}
        </Check>
      ) : null}
      {isUnit ? (
        <div class="kv">
          <span>{t.counts}</span>
          <Choice
            label={t.counts}
            value={one_per.first ? 'first' : 'last'}
            options={[
              ['last', t.last],
              ['first', t.first],
            ]}
            on={to => on({ ...free, one_per: { group: key, ...(to === 'first' && { first: true }) } })}
          />
        </div>
      ) : null}
      {kind ? <p class="mut sm">{hasWeights ? t.mayAndVotes : t.may}</p> : null}
      <ul>
        {group.values.map(({ key: value, text }) => {
          const [, says] = pick(text, lang);
          return (
            <li key={value}>
              <Check
                is={may.includes(value)}
                on={is => allow(value, is)}
                off={may.includes(value) && may.length === 1}
              >
                {says}
              </Check>
              {hasWeights ? (
                <input
                  type="number"
                  inputMode="numeric"
                  min={1}
                  max={WEIGHT_MAX}
                  aria-label={t.votes(says)}
                  value={votes(value)}
                  // Only one group gives weights.
                  disabled={!may.includes(value) || (weights && weights.group !== key)}
                  onChange={e => weigh(value, Math.round(e.currentTarget.valueAsNumber) || 1)}
                />
              ) : null}
            </li>
          );
        })}
      </ul>
    </fieldset>
  );
}
