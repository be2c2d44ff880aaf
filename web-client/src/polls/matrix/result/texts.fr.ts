/** What the phone says of a matrix's result, in French. */
import type { MatrixResult } from './texts.en';

const result: MatrixResult = {
  leaveOut: 'Retirer',
  figure: 'La position moyenne de chaque option. Les nombres sont dans le tableau.',
  option: 'Moyenne',
  number: n => n.toFixed(1).replace('.', ','),
  yours: (first, second) => `vous : ${first} et ${second}`,
  by: (n, of) => `placé par ${n} sur ${of}`,
  read: 'Chaque lettre est à la moyenne de toutes les réponses.',
  readMine: 'Chaque lettre est à la moyenne de toutes les réponses, chaque anneau à la vôtre.',
};
export default result;
