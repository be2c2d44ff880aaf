/**
 * The task in hand: each text beside its translations, in the same size, and below them what helps with the text that is being written:
 * terms, figures, each with the number that inserts it.
 */
import './hand.css';
import type { JSX } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { useFullTo } from '../../people/addressee';
import type { Wording } from '../../protocol/http';
import type { QuestionItem, TaskItem, TaskPart, TermItem } from '../../protocol/items';
import { QUESTION_CHARS_MAX } from '../../protocol/limits';
import { askerOf } from '../../questions/content';
import { online, useLanguageName, Verb } from '../../ui/desk';
import { useNow, useT, useView } from '../../ui/hooks';
import { Text } from '../../ui/text';
import { changeOf, offered, pieces, termsIn } from './aids';
import { lackingFigures } from './figures';
import { useAids } from './help';
import { writingVerb } from './keys';
import { Preview } from './preview';
import { AnswerTo } from './row';
import { cellOf, originalOf, wanted } from './tasks';
import type { InterpreterTexts } from './texts.en';
import type { Writing } from './writing';

/** The cell that has, or had last, the caret. */
interface Cell {
  part: TaskPart;
  lang: string;
}

export function Hand(props: {
  task: TaskItem;
  /** It needs nothing any more, and stays because somebody writes in it. */
  left: boolean;
  into: string | null;
  writing: Writing;
}): JSX.Element {
  const t = useT<InterpreterTexts>();
  const view = useView();
  const { task, into, writing } = props;
  const langs = view.event?.langs ?? [];
  const cells = task.parts.flatMap(part =>
    langs.filter(lang => lang !== part.lang && (!into || lang === into)).map(lang => ({ part, lang })),
  );
  const [at, setAt] = useState('');
  const urgent = cells.find(({ part, lang }) => wanted(part).includes(lang));
  const cell = cells.find(({ part, lang }) => cellOf(part.of, lang) === at) ?? urgent ?? cells[0];
  const aids = useAids(cell?.part, cell?.lang ?? '');
  const asked = task.of !== 'event' && 'question' in task.of ? task.of.question : undefined;
  // One that was answered is no longer in the view, and its reply may still be translated.
  const q = view.questions.find(q => q.id === asked);
  const kind = task.of === 'event' ? 'event' : (Object.keys(task.of)[0] as 'poll');
  const isLarge = task.parts.length === 1;
  const field = useRef<HTMLElement>(null);
  const hasDraft = cells.some(({ part, lang }) => writing.drafts.has(cellOf(part.of, lang)));

  function insert(text: string) {
    const area = field.current?.querySelector<HTMLTextAreaElement>('textarea[data-at]');
    if (!area) return;
    area.focus();
    const { selectionStart, value } = area;
    // A word beside a word needs a space, except in Chinese.
    const before = value.slice(0, selectionStart);
    const space =
      /[\p{Script=Latin}\p{N},;:]$/u.test(before) && /^[\p{Script=Latin}\p{N}]/u.test(text) ? ' ' : '';
    // It can be undone with the browser's own undo, and tells the page as typing does.
    if (document.execCommand('insertText', false, space + text)) return;
    area.setRangeText(space + text, area.selectionStart, area.selectionEnd, 'end');
    area.dispatchEvent(new Event('input', { bubbles: true }));
  }

  return (
    <section class="col hand" aria-labelledby="hand-title" ref={field}>
      <div class="colh">
        <h2 id="hand-title">
          {asked === undefined ? t.interpreter.kinds[kind as 'poll'] : t.interpreter.number(asked + 1)}
        </h2>
        {q ? <About q={q} /> : null}
        {task.answers === undefined ? null : <AnswerTo poll={task.answers} />}
      </div>
      {props.left ? (
        <p class="tell" role="status">
          {t.interpreter.left}
        </p>
      ) : null}
      <div class={isLarge ? 'parts large' : 'parts'}>
        {task.parts.map(part => (
          <Part
            key={JSON.stringify(part.of)}
            part={part}
            cells={cells.filter(cell => cell.part === part)}
            here={cell}
            writing={writing}
            at={cell => setAt(cellOf(cell.part.of, cell.lang))}
            insert={n => {
              const aid = cell && aidsOf(cell, view.of('term'), writing, aids.wordings)[n - 1];
              if (aid) insert(aid.text);
            }}
          />
        ))}
      </div>
      {cell ? <Help cell={cell} writing={writing} wordings={aids.wordings} insert={insert} /> : null}
      <div class="verbs">
        <Verb look="do" hint="Ctrl Enter" off={!online(view) || !hasDraft || writing.busy} on={writing.save}>
          {t.interpreter.save}
        </Verb>
        <Verb hint="Esc" off={!hasDraft} on={writing.giveBack}>
          {t.interpreter.giveBack}
        </Verb>
        {cell && aids.drafts ? (
          <Verb
            hint="Alt M"
            off={!online(view) || writing.busy || !!writing.writer(cell.lang)}
            on={() => writing.machine(cell.part, cell.lang)}
          >
            {t.interpreter.machine}
          </Verb>
        ) : null}
        {q ? (
          <Verb hint="Alt Q" off={!online(view)} on={writing.ask}>
            {t.interpreter.askBack}
          </Verb>
        ) : null}
        <span class="end mut sm">{hasDraft ? t.interpreter.kept : null}</span>
      </div>
    </section>
  );
}

