/** What the role is called in the host's lists of links and devices, in English. */
export default { one: 'Door', many: 'Doors', opens: 'Checks guests in at the door' };
