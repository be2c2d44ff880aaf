/** What the role is called in the host's lists of links and devices, in English. */
export default { one: 'Host', many: 'Hosts', opens: 'Runs the whole event' };
