import type { PhoneTexts } from '../en/phone';

const phone: PhoneTexts = {
  ask: '我要提问',
  now: '现在',
};
export default phone;
