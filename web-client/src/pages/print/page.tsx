/**
 * What an organiser prints: posters, table cards, badges from a list, and cards with links. The page shows the sheets as they
 * leave the printer. It needs the host link. The list of names never leaves this browser, and no secret is on paper in letters.
 */
import type { ComponentChildren, JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { ROLES, roleIn } from '../../people/roles';
import type { RoleLink } from '../../protocol/http';
import { useSpoken, useView } from '../../ui/hooks';
import { useWords } from '../../ui/words';
import { nameOf } from '../../words/languages';
import { BadgeCard, LinkCard } from './cards';
import { type Badge, readNames, textOf } from './names';
import { Poster, TableCard } from './sheets';
import { CATALOGUES } from './words';

type Kind = 'poster' | 'table' | 'badges' | 'links';
const KINDS: Kind[] = ['poster', 'table', 'badges', 'links'];
type Paper = 'A3' | 'A4' | 'Letter';
/** Cards are cut from paper that a desk printer has. */
const PAPERS: Record<Kind, Paper[]> = {
  poster: ['A3', 'A4', 'Letter'],
  table: ['A4', 'Letter'],
  badges: ['A4', 'Letter'],
  links: ['A4', 'Letter'],
};
const BADGES_A_PAGE = 8;
const LINKS_A_PAGE: Record<Paper, number> = { A3: 10, A4: 10, Letter: 8 };
/** Limits on what one print job has. */
const TABLES_MAX = 200;
const COPIES_MAX = 20;

export function PrintPage(): JSX.Element {
  const t = useWords(CATALOGUES);
  const words = useSpoken();
  const view = useView();
  const { event, link } = view;
  const [kind, setKind] = useState<Kind>('poster');
  const [wish, setPaper] = useState<Paper>('A4');
  const [first, setFirst] = useState('');
  const [tables, setTables] = useState(1);
  const [list, setList] = useState('');
  const [notText, setNotText] = useState(false);
  const [copies, setCopies] = useState<Record<string, number>>({});
  const [links, failed, retry] = useLinks(event?.code, kind === 'links');
  if (!event) {
    const refused = link === 'no_access' || link === 'revoked';
    return (
      <main class="prints bare">
        <h1>{refused ? t.noAccess : t.connecting}</h1>
      </main>
    );
  }
  const paper = PAPERS[kind].includes(wish) ? wish : 'A4';
  const { langs } = event;
  const orders = langs
    .filter(tag => !first || tag === first)
    .map(tag => [tag, ...langs.filter(other => other !== tag)]);
  const order = orders[0] ?? langs;
  const groups = view.of('group');
  const read = readNames(
    list,
    groups.map(group => group.key),
  );
  const badges: Badge[] = Array.isArray(read) ? read : [];
  const cards = links.flatMap(l => Array.from({ length: copies[l.role] ?? 1 }, () => l));

  async function open(file: File | undefined) {
    if (!file) return;
    const text = textOf(await file.arrayBuffer());
    setNotText(text === null);
    if (text !== null) setList(text);
  }
  const sheets: Record<Kind, () => ComponentChildren> = {
    poster: () => orders.map(order => <Poster key={order[0]} event={event} langs={order} />),
    table: () =>
      (tables ? Array.from({ length: tables }, (_, i) => i + 1) : [undefined]).map(table => (
        <TableCard key={table} event={event} langs={order} table={table} />
      )),
    badges: () =>
      pages(badges, BADGES_A_PAGE).map((page, p) => (
        <section key={p} class="pg cuts eight">
          {page.map((badge, i) => {
            const n = p * BADGES_A_PAGE + i + 1;
            return <BadgeCard key={n} event={event} langs={order} groups={groups} badge={badge} n={n} />;
          })}
        </section>
      )),
    links: () =>
      pages(cards, LINKS_A_PAGE[paper]).map((page, p) => (
        <section key={p} class="pg cuts ten">
          {page.map((link, i) => (
            <LinkCard
              key={i}
              event={event}
              langs={order}
              link={link}
              person={view.people.get(link.person ?? -1)}
            />
          ))}
        </section>
      )),
  };
  const empty = (kind === 'badges' && !badges.length) || (kind === 'links' && !cards.length);
  const choices: [string, string][] = [
    ...(kind === 'poster' ? [['', t.each] as [string, string]] : []),
    ...langs.map((tag): [string, string] => [tag, nameOf(tag)]),
  ];

  return (
    <main class="prints" lang={words}>
      <form class="bar" onSubmit={e => e.preventDefault()}>
        <h1>
          {t.title} <a href={`/${event.code}/host`}>{t.back}</a>
        </h1>
        <Radios legend={t.what} name="kind" chosen={kind} on={setKind} of={KINDS.map(k => [k, t.kinds[k]])} />
        <Radios
          legend={t.paper}
          name="paper"
          chosen={paper}
          on={setPaper}
          of={PAPERS[kind].map(p => [p, p])}
        />
        {langs.length > 1 ? (
          <Radios
            legend={t.order}
            name="order"
            chosen={kind === 'poster' ? first : (order[0] ?? '')}
            on={setFirst}
            of={choices}
          />
        ) : null}
        {kind === 'table' ? (
          <Count label={t.tables} value={tables} max={TABLES_MAX} on={setTables} how={t.tablesHow} />
        ) : null}
        {kind === 'badges' ? (
          <div class="names">
            <label for="names">{t.names}</label>
            <p id="names-how">
              {t.namesHow} {t.namesStay}
            </p>
            <textarea
              id="names"
              rows={6}
              value={list}
              spellcheck={false}
              autocomplete="off"
              aria-describedby="names-how names-wrong"
              aria-invalid={!Array.isArray(read)}
              onInput={e => {
                setNotText(false);
                setList(e.currentTarget.value);
              }}
            />
            <label>
              {t.file}{' '}
              <input
                type="file"
                accept=".csv,.txt,.tsv,text/*"
                onChange={e => void open(e.currentTarget.files?.[0])}
              />
            </label>
            <p id="names-wrong" role="status" class={notText || !Array.isArray(read) ? 'wrong' : ''}>
              {notText ? t.notText : Array.isArray(read) ? t.badges(read.length) : t.fault(read)}
            </p>
          </div>
        ) : null}
        {kind === 'links' ? (
          <fieldset>
            <legend>{t.copies}</legend>
            {ROLES.filter(role => links.some(l => l.role === role)).map(role => (
              <Count
                key={role}
                label={roleIn(role, words)?.many ?? role}
                value={copies[role] ?? 1}
                max={COPIES_MAX}
                on={n => setCopies({ ...copies, [role]: n })}
              />
            ))}
            <p>{t.secret}</p>
            {failed ? (
              <p role="alert" class="wrong">
                {t.failed}{' '}
                <button type="button" onClick={retry}>
                  {t.again}
                </button>
              </p>
            ) : null}
          </fieldset>
        ) : null}
        <p class="go">
          <button type="button" class="print" disabled={empty} onClick={() => print()}>
            {t.print}
          </button>
          <span>{empty ? t.none : t.printHow}</span>
        </p>
      </form>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a preview that scrolls must scroll by keyboard too. */}
      <section class={`sheets ${paper.toLowerCase()}`} aria-label={t.sheets} tabIndex={0} key={paper}>
        {sheets[kind]()}
      </section>
    </main>
  );
}