/** Who asked whom, and when. */
function About(props: { q: QuestionItem }): JSX.Element {
  const t = useT<InterpreterTexts>().interpreter;
  const nameTo = useFullTo();
  const now = useNow(1000);
  const { content, to, at } = props.q;
  const from = askerOf(content);
  const to_whom = to && nameTo(to);
  return (
    <>
      {to_whom ? (
        <span>
          <bdi>{t.to(to_whom)}</bdi>
        </span>
      ) : null}
      {from ? (
        <span>
          <bdi lang={content.lang}>{t.by(from)}</bdi>
        </span>
      ) : null}
      <span>{t.asked(t.ago(Math.max(0, Math.floor((now - at) / 1000))))}</span>
    </>
  );
}

function Part(props: {
  part: TaskPart;
  cells: Cell[];
  here: Cell | undefined;
  writing: Writing;
  at(cell: Cell): void;
  insert(n: number): void;
}): JSX.Element {
  const t = useT<InterpreterTexts>().interpreter;
  const languageName = useLanguageName();
  const { terms } = useTerms();
  const { part, cells, here, writing } = props;
  const text = originalOf(part);
  // The caret decides for which language the terms have numbers.
  const found = termsIn(text, part.lang, terms);
  const numbered = here?.part === part ? offered(found, here.lang) : [];
  // What is written was meant for the original of that time, whatever was saved.
  const drafts = cells.map(({ lang }) => ({ lang, of: writing.drafts.get(cellOf(part.of, lang))?.original }));
  const begun = drafts.find(
    ({ lang, of }) => of !== undefined && of !== text && (!here || here.lang === lang),
  );
  const outdated = here?.part === part ? part.outdated?.[here.lang] : Object.values(part.outdated ?? {})[0];
  const was = begun?.of ?? outdated;
  return (
    <div class="pair">
      <div>
        <h3>
          <b>{languageName(part.lang)}</b> {isReply(part) ? t.reply : t.original}
        </h3>
        {was === undefined ? (
          <p class="say" lang={part.lang} dir="auto">
            {pieces(text, found, numbered).map((piece, i) => (
              <Piece key={i} text={piece.text} nth={piece.nth} />
            ))}
          </p>
        ) : (
          <Changed was={was} is={text} lang={part.lang} />
        )}
      </div>
      {cells.map(cell => (
        <Field
          key={cell.lang}
          cell={cell}
          isHere={here?.part === part && here.lang === cell.lang}
          writing={writing}
          at={() => props.at(cell)}
          insert={props.insert}
        />
      ))}
    </div>
  );
}

const Piece = (props: { text: string; nth?: number | undefined }): JSX.Element =>
  props.nth ? (
    <span class="g">
      {props.text}
      <sup aria-hidden="true">{props.nth}</sup>
    </span>
  ) : (
    <span>{props.text}</span>
  );

/** A correction in print: old words struck, new ones underlined. */
function Changed(props: { was: string; is: string; lang: string }): JSX.Element {
  const { before, was, is, after } = changeOf(props.was, props.is);
  return (
    <p class="say" lang={props.lang} dir="auto">
      {before}
      {was ? <del>{was}</del> : null}
      {was && is ? ' ' : null}
      {is ? <ins>{is}</ins> : null}
      {after}
    </p>
  );
}

