/** What an estimate says on each page, in French. */
import { written } from './number';
import type { EstimateDesk, EstimatePhone, EstimateScreen } from './texts.en';

const number = (n: number, decimals: number) => written(n, decimals, 'fr');

export const phone: EstimatePhone = {
  number,
  point: ',',
  range: (from, to, step) =>
    step === '1' ? `Un nombre entier de ${from} à ${to}.` : `De ${from} à ${to}, par pas de ${step}.`,
  hidden: 'L’écran ne montre pas d’échelle avant l’annonce du résultat.',
  unsent: n => `${n}, pas encore envoyé`,
  wrong: 'Ce nombre ne convient pas.',
  send: n => `Envoyer ${n}`,
  sendNone: 'Envoyer',
};

export const screen: EstimateScreen = {
  number,
  truth: 'Valeur réelle',
  median: 'Médiane',
  hidden: 'L’échelle vient avec le résultat',
  near: (percent, tolerance) => `à ${tolerance} près (${percent} %)`,
};

export const desk: EstimateDesk = {
  rules: {
    step: 'Pas',
    from: 'De',
    to: 'À',
    truth: 'Valeur réelle, révélée avec le résultat ; ou rien',
    tolerance: 'Proche à moins de ; ou rien',
    unit: 'Unité ; ou rien',
  },
  number,
  kind: (from, to, step) =>
    step === '1' ? `Estimation, de ${from} à ${to}` : `Estimation, de ${from} à ${to} par pas de ${step}`,
  truth: 'Valeur réelle',
  truthWithin: n => `Valeur réelle, ±${n}`,
  median: 'Médiane',
  near: 'Proches',
  nearOf: (of, percent) => `sur ${of}, ${percent} %`,
  estimate: 'Estimation',
  guests: 'Personnes',
  table: 'En tableau',
};
