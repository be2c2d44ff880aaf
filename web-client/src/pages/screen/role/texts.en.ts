/** What the role is called in the host's lists of links and devices, in English. */
export default { one: 'Screen', many: 'Screens', opens: 'Shows the event in the hall' };