/** The links of all roles, fetched when they are to be printed, so that a revoked one is not. */
function useLinks(
  code: string | undefined,
  wanted: boolean,
): [links: RoleLink[], failed: boolean, retry: () => void] {
  const [links, setLinks] = useState<RoleLink[]>([]);
  const [failed, setFailed] = useState(false);
  const [tries, setTries] = useState(0);
  useEffect(() => {
    if (!code || !wanted) return;
    const load = async () => {
      try {
        const answer = await fetch(`/${code}/links`);
        if (!answer.ok) throw new Error(String(answer.status));
        setLinks((await answer.json()) as RoleLink[]);
        setFailed(false);
      } catch {
        setLinks([]);
        setFailed(true);
      }
    };
    void load();
  }, [code, wanted, tries]);
  return [links, failed, () => setTries(tries + 1)];
}

function pages<T>(all: T[], each: number): T[][] {
  return Array.from({ length: Math.ceil(all.length / each) }, (_, p) => all.slice(p * each, (p + 1) * each));
}

function Radios<V extends string>(props: {
  legend: string;
  name: string;
  chosen: V;
  of: [V, string][];
  on: (value: V) => void;
}): JSX.Element {
  return (
    <fieldset>
      <legend>{props.legend}</legend>
      {props.of.map(([value, text]) => (
        <label key={value}>
          <input
            type="radio"
            name={props.name}
            checked={value === props.chosen}
            onChange={() => props.on(value)}
          />
          {text}
        </label>
      ))}
    </fieldset>
  );
}

function Count(props: {
  label: string;
  value: number;
  max: number;
  on: (n: number) => void;
  how?: string;
}): JSX.Element {
  return (
    <label class="count">
      {props.label}
      <input
        type="number"
        min={0}
        max={props.max}
        value={props.value}
        onInput={e => {
          const n = Math.trunc(Number(e.currentTarget.value));
          if (Number.isFinite(n)) props.on(Math.min(props.max, Math.max(0, n)));
        }}
      />
      {props.how ? <span>{props.how}</span> : null}
    </label>
  );
}
