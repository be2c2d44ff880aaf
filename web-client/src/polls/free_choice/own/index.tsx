/** Own words on the phone: their field, what became of them, those of others at the reveal, and what 100 % is. */
import type { FreeChoiceBallot } from '../../../protocol/items';
import { addStyles, useSpoken, useView } from '../../../ui/hooks';
import { Both, Text } from '../../../ui/text';
import { ballotOf, type PaperProps, rulesOf, tallyOf } from '../../kind';
import type { FreeChoicePhone } from '../texts.en';
import styles from './own.css?inline';
import type { OwnTexts } from './texts.en';

addStyles(styles);

const ALL = import.meta.glob<OwnTexts>('./texts.*.ts', { eager: true, import: 'default' });
const useOwn = (): OwnTexts => ALL[`./texts.${useSpoken()}.ts`] as OwnTexts;

/** From so many characters before the limit on, their count is read out. */
const NEAR = 10;

const segmenter = 'Segmenter' in Intl ? new Intl.Segmenter(undefined, { granularity: 'grapheme' }) : null;

/** Counts characters as people do; if the browser cannot, code points, which are never fewer. */
const count = (said: string): number => [...(segmenter?.segment(said) ?? said)].length;

/** Returns why own words cannot be sent; empty if they can. */
export function lacks(said: string, chars: number): string {
  const t = useOwn();
  const over = count(said.trim()) - chars;
  return said.trim() ? (over > 0 ? t.tooLong(over) : '') : t.write;
}

export default function Own(
  props: PaperProps<FreeChoiceBallot, FreeChoicePhone> & { said: FreeChoiceBallot },
) {
  const { poll, may, keep, said } = props;
  const { other: chars = 0, none } = rulesOf(poll, 'free_choice');
  const t = useOwn();
  const mine = ballotOf(props.own, 'free_choice');
  const counted = tallyOf(props.tally, 'free_choice');
  const [entry] =
    useView().mine.ballots.find(b => b.poll === poll.id && b.round === poll.round)?.written ?? [];
  const open = poll.phase === 'open';
  const over = count((said.own ?? '').trim()) - chars;
  const isMine = mine?.own === said.own;
  const id = `o${poll.id}`;
  return (
    <>
      {said.own !== undefined && (
        <div class={may ? 'pad own' : 'pad own sent'}>
          {may ? (
            <>
              <div class="lab">
                <label for={id}>{t.yours}</label>
                <span
                  id={`${id}n`}
                  class={over > 0 ? 'over' : ''}
                  aria-live={over > -NEAR ? 'polite' : 'off'}
                >
                  {over > 0 ? t.tooLong(over) : `${over + chars} / ${chars}`}
                </span>
              </div>
              <input
                id={id}
                class="field"
                dir="auto"
                autocomplete="off"
                aria-describedby={`${id}n ${id}r`}
                aria-invalid={over > 0}
                value={said.own}
                onInput={e => keep({ ...said, own: e.currentTarget.value })}
              />
            </>
          ) : (
            <p dir="auto">{mine?.own}</p>
          )}
          <p class="note" id={`${id}r`}>
            {isMine && entry ? (
              <span class={`st ${{ waiting: '', approved: 'ok', hidden: 'done' }[entry.state]}`}>
                {t[entry.state]}
              </span>
            ) : (
              open && t.read
            )}
          </p>
        </div>
      )}
      {counted?.said && (
        <ul class="pad said">
          {counted.said.map(({ id, lang, text, translations, count }) => (
            <li key={id}>
              <Text tag={lang} text={text} as="b" />
              {translations && <Both texts={translations} as="i" altAs="i" altClass="" />}
              <span class="k">{count}</span>
            </li>
          ))}
        </ul>
      )}
      {counted && none && <p class="pad note">{t.whole(counted.base)}</p>}
    </>
  );
}
