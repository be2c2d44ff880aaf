/** What the result of an estimate says on the phone, in French. */
import { s } from '../../../words/french';
import { written } from '../number';
import type { EstimateResult } from './texts.en';

const result: EstimateResult = {
  number: (n, decimals) => written(n, decimals, 'fr'),
  truth: 'Valeur réelle',
  median: 'Médiane',
  yours: 'La vôtre',
  exact: 'Votre estimation est tout à fait juste.',
  high: n => `Votre estimation dépasse de ${n}.`,
  low: n => `Votre estimation est trop basse de ${n}.`,
  gap: ' ',
  near: (n, of, percent, tolerance) =>
    `${s(n, 'personne', 'personnes')} sur ${of} (${percent} %) à ${tolerance} près.`,
  figure: 'La répartition des estimations',
  table: 'Estimations',
  estimate: 'Estimation',
  guests: 'Personnes',
};

export default result;
