/**
 * What a guest belongs to, in the groups that guests are asked about: asked once, after they took part, and never between
 * them and their first vote. What they said can be read and changed at the foot of the page.
 */
import type { GroupItem } from '../../../protocol/items';
import type { View } from '../../../sync/store';
import { redraw, useLang, useStore, useView } from '../../../ui/hooks';
import { Both, pick, Text } from '../../../ui/text';
import { useMore } from './texts';

/** Until the page is left, the answer stays where it was asked for: nothing moves under the thumb. */
let here = false;
let changing = false;

const groupsOf = ({ groups }: View): GroupItem[] => groups.filter(g => g.ask);

const declaredFor = ({ mine }: View, { id }: GroupItem) => mine.declared?.find(d => d.group === id);

/** The groups that this guest has neither said anything about nor skipped. */
const openGroups = (view: View): GroupItem[] => groupsOf(view).filter(g => !declaredFor(view, g));

/** It is time to ask: the guest took part, and no first vote waits. */
export function asks(view: View): boolean {
  const { ballots, questions, upvotes } = view.mine;
  const tookPart =
    ballots.length || (questions.length + upvotes.length && !view.polls.some(p => p.phase === 'open'));
  return !!tookPart && !!openGroups(view).length;
}

/** The answers as they were given; a group that was skipped says nothing. */
function Said() {
  const t = useMore();
  const [lang] = useLang();
  const view = useView();
  const { pending, link } = view;
  const said = groupsOf(view).flatMap(g => {
    const value = g.values.find(v => v.id === declaredFor(view, g)?.value);
    return value ? [pick(value.text, lang)] : [];
  });
  const kept = link !== 'online' && pending.some(e => e.seq === undefined && 'declare' in e.cmd);
  return (
    <p class="note empty" role="status">
      {said.map(([tag, text], i) => (
        <span key={i}>
          {i > 0 && ' · '}
          <Text tag={tag} text={text} as="span" />
        </span>
      ))}
      {!said.length && t.unsaid}
      {kept && ` · ${t.kept}`}
    </p>
  );
}

function Group({ group, say }: { group: GroupItem; say(group: GroupItem, value?: number): void }) {
  const said = declaredFor(useView(), group);
  return (
    <fieldset aria-labelledby={`g${group.id}`}>
      <p class="lab" id={`g${group.id}`}>
        <span>
          <Both texts={group.name} as="b" altAs="i" altClass="" />
        </span>
      </p>
      <div class="values">
        {group.values.map(({ id, text }) => (
          <button key={id} type="button" aria-pressed={said?.value === id} onClick={() => say(group, id)}>
            <Both texts={text} as="b" altAs="i" altClass="" />
          </button>
        ))}
      </div>
    </fieldset>
  );
}

export function AboutYou({ foot = false }: { foot?: boolean }) {
  const t = useMore();
  const store = useStore();
  const view = useView();
  const groups = groupsOf(view);
  const asking = asks(view);
  here = here || asking;
  if (foot === here || !groups.some(g => declaredFor(view, g) || asking)) return null;

  /** What takes the place of the buttons takes their focus as well. */
  function fold() {
    changing = false;
    redraw();
    document.getElementById('about')?.focus({ preventScroll: true });
  }
  function say({ id }: GroupItem, value?: number) {
    store.act({ declare: { group: id, ...(value !== undefined && { value }) } });
    if (!changing && !asks(store.view())) fold();
  }
  function skip() {
    for (const group of changing ? groups : openGroups(view)) say(group);
    fold();
  }

  const open = asking || changing;
  return (
    <section aria-labelledby="about-title">
      <div class="sec">
        <h2 id="about-title">{t.about}</h2>
        {(!open || changing) && (
          <button
            type="button"
            class="link"
            id="about"
            aria-expanded={changing}
            onClick={() => {
              if (changing) return fold();
              changing = true;
              redraw();
            }}
          >
            {changing ? t.done : t.change}
          </button>
        )}
      </div>
      {open ? (
        <div class="sheet about">
          <p class="note">{t.aboutWhy}</p>
          {groups.map(group => (
            <Group key={group.id} group={group} say={say} />
          ))}
          <button type="button" class="link" onClick={skip}>
            {t.notSay}
          </button>
        </div>
      ) : (
        <Said />
      )}
    </section>
  );
}
