/** What the role is called in the host's lists of links and devices, in French. */
export default { one: 'Présidence', many: 'Présidence', opens: 'Donne la parole et tient le temps' };
