/** What the role is called in the host's lists of links and devices, in Chinese. */
export default { one: '译员', many: '译员', opens: '翻译提问与投票' };
