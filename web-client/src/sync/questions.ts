/**
 * Shows a guest's pending commands other than ballots: questions, support for them, declared groups, names, cards, and ballots
 * taken back.
 */
import { type Lay, layFurther } from './overlay';

const lay: Lay = ({ mine, questions }, e, isMine, seq) => {
  const { cmd } = e;
  if ('upvote' in cmd) {
    const { question, on } = cmd.upvote;
    const { upvotes } = mine;
    // Adjust the count until the list includes the support, and the guest's own mark until `mine` does.
    const missing = e.seq === undefined ? upvotes.includes(question) !== on : seq < e.seq;
    const moved = (n: number) => Math.max(0, n + (on ? 1 : -1));
    return {
      mine: isMine
        ? mine
        : { ...mine, upvotes: upvotes.filter(id => id !== question).concat(on ? [question] : []) },
      questions: missing
        ? questions.map(q => (q.id === question ? { ...q, upvotes: moved(q.upvotes) } : q))
        : questions,
    };
  }
  if (isMine) return { mine, questions };
  if ('take_back' in cmd) {
    const { poll, round } = cmd.take_back;
    const ballots = mine.ballots.filter(b => b.poll !== poll || b.round !== round);
    return { mine: { ...mine, ballots }, questions };
  }
  if ('declare' in cmd) {
    const { group } = cmd.declare;
    const declared = (mine.declared ?? []).filter(d => d.group !== group).concat(cmd.declare);
    return { mine: { ...mine, declared }, questions };
  }
  if ('give_name' in cmd) return { mine: { ...mine, name: { text: cmd.give_name.name } }, questions };
  if ('raise_card' in cmd || 'lower_card' in cmd) {
    const raised = 'raise_card' in cmd ? [cmd.raise_card] : [];
    const { session } = 'raise_card' in cmd ? cmd.raise_card : cmd.lower_card;
    const cards = (mine.cards ?? []).filter(c => c.session !== session).concat(raised);
    return { mine: { ...mine, cards }, questions };
  }
  if ('ask' in cmd) {
    const { to, text, name, org, lang = '' } = cmd.ask;
    const content = { text, lang, ...(name && { name }), ...(org && { org }) };
    const asked = {
      // The question has no id yet, so it gets a negative one.
      id: -e.n,
      content,
      ...(to !== undefined && { to }),
      state: 'waiting' as const,
      upvotes: 0,
      at: 0,
    };
    return { mine: { ...mine, questions: mine.questions.concat(asked) }, questions };
  }
  if ('reword' in cmd) {
    const { question, text } = cmd.reword;
    const own = mine.questions.map(q => (q.id === question ? { ...q, content: { ...q.content, text } } : q));
    return { mine: { ...mine, questions: own }, questions };
  }
  if ('report' in cmd) {
    const reports = (mine.reports ?? []).concat(cmd.report.question);
    return { mine: { ...mine, reports }, questions };
  }
  if ('withdraw' in cmd) {
    const { question } = cmd.withdraw;
    return { mine: { ...mine, questions: mine.questions.filter(q => q.id !== question) }, questions };
  }
  if ('erase_mine' in cmd) {
    const { nickname: _, name, ...rest } = mine;
    const kept = name?.of_code ? { name } : {};
    return { mine: { ...rest, ...kept, questions: [] }, questions };
  }
  return { mine, questions };
};

layFurther(lay);
