/** What the role is called in the host's lists of links and devices, in English. */
export default { one: 'Panelist', many: 'Panelists', opens: 'Reads the questions to answer' };
