/** What the role is called in the host's lists of links and devices, in English. */
export default { one: 'Interpreter', many: 'Interpreters', opens: 'Translates questions and polls' };
