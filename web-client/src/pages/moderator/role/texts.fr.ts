/** What the role is called in the host's lists of links and devices, in French. */
export default { one: 'Modération', many: 'Modération', opens: 'Examine les questions' };
