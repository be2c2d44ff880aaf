/** The glossary: what is called what in the event's languages, for interpreters and for machine drafts. */
import type { JSX } from 'preact';
import type { TermEdit } from '../../protocol/commands';
import type { TermItem } from '../../protocol/items';
import { rejectionText } from '../../ui/deeds';
import { online, Verb } from '../../ui/desk';
import { useLang, useT, useView } from '../../ui/hooks';
import { pick } from '../../ui/text';
import type { Edits } from './edits';
import { Field } from './field';
import { AddRow } from './make';
import { Pair } from './pair';
import { Sheet } from './sheet';
import type { EditTexts } from './texts.en';

export function Glossary({ edits }: { edits: Edits }): JSX.Element {
  const t = useT<EditTexts>().edit;
  const view = useView();
  const langs = view.event?.langs ?? [];
  const terms = [...view.of('term')].sort((a, b) => a.id - b.id);
  return (
    <Sheet
      id="glossary"
      title={t.glossary}
      langs={langs}
      rows={terms.map(term => <Row key={term.id} term={term} edits={edits} />)}
    >
      {langs.length < 2 ? (
        <p class="empty">{t.oneLanguage}</p>
      ) : (
        <>
          {terms.length ? null : <p class="empty">{t.noTerms}</p>}
          <AddRow
            id="new-term"
            title={t.newTerm}
            langs={langs}
            fields={[{ id: 'texts', label: t.term }]}
            add={({ texts = {} }) =>
              edits.send({
                cmd: { put_term: { texts } },
                did: t.did.made(pick(texts, langs[0] ?? '')[1]),
              })
            }
          />
        </>
      )}
    </Sheet>
  );
}

function Row({ term, edits }: { term: TermItem; edits: Edits }): JSX.Element {
  const texts = useT<EditTexts>();
  const t = texts.edit;
  const view = useView();
  const [lang] = useLang();
  const said = pick(term.texts, lang)[1];
  const id = `term-${term.id}`;
  const edit = (edit: TermEdit, field: string) =>
    edits.send({
      cmd: { edit_term: { term: term.id, edit } },
      did: t.did.field(said),
      field: `${id}-${field}`,
    });
  return (
    <li class="slot">
      <div class="pair">
        <span class="l sm mut">{t.term}</span>
        <Pair
          id={id}
          label={t.termOf(said)}
          texts={term.texts}
          langs={view.event?.langs ?? []}
          hold={{ k: 'term', id: term.id }}
          save={(change, of) => edit({ texts: change }, of)}
        />
        <span class="tools">
          <Verb
            off={!online(view)}
            look="sm"
            label={t.removeOf(said)}
            on={async () => {
              const why = await edits.send({
                cmd: { remove_term: { term: term.id } },
                did: t.did.removed(said),
              });
              if (why) edits.refuse(rejectionText(texts, why));
            }}
          >
            {t.remove}
          </Verb>
        </span>
      </div>
      <div class="pair of-note">
        <span class="l sm mut">{t.note}</span>
        <Field
          id={`${id}-note`}
          label={t.noteOf(said)}
          placeholder={t.noteHint}
          value={term.note ?? ''}
          hold={{ k: 'term', id: term.id }}
          save={(was, now) => edit({ note: { was, now } }, 'note')}
        />
        <span />
      </div>
    </li>
  );
}
