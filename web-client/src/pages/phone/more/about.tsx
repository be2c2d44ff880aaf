/**
 * A guest's values in the groups that guests are asked about. The page asks once, after the guest took part and never before
 * their first vote. The guest can read and change the answers at the foot of the page.
 */
import type { GroupItem } from '../../../protocol/items';
import type { View } from '../../../sync/store';
import { redraw, useLang, useStore, useView } from '../../../ui/hooks';
import { Both, pick, Text } from '../../../ui/text';
import { useMore } from './texts';

/** The answer stays in place until the guest leaves the page, so nothing moves under the thumb. */
let here = false;
let changing = false;

const groupsOf = (view: View): GroupItem[] =>
  view
    .of('group')
    .filter(g => g.ask)
    .sort((a, b) => a.order - b.order);

const declaredFor = ({ mine }: View, { id }: GroupItem) => mine.declared?.find(d => d.group === id);

/** Returns the groups that this guest has neither answered nor skipped. */
const openGroups = (view: View): GroupItem[] => groupsOf(view).filter(g => !declaredFor(view, g));

/** Returns true when it is time to ask: the guest took part, and no first vote is pending. */
export function asks(view: View): boolean {
  const { ballots, questions, upvotes } = view.mine;
  const tookPart =
    ballots.length || (questions.length + upvotes.length && !view.polls.some(p => p.phase === 'open'));
  return !!tookPart && !!openGroups(view).length;
}

/** The answers as given; a skipped group has none. */
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

  /** The element that replaces the buttons also takes their focus. */
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
