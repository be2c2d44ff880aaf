/** What an interpreter writes into the task in hand: kept as it is written, checked for figures, and saved text by text. */
import { useRef, useState } from 'preact/hooks';
import type { TaskItem, TaskPart } from '../../protocol/items';
import type { Colleague } from '../../sync/desk';
import { type Deeds, rejectionText } from '../../ui/deeds';
import { online } from '../../ui/desk';
import { useT, useView } from '../../ui/hooks';
import { type Draft, keepDrafts, readDrafts } from './drafts';
import { lackingFigures } from './figures';
import { askDraft } from './help';
import { type Holds, holdOf } from './holds';
import { cellOf, originalOf, wanted } from './tasks';
import type { InterpreterTexts } from './texts.en';

/** What the page does with the task in hand. */
export interface Writing {
  drafts: Map<string, Draft>;
  write(part: TaskPart, lang: string, text: string): void;
  /** Saves all that is written in the task, and goes on to the next. */
  save(): void;
  still(part: TaskPart, lang: string): void;
  giveBack(): void;
  undo(): void;
  glossary(): void;
  term(selected: string, lang: string): void;
  /** Puts a machine's draft into a text, for somebody to read. */
  machine(part: TaskPart, lang: string): void;
  /** Asks the moderators about the task. */
  ask(): void;
  /** Cells of which the last save said that the original is another one. The next save takes the draft as one of the new original. */
  compared: Map<string, string>;
  /** Figures that the last save found missing, by cell. The next save leaves them out. */
  lacking: Map<string, string[]>;
  busy: boolean;
  /** The colleague who writes this text. */
  writer(lang: string): Colleague | undefined;
}

/** What the page does beside it. */
interface Beside {
  /** Goes on after everything was saved. */
  onward(): void;
  glossary(): void;
  term(selected: string, lang: string): void;
  ask(): void;
}

export function useWriting(deeds: Deeds, holds: Holds, task: TaskItem | undefined, beside: Beside): Writing {
  const t = useT<InterpreterTexts>();
  const view = useView();
  const [drafts, setDrafts] = useState<Map<string, Draft>>(readDrafts);
  const [lacking, setLacking] = useState(new Map<string, string[]>());
  const [compared, setCompared] = useState(new Map<string, string>());
  const [busy, setBusy] = useState(false);
  // An answer that comes later meets the texts as they are by then.
  const latest = useRef({ drafts, holds, view });
  latest.current = { drafts, holds, view };
  const langs = view.event?.langs ?? [];
  const cells = (task?.parts ?? []).flatMap(part =>
    langs.map(lang => ({ part, lang, key: cellOf(part.of, lang) })),
  );
  const change = (to: (drafts: Map<string, Draft>) => void) =>
    setDrafts(before => {
      const after = new Map(before);
      to(after);
      keepDrafts(after);
      return after;
    });
  const found = (key: string, figures: string[] | null) =>
    setLacking(before => {
      const after = new Map(before);
      if (figures) after.set(key, figures);
      else after.delete(key);
      return after;
    });

  /** Returns true if the server has the text. Missing figures are shown first; a second time they are meant to be missing. */
  async function send(part: TaskPart, lang: string, text: string): Promise<boolean> {
    const key = cellOf(part.of, lang);
    const original = originalOf(part);
    const draft = drafts.get(key);
    if (draft && draft.original !== original && compared.get(key) !== original) {
      setCompared(before => new Map(before).set(key, original));
      deeds.refuse(t.interpreter.changedFirst);
      return false;
    }
    const without = lacking.has(key);
    const missing = without ? [] : lackingFigures(part.figures ?? [], text);
    if (missing.length) {
      found(key, missing);
      return false;
    }
    const done = await deeds.run({
      item: `task:${task?.id ?? 0}`,
      cmd: () => ({
        translate: {
          of: part.of,
          original,
          lang,
          text,
          ...(without && { without_figures: true }),
        },
      }),
      did: t.interpreter.didSave(text),
      refused: why => {
        if (why.kind === 'figures_missing') found(key, why.figures);
        else deeds.refuse(rejectionText(t, why));
      },
    });
    if (done) found(key, null);
    return done;
  }
  async function save() {
    const dirty = cells.filter(({ key, part, lang }) => {
      const text = drafts.get(key)?.text.trim();
      return text && (text !== part.texts[lang] || wanted(part).includes(lang));
    });
    if (busy || !dirty.length || !online(view)) return;
    setBusy(true);
    let all = true;
    for (const { key, part, lang } of dirty) {
      const done = await send(part, lang, drafts.get(key)?.text.trim() ?? '');
      if (done) change(drafts => drafts.delete(key));
      all = all && done;
    }
    setBusy(false);
    if (!all) return;
    holds.hold(null);
    beside.onward();
  }
  return {
    drafts,
    lacking,
    compared,
    busy,
    writer: lang => task && holds.writer(task.of, lang),
    save: () => void save(),
    write(part, lang, text) {
      const key = cellOf(part.of, lang);
      if (lacking.has(key)) found(key, null);
      if (task) holds.hold(holdOf(task.of, lang, true));
      change(drafts => {
        const original = drafts.get(key)?.original ?? originalOf(part);
        if (text === (part.texts[lang] ?? '')) drafts.delete(key);
        else drafts.set(key, { text, original, at: Date.now() });
      });
    },
    still(part, lang) {
      const text = part.texts[lang];
      if (text && online(view)) void send(part, lang, text);
    },
    giveBack() {
      change(drafts => {
        for (const { key } of cells) drafts.delete(key);
      });
      setLacking(new Map());
      holds.hold(null);
    },
    undo: deeds.undo,
    glossary: beside.glossary,
    term: beside.term,
    ask: beside.ask,
    machine(part, lang) {
      if (busy || !online(view)) return;
      const key = cellOf(part.of, lang);
      // What somebody wrote stays, also what was written while the machine worked.
      const refusal = () => {
        const { drafts, holds, view } = latest.current;
        const colleague = task && holds.writer(task.of, lang);
        if (colleague) return t.interpreter.writes(t.colleague(colleague.role, colleague.n));
        const parts = view.of('task').flatMap(({ parts }) => parts);
        const saved = parts.find(({ of }) => cellOf(of, lang) === key)?.texts[lang];
        return (drafts.get(key)?.text ?? saved ?? '').trim() ? t.interpreter.hasWords : undefined;
      };
      const before = refusal();
      if (before) {
        deeds.refuse(before);
        return;
      }
      setBusy(true);
      void askDraft(part, lang).then(text => {
        setBusy(false);
        const after = text === null ? t.interpreter.noDraft : refusal();
        if (text === null || after) {
          deeds.refuse(after ?? t.interpreter.noDraft);
          return;
        }
        if (task) holds.hold(holdOf(task.of, lang, true));
        const draft = { text, original: originalOf(part), at: Date.now(), machine: true };
        change(drafts => drafts.set(key, draft));
      });
    },
  };
}