function Field(props: {
  cell: Cell;
  isHere: boolean;
  writing: Writing;
  at(): void;
  insert(n: number): void;
}): JSX.Element {
  const { colleague, interpreter: t } = useT<InterpreterTexts>();
  const languageName = useLanguageName();
  const { cell, isHere, writing } = props;
  const { part, lang } = cell;
  const key = cellOf(part.of, lang);
  const draft = writing.drafts.get(key);
  const saved = part.texts[lang] ?? '';
  const isStale = part.outdated?.[lang] !== undefined;
  const isChanged = draft && draft.original !== originalOf(part);
  const isCompared = writing.compared.get(key) === originalOf(part);
  const lacking = writing.lacking.get(key);
  const writer = writing.writer(lang);
  const area = useRef<HTMLTextAreaElement>(null);
  const chosen = useRef(false);
  const text = draft?.text ?? saved;
  // The field is as high as its text.
  useEffect(() => {
    const el = area.current;
    if (!el) return;
    el.style.height = 'auto';
    el.style.height = `${el.scrollHeight}px`;
  }, [text]);

  function onKeyDown(e: KeyboardEvent) {
    const stroke = writingVerb(e, chosen.current);
    if (!/^(Control|Alt|Shift|Meta)$/.test(e.key)) chosen.current = stroke?.[0] === 'choose';
    if (!stroke) return;
    const [verb, digit] = stroke;
    e.preventDefault();
    e.stopPropagation();
    if (verb === 'insert') props.insert(digit);
    else if (verb === 'save') writing.save();
    else if (verb === 'still' && isStale) writing.still(part, lang);
    else if (verb === 'machine') writing.machine(part, lang);
    else if (verb === 'ask') writing.ask();
    else if (verb === 'undo') writing.undo();
    else if (verb === 'glossary') writing.glossary();
    else if (verb === 'term') writing.term(selected(), lang);
    else if (verb === 'leave') {
      writing.giveBack();
      area.current?.blur();
    }
  }
  const selected = () => {
    const el = area.current;
    return el ? el.value.slice(el.selectionStart, el.selectionEnd) : '';
  };

  return (
    <div class={isHere ? 'mine here' : 'mine'}>
      <h3>
        <b>{languageName(lang)}</b>
        {writer ? (
          <span class="tag hold">{t.writes(colleague(writer.role, writer.n))}</span>
        ) : draft?.machine ? (
          <span class="tag need">{t.byMachine}</span>
        ) : draft ? (
          <span class="st ring">{t.yours}</span>
        ) : isStale ? (
          <span class="tag need">{t.outdated}</span>
        ) : part.unread?.includes(lang) ? (
          <span>{t.unread}</span>
        ) : saved ? (
          <span class="st ok">{t.saved}</span>
        ) : (
          <span class="need">{t.missingWord}</span>
        )}
        {isStale && !draft ? (
          <Verb look="bit end" hint="Alt S" on={() => writing.still(part, lang)}>
            {t.still}
          </Verb>
        ) : null}
      </h3>
      <textarea
        ref={area}
        data-at={isHere || undefined}
        data-cell={key}
        // Who began first has it, until the text is saved or given back.
        readOnly={!!writer && !draft}
        class={isStale && !draft ? 'say stale' : 'say'}
        rows={1}
        lang={lang}
        dir="auto"
        maxLength={QUESTION_CHARS_MAX * 2}
        aria-label={t.cellLabel(languageName(lang), originalOf(part))}
        value={text}
        onFocus={props.at}
        onInput={e => writing.write(part, lang, e.currentTarget.value)}
        onKeyDown={onKeyDown}
      />
      {isStale ? <p class="mut sm">{t.oldPair}</p> : null}
      {isChanged ? (
        <p class={isCompared ? 'tell bad' : 'tell'} role={isCompared ? 'alert' : 'status'}>
          {isCompared ? t.changedFirst : t.changedMeanwhile}
        </p>
      ) : null}
      {lacking ? (
        <p class="tell bad" role="alert">
          {t.lacksFigures(lacking.join(', '))}
        </p>
      ) : null}
    </div>
  );
}

const isReply = ({ of }: TaskPart): boolean => typeof of === 'object' && 'reply' in of;

/** A reply stands on phones alone, and an answer among others: neither has a picture of its own. */
const isBesideScreen = (part: TaskPart): boolean =>
  isReply(part) || (typeof part.of === 'object' && 'entry' in part.of);

