/** What the projector page says beside its scenes, in English. */
const texts = {
  noAccess: 'Open the screen with the link that the host has.',
  connecting: 'Connecting',
  lost: (time: string): string => `Connection lost. Shown as of ${time}`,
  reconnecting: 'Reconnecting',
  revoked: 'The link of this screen was withdrawn. The host has a new one.',
  gone: 'This event is over.',
  fullScreen: 'full screen',
  theme: 'paper or ink',
  swap: 'first language',
  turn: 'next page',
  mayDim: 'This computer may dim the screen: switch off its screen saver.',
};

export type OperatorTexts = typeof texts;
export default texts;
