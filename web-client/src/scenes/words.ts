/** The words of the scenes, in all the event's languages. */
import { speaking } from '../ui/screen';
import type { ScreenTexts } from './texts.en';

export const { spoken, Label, useOwn } = speaking<ScreenTexts>(
  import.meta.glob('./texts.*.ts', { eager: true, import: 'default' }),
);
