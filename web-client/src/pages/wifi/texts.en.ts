/** What the Wi-Fi page says, in English. */
const texts = {
  noAccess: 'Open this page with the screen link from the host.',
  connecting: 'Connecting',
  joinQr: 'QR code to join',
  wifiStep: 'Join the Wi-Fi',
  wifiHow: 'Scan with the camera, or choose the network in the settings.',
  wifiQr: 'QR code of the Wi-Fi',
  network: 'Network',
  password: 'Password',
  open: 'none (open network)',
  joinStep: 'Join the event',
  joinHow: 'Scan with WeChat or the camera, or type the address and the code.',
  wifiMissing: 'This event has no Wi-Fi of its own. Guests need only the code to join.',
  print: 'Print',
};

export type WifiTexts = typeof texts;
export default texts;
