/** What the role is called in the host's lists of links and devices, in English. */
export default { one: 'Chair', many: 'Chair', opens: 'Gives the floor and keeps time' };
