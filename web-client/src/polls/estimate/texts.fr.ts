/** What an estimate says on each page, in French. */
import { s } from '../../words/french';
import { written } from './number';
import type { EstimateDesk, EstimatePhone, EstimateScreen } from './texts.en';

const number = (n: number, decimals: number) => written(n, decimals, 'fr');

export const phone: EstimatePhone = {
  number,
  point: ',',
  range: (from, to, step) =>
    step === '1' ? `Un nombre entier de ${from} à ${to}.` : `De ${from} à ${to}, par pas de ${step}.`,
  hidden: 'L’écran ne montre pas d’échelle avant l’annonce du résultat.',
  less: n => `${n} de moins`,
  more: n => `${n} de plus`,
  unsent: n => `${n}, pas encore envoyé`,
  wrong: 'Ce nombre ne convient pas.',
  send: n => `Envoyer ${n}`,
  sendNone: 'Envoyer',
  truth: 'Valeur réelle',
  median: 'Médiane',
  yours: 'La vôtre',
  exact: 'Votre estimation est tout à fait juste.',
  high: n => `Votre estimation dépasse de ${n}.`,
  low: n => `Votre estimation est trop basse de ${n}.`,
  near: (n, percent, tolerance) => `${s(n, 'personne', 'personnes')} (${percent} %) à ${tolerance} près.`,
  figure: 'La répartition des estimations',
  table: 'Estimations',
  estimate: 'Estimation',
  guests: 'Personnes',
};

export const screen: EstimateScreen = {
  number,
  truth: 'Valeur réelle',
  median: 'Médiane',
  hidden: 'L’échelle vient avec le résultat',
  near: (percent, tolerance) => `à ${tolerance} près (${percent} %)`,
};

export const desk: EstimateDesk = {
  number,
  kind: (from, to, step) =>
    step === '1' ? `Estimation, de ${from} à ${to}` : `Estimation, de ${from} à ${to} par pas de ${step}`,
  truth: 'Valeur réelle',
  truthWithin: n => `Valeur réelle, ±${n}`,
  median: 'Médiane',
  near: 'Proches',
  estimate: 'Estimation',
  guests: 'Personnes',
  table: 'En tableau',
};