function useTerms(): { terms: TermItem[] } {
  return { terms: useView().of('term') };
}

interface Aid {
  text: string;
  kind: 'term' | 'figure' | 'wording';
  used: boolean;
  /** Where it was said before. */
  of?: Wording;
}

/** Returns what can be inserted into a cell, in the order of its numbers: terms first, figures that lack, earlier wordings. */
function aidsOf(cell: Cell, terms: TermItem[], writing: Writing, wordings: Wording[]): Aid[] {
  const { part, lang } = cell;
  const draft = writing.drafts.get(cellOf(part.of, lang))?.text ?? part.texts[lang] ?? '';
  const found = offered(termsIn(originalOf(part), part.lang, terms), lang);
  const lower = draft.toLowerCase();
  const words = found.map(({ texts }) => texts[lang] ?? '');
  const figures = lackingFigures(part.figures ?? [], draft);
  return [
    ...words.map((text): Aid => ({ text, kind: 'term', used: lower.includes(text.toLowerCase()) })),
    ...figures.map((text): Aid => ({ text, kind: 'figure', used: false })),
    ...wordings.map((of): Aid => ({ text: of.text, kind: 'wording', used: draft === of.text, of })),
  ];
}

function Help(props: {
  cell: Cell;
  writing: Writing;
  wordings: Wording[];
  insert(text: string): void;
}): JSX.Element {
  const t = useT<InterpreterTexts>().interpreter;
  const { terms } = useTerms();
  const { cell, writing, insert } = props;
  const aids = aidsOf(cell, terms, writing, props.wordings);
  const { figures = [] } = cell.part;
  const lacks = aids.filter(({ kind }) => kind === 'figure').map(({ text }) => text);
  const there = [...figures];
  for (const figure of lacks) there.splice(there.indexOf(figure), 1);
  const button = (aid: Aid, nth: number) => (
    <Verb
      key={`${aid.kind}${nth}`}
      look={aid.kind === 'figure' ? 'bit lack' : aid.used ? 'bit used' : 'bit'}
      hint={nth < 10 ? `Alt ${nth}` : undefined}
      on={() => insert(aid.text)}
    >
      <span lang={aid.kind === 'term' ? cell.lang : undefined} dir="auto">
        {aid.text}
      </span>
    </Verb>
  );
  const whereOf = ({ of, share }: Wording) =>
    typeof of === 'object' && 'question' in of ? t.saidOf(of.question + 1, share) : t.saidInProgram(share);
  const of = (kind: Aid['kind']) => aids.flatMap((aid, i) => (aid.kind === kind ? [button(aid, i + 1)] : []));
  return (
    <div class="aids">
      {aids.some(({ kind }) => kind === 'term') ? (
        <div class="aid">
          <h3>{t.terms}</h3>
          <div>{of('term')}</div>
        </div>
      ) : null}
      {figures.length ? (
        <div class="aid">
          <h3>{t.figures}</h3>
          <div>
            {of('figure')}
            {there.map((figure, i) => (
              <span key={i} class="st ok">
                {figure}
              </span>
            ))}
            <span class="mut sm">{lacks.length ? t.figuresRule : null}</span>
          </div>
        </div>
      ) : null}
      {props.wordings.length ? (
        <div class="aid">
          <h3>{t.saidBefore}</h3>
          <ul class="said">
            {aids.flatMap((aid, i) =>
              aid.of ? (
                <li key={i}>
                  <p>
                    <Text tag={cell.lang} text={aid.text} as="span" />
                    <span class="mut sm">
                      {whereOf(aid.of)}
                      {aid.of.share < 100 ? (
                        <>
                          {' '}
                          <Text tag={cell.part.lang} text={aid.of.original} as="span" />
                        </>
                      ) : null}
                    </span>
                  </p>
                  <Verb look="bit" hint={i < 9 ? `Alt ${i + 1}` : undefined} on={() => insert(aid.text)}>
                    {t.insert}
                  </Verb>
                </li>
              ) : (
                []
              ),
            )}
          </ul>
        </div>
      ) : null}
      {isBesideScreen(cell.part) ? null : (
        <Preview
          part={cell.part}
          lang={cell.lang}
          draft={writing.drafts.get(cellOf(cell.part.of, cell.lang))}
        />
      )}
    </div>
  );
}
