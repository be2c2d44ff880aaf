/** What the hall will see of a text in all its languages, and whether the screen has room for it. */
import './preview.css';
import type { JSX } from 'preact';
import type { TaskPart } from '../../protocol/items';
import { useLanguageName } from '../../ui/desk';
import { useT, useView } from '../../ui/hooks';
import { Text } from '../../ui/text';
import type { Draft } from './drafts';
import { useFit } from './help';
import type { InterpreterTexts } from './texts.en';

export function Preview(props: { part: TaskPart; lang: string; draft: Draft | undefined }): JSX.Element {
  const t = useT<InterpreterTexts>().interpreter;
  const languageName = useLanguageName();
  const { event } = useView();
  const { part, lang, draft } = props;
  const was = draft ? undefined : part.outdated?.[lang];
  const texts = {
    ...part.texts,
    ...(was !== undefined && { [part.lang]: was }),
    ...(draft && { [lang]: draft.text }),
  };
  const fit = useFit(part, lang, texts[lang] ?? '');
  return (
    <div class="aid">
      <h3>{t.inHall}</h3>
      <div class="preview">
        <div class="hallp">
          <hr class="rule" />
          {(event?.langs ?? []).map((tag, i) =>
            texts[tag] ? (
              <Text key={tag} tag={tag} text={texts[tag]} class={i ? 'z' : 'a'} />
            ) : (
              <p key={tag} class="z miss">
                {t.missing(languageName(tag))}
              </p>
            ),
          )}
        </div>
        <p class="room">
          {was !== undefined ? <span class="need">{t.hallOld}</span> : null}
          {fit ? <span class={fit === 'whole' ? 'st ok' : 'need'}>{t.fit[fit]}</span> : null}
        </p>
      </div>
    </div>
  );
}
