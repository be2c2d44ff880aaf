/** What the role is called in the host's lists of links and devices, in French. */
export default { one: 'Interprétation', many: 'Interprétation', opens: 'Traduit questions et votes' };
