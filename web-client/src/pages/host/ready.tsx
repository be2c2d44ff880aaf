/**
 * The checklist before the doors open, and the rehearsal: the server plays the event on a copy of it, and says what it found. The
 * server judges; this page adds only what it knows better: how many screens are connected, and what its own clock says.
 */
import './ready.css';
import type { ComponentChildren, JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { REHEARSAL_PHONES_MAX } from '../../protocol/limits';
import type { Check, Readiness, Rehearsal, RehearsalReport, Verdict } from '../../protocol/readiness';
import type { View } from '../../sync/store';
import { online, useLanguageName, Verb } from '../../ui/desk';
import { useLang, useSpoken, useT, useView } from '../../ui/hooks';
import { pick } from '../../ui/text';
import { dayInWords, timeOfDay } from '../../words/hour';
import type { HostTexts } from './texts.en';

/** From here on, two clocks that differ are worth a look. */
const CLOCKS_MS = 5000;
/** How often the page asks while a rehearsal plays. */
const ASK_MS = 2000;
/** So many phones are proposed, or as many as the event expects. */
const PHONES = 50;
/** So many polls are named. */
const NAMED = 3;

interface Line {
  verdict: Verdict;
  of: string;
  says: string;
}

export function Ready(): JSX.Element | null {
  const t = useT<HostTexts>().host.ready;
  const { event } = useView();
  const [open, setOpen] = useState(false);
  if (!event) return null;
  return (
    <section aria-labelledby="ready-title" class="before-doors">
      <h2 id="ready-title">{t.title}</h2>
      <p class="mut sm">{t.what}</p>
      <Verb on={() => setOpen(!open)} pressed={open}>
        {open ? t.hide : t.show}
      </Verb>
      {open ? <Checklist code={event.code} /> : null}
    </section>
  );
}

function Checklist(props: { code: string }): JSX.Element {
  const t = useT<HostTexts>().host.ready;
  const view = useView();
  const [found, setFound] = useState<Readiness | null>(null);
  const [failed, setFailed] = useState(false);
  /** How far this computer's clock is from the server's, in milliseconds. */
  const [apart, setApart] = useState(0);

  async function look() {
    try {
      const asked = Date.now();
      const answer = await fetch(`/${props.code}/readiness`);
      if (!answer.ok) throw new Error(String(answer.status));
      const readiness = (await answer.json()) as Readiness;
      setApart(readiness.now - (asked + Date.now()) / 2);
      setFound(readiness);
      setFailed(false);
    } catch {
      setFailed(true);
    }
  }
  useEffect(() => void look(), []);
  const plays = found?.rehearsal.state === 'playing';
  useEffect(() => {
    if (!plays) return;
    const timer = setInterval(() => void look(), ASK_MS);
    return () => clearInterval(timer);
  }, [plays]);

  const lines = useLines(found, apart);
  const worst = lines.filter(line => line.verdict !== 'good').length;
  return (
    <div class="ready">
      {failed ? <p class="tell bad">{t.failed}</p> : null}
      {found ? (
        <>
          <p class="k" role="status">
            {worst ? t.toLook(worst) : t.allGood}
          </p>
          <ul>
            {lines.map(line => (
              <li key={line.of} class={line.verdict}>
                <span class="st">{t.verdicts[line.verdict]}</span>
                <span>
                  <b>{line.of}</b> {line.says}
                </span>
              </li>
            ))}
          </ul>
          <Verb on={() => void look()} off={!online(view)}>
            {t.again}
          </Verb>
          <Play code={props.code} rehearsal={found.rehearsal} look={look} />
        </>
      ) : null}
    </div>
  );
}

/** Returns the lines, the server's first. */
function useLines(found: Readiness | null, apart: number): Line[] {
  const t = useT<HostTexts>().host.ready;
  const view = useView();
  const [lang] = useLang();
  const name = useLanguageName();
  const spoken = useSpoken();
  if (!found) return [];
  const list = (parts: string[]) => new Intl.ListFormat(spoken).format(parts);
  const titles = (polls: number[]): string[] =>
    polls.flatMap(id => view.polls.filter(poll => poll.id === id).map(poll => pick(poll.title, lang)[1]));
  const says = (check: Check): string => {
    switch (check.check) {
      case 'address':
        return t.address(check.url.replace(/^https?:\/\//, ''), check.fault);
      case 'wifi':
        return check.known ? t.wifi.known : t.wifi.unknown;
      case 'texts': {
        const missing = Object.entries(check.missing);
        return missing.length ? list(missing.map(([tag, n]) => t.missing(n, name(tag)))) : t.allTexts;
      }
      case 'fit':
        return check.polls.length
          ? t.crowded(list(titles(check.polls.slice(0, NAMED)).map(t.quoted)), check.polls.length - NAMED)
          : t.allFit;
      case 'date':
        return t.date(dayInWords(check.date, lang), check.over);
      case 'disk':
        return check.free_mib === undefined ? t.diskUnknown : t.disk(inUnits(check.free_mib, spoken));
      case 'backup':
        return t.backup(
          check.at === undefined ? undefined : ago(found.now - check.at, spoken),
          check.every_min,
        );
    }
  };
  const lines = found.checks.map(check => ({
    verdict: check.verdict,
    of: t.names[check.check],
    says: says(check),
  }));
  const differ = Math.abs(apart) > CLOCKS_MS;
  return [
    ...lines,
    screens(view, t),
    {
      verdict: differ ? 'look' : 'good',
      of: t.names.clock,
      says: differ ? t.clocks(Math.round(Math.abs(apart) / 1000)) : t.oneClock,
    },
  ];
}

function screens(view: View, t: HostTexts['host']['ready']): Line {
  const here = view.hall?.here.screen ?? 0;
  return { verdict: here ? 'good' : 'look', of: t.names.screens, says: t.screens(here) };
}

/** `38 GB`, `120 MB`. */
function inUnits(mib: number, lang: string): string {
  const [n, unit] = mib < 1024 ? [mib, 'megabyte'] : [mib / 1024, 'gigabyte'];
  return new Intl.NumberFormat(lang, { style: 'unit', unit, maximumFractionDigits: 0 }).format(n);
}

/** `5 minutes ago`. */
function ago(ms: number, lang: string): string {
  const format = new Intl.RelativeTimeFormat(lang, { numeric: 'auto' });
  const minutes = Math.round(ms / 60_000);
  if (minutes < 60) return format.format(-minutes, 'minute');
  const hours = Math.round(minutes / 60);
  return hours < 48 ? format.format(-hours, 'hour') : format.format(-Math.round(hours / 24), 'day');
}

function Play(props: { code: string; rehearsal: Rehearsal; look: () => Promise<void> }): JSX.Element {
  const t = useT<HostTexts>().host.ready;
  const view = useView();
  const [phones, setPhones] = useState(PHONES);
  const [wrong, setWrong] = useState('');
  const { rehearsal } = props;
  const fits = phones >= 1 && phones <= REHEARSAL_PHONES_MAX;
  async function ask(method: 'POST' | 'DELETE') {
    setWrong('');
    const answer = await fetch(`/${props.code}/rehearse`, {
      method,
      ...(method === 'POST' && {
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ phones }),
      }),
    }).catch(() => null);
    if (!answer?.ok) setWrong(answer?.status === 409 ? t.busy : t.failed);
    await props.look();
  }
  const running = view.sessions.some(session => session.state === 'running');
  return (
    <div class="play">
      <h3>{t.play}</h3>
      <p class="mut sm">{t.playWhat}</p>
      {running ? <p class="tell">{t.notNow}</p> : null}
      {rehearsal.state === 'playing' ? (
        <div class="acts">
          <p role="status">{t.playing(rehearsal.phones)}</p>
          <Verb on={() => void ask('DELETE')}>{t.stop}</Verb>
        </div>
      ) : (
        <form
          class="acts"
          onSubmit={e => {
            e.preventDefault();
            if (fits) void ask('POST');
          }}
        >
          <label>
            {t.phones}
            <input
              type="number"
              min={1}
              max={REHEARSAL_PHONES_MAX}
              value={phones}
              aria-invalid={!fits}
              onInput={e => setPhones(e.currentTarget.valueAsNumber)}
            />
          </label>
          <Verb on={() => void ask('POST')} off={!online(view) || !fits}>
            {t.start}
          </Verb>
        </form>
      )}
      <p class="tell bad" role="alert">
        {wrong || (fits ? '' : t.phonesMax(REHEARSAL_PHONES_MAX))}
      </p>
      {rehearsal.state === 'over' ? <Report report={rehearsal} /> : null}
      {rehearsal.state === 'failed' ? (
        <p class="tell bad">
          {t.notPlayed} <span lang="en">{rehearsal.why}</span>
        </p>
      ) : null}
    </div>
  );
}

function Report(props: { report: RehearsalReport }): JSX.Element {
  const t = useT<HostTexts>().host.ready;
  const { event } = useView();
  const spoken = useSpoken();
  const { report } = props;
  const ms = (n: number) => new Intl.NumberFormat(spoken, { maximumFractionDigits: 0 }).format(n);
  const times = ([half, most, slowest]: [number, number, number]) => t.times(ms(half), ms(most), ms(slowest));
  const faults: [number, (n: number) => string][] = [
    [report.phones - report.joined, t.faults.notJoined],
    [report.lost, t.faults.lost],
    [report.unequal, t.faults.unequal],
    [report.diverged, t.faults.diverged],
    [report.unapproved, t.faults.unapproved],
    [report.gave_up, t.faults.gaveUp],
    [report.went_back, t.faults.wentBack],
    [report.unwarned, t.faults.unwarned],
    [report.off_screen, t.faults.offScreen],
    [report.unreadable, t.faults.unreadable],
  ];
  return (
    <div class="report">
      <p class={report.good ? 'good k' : 'bad k'} role="status">
        {report.good ? t.good : t.bad}{' '}
        <span class="mut sm">{timeOfDay(report.at, event?.zone ?? 'UTC')}</span>
      </p>
      <dl>
        <Row of={t.rows.joined}>{t.ofPhones(report.joined, report.phones)}</Row>
        <Row of={t.rows.answered}>{t.answered(report.ballots, report.questions, report.upvotes)}</Row>
        <Row of={t.rows.times}>{times(report.answer_ms)}</Row>
        <Row of={t.rows.results}>{t.results(report.polls - report.unequal, report.polls)}</Row>
      </dl>
      {report.to_screens.length > 0 ? (
        <>
          <p class="k">{t.toScreens}</p>
          <dl>
            {report.to_screens.map(one => (
              <Row key={one.what} of={t.news[one.what]}>
                {times(one.ms)}
              </Row>
            ))}
          </dl>
        </>
      ) : null}
      <ul>
        {faults
          .filter(([n]) => n > 0)
          .map(([n, says]) => (
            <li key={says(n)} class="bad">
              {says(n)}
            </li>
          ))}
      </ul>
    </div>
  );
}

const Row = (props: { of: string; children: ComponentChildren }): JSX.Element => (
  <>
    <dt>{props.of}</dt>
    <dd>{props.children}</dd>
  </>
);
