/** Puts a question, or several, to somebody else: a digit or Enter chooses. The texts stay as they are, approved or not. */
import './to.css';
import type { JSX } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';
import { useOffer } from '../../../floor/offers';
import { keyOf, offeredTo, plainTo, sameAddressee } from '../../../people/addressee';
import type { Addressee, QuestionItem } from '../../../protocol/items';
import { numberOf } from '../../../questions/content';
import { Dialog, online, Verb } from '../../../ui/desk';
import { useLang, useT, useView } from '../../../ui/hooks';
import { composes } from '../../../ui/keys';
import type { ModeratorTexts } from '../texts.en';
import { can, type Verbs } from '../verbs';

export function ToDialog(props: { q: QuestionItem; verbs: Verbs; close(): void }): JSX.Element {
  const t = useT<ModeratorTexts>().moderator;
  const view = useView();
  const { verbs, close } = props;
  const offer = useOffer();
  // A colleague may put it to somebody else while the dialog is open.
  const q = view.questions.find(({ id }) => id === props.q.id) ?? props.q;
  return (
    <WhomDialog
      title={t.toTitle(numberOf(q))}
      now={[q.to]}
      off={!can(q, 'address')}
      says={person => offer(q.id, person)}
      choose={to => {
        close();
        if (!sameAddressee(to, q.to)) void verbs.address(q, to);
      }}
      close={close}
    />
  );
}

/** Puts all selected questions to somebody. */
export function ToMany(props: {
  questions: QuestionItem[];
  address(to: Addressee | undefined): void;
  close(): void;
}): JSX.Element {
  const t = useT<ModeratorTexts>().moderator;
  const { questions, address, close } = props;
  return (
    <WhomDialog
      title={t.many.to(questions.length)}
      now={questions.map(q => q.to)}
      off={false}
      says={() => ''}
      choose={address}
      close={close}
    />
  );
}

function WhomDialog(props: {
  title: string;
  /** Whom they are for now; one of them is marked if it is the same for all. */
  now: (Addressee | undefined)[];
  off: boolean;
  /** What a person said about the question. */
  says(person: number): string;
  choose(to: Addressee | undefined): void;
  close(): void;
}): JSX.Element {
  const { cancel, moderator: t } = useT<ModeratorTexts>();
  const view = useView();
  const [lang] = useLang();
  const { now, close } = props;
  const off = !online(view) || props.off;
  const isNow = (to: Addressee | undefined) => now.every(one => sameAddressee(one, to));
  const list = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    const marked = list.current?.querySelector<HTMLElement>('[aria-current=true]');
    (marked ?? list.current?.querySelector<HTMLElement>('button'))?.focus();
  }, []);
  const { people, organisations, sessions } = offeredTo(view, now[0]);
  const all: (Addressee | undefined)[] = [undefined, ...people, ...organisations, ...sessions];
  const others = view.event?.langs.filter(tag => tag !== lang) ?? [];
  const named = (to: Addressee | undefined, tag: string) => (to ? plainTo(view, to, tag) : '');

  function choose(to: Addressee | undefined) {
    if (!off) props.choose(to);
  }
  function onKeyDown(e: KeyboardEvent) {
    if (composes(e) || e.ctrlKey || e.altKey || e.metaKey) return;
    const digit = /^[0-9]$/.test(e.key) ? Number(e.key) : -1;
    if (digit >= 0 && digit < all.length) {
      e.preventDefault();
      choose(all[digit]);
      return;
    }
    const by = { ArrowDown: 1, ArrowUp: -1 }[e.key];
    const buttons = [...(list.current?.querySelectorAll<HTMLElement>('button') ?? [])];
    const at = buttons.indexOf(document.activeElement as HTMLElement);
    if (!by) return;
    e.preventDefault();
    buttons[Math.max(0, Math.min(buttons.length - 1, at + by))]?.focus();
  }
  const group = (label: string, of: (Addressee | undefined)[], from: number) =>
    of.length ? (
      <section key={label}>
        <h3 class="mut sm">{label}</h3>
        {of.map((to, i) => {
          const says = to && 'person' in to ? props.says(to.person) : '';
          const name = to ? named(to, lang) : t.panel;
          const more = others
            .map(tag => [tag, named(to, tag)] as const)
            .filter(([, text]) => text && text !== name);
          return (
            <button
              type="button"
              key={keyOf(to)}
              disabled={off}
              aria-current={isNow(to)}
              onClick={() => choose(to)}
            >
              <span>
                <bdi>{name}</bdi>
                {more.map(([tag, text]) => (
                  <bdi key={tag} class="alt" lang={tag}>
                    {text}
                  </bdi>
                ))}
              </span>
              {says ? <span class="says sm">{says}</span> : null}
              {isNow(to) ? <span class="mut sm">{t.toNow}</span> : null}
              {from + i < 10 ? <kbd aria-hidden>{from + i}</kbd> : null}
            </button>
          );
        })}
      </section>
    ) : null;
  return (
    <Dialog title={props.title} on={close} look="to-whom">
      {/* biome-ignore lint/a11y/noStaticElementInteractions: digits and arrows act on the buttons in it */}
      <div class="list" ref={list} onKeyDown={onKeyDown}>
        {group(t.people, all.slice(0, 1 + people.length), 0)}
        {group(t.organisations, organisations, 1 + people.length)}
        {group(t.sessions, sessions, 1 + people.length + organisations.length)}
      </div>
      <div class="verbs">
        <Verb on={close} hint="Esc">
          {cancel}
        </Verb>
        <span class="mut sm end">{t.toTold}</span>
      </div>
    </Dialog>
  );
}
